"""What was on the bus can be read and played again."""

from __future__ import annotations

import pytest
from tests.conftest import wait_for
from tests.e2e.conftest import TWIN, RunningTwin
from tests.e2e.terminal import terminal

pytestmark = pytest.mark.e2e


def test_the_history_is_played_again_into_the_sandbox(twin: RunningTwin):
    asked = ("replay", "--from", "1m", "--speed", "0", "--key", "FT-101")
    wait_for(lambda: twin(*asked).returncode == 0, 60, "the first messages have a file")
    played = twin.messages("sandbox.plant.measurement", "1h", "FT-101")
    assert {(m["tag"], m["origin"]) for m in played} == {("FT-101", "replay")}
    reported = twin("history", "FT-101", "--from", "1h", "--format", "csv").stdout
    assert all(str(m["source_time_ns"]) in reported for m in played)


def test_a_replay_is_held_stepped_sped_up_and_ended_by_keys(twin: RunningTwin):
    asked = ("replay", "--from", "2m", "--key", "FT-101", "--loop")
    wait_for(lambda: twin(*asked[:-1], "--speed", "0").returncode == 0, 60, "there is a file")
    with terminal([*TWIN, *asked], twin.environment) as playing:
        playing.until("q ends")
        playing.until("UTC x 1")
        playing.press(" ")
        playing.until("UTC held")
        playing.press(".\x1b[C.")
        playing.until("UTC held")
        playing.press(" \x1b[A")
        playing.until("UTC x 2")
        playing.press("q")
        assert playing.end() == 0
        assert "late_p99_s" in playing.seen
