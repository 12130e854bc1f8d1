"""What was on the bus can be read and played again."""

from __future__ import annotations

import pytest
from tests.conftest import wait_for
from tests.e2e.conftest import RunningTwin

pytestmark = pytest.mark.e2e


def test_the_history_is_played_again_into_the_sandbox(twin: RunningTwin):
    asked = ("replay", "--from", "1m", "--speed", "0", "--key", "FT-101")
    wait_for(lambda: twin(*asked).returncode == 0, 60, "the first messages have a file")
    played = twin.messages("sandbox.plant.measurement", "1h", "FT-101")
    assert {(m["tag"], m["origin"]) for m in played} == {("FT-101", "replay")}
    reported = twin("history", "FT-101", "--from", "1h", "--format", "csv").stdout
    assert all(str(m["source_time_ns"]) in reported for m in played)
