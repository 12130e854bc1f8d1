"""Instances that are stopped and started, and one on the user's own Kafka."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from tests.conftest import RunningKafka, free_base, wait_for
from tests.e2e.conftest import SMALL, RunningTwin

from twin_ops.kafka.java import JavaUnusable, java_launcher, java_version

pytestmark = pytest.mark.e2e


def test_a_second_start_keeps_all_state(tmp_path: Path):
    twin = RunningTwin(tmp_path, free_base())
    twin.environment["TWIN_PLANT"] = str(SMALL)
    twin.up()
    assert twin("set", "PIC-941.MODE", "MAN").returncode == 0
    audited = len(twin("tail", "audit.entry", "--from", "1h", "--json", "-n", "7").stdout)
    assert twin("down").returncode == 0
    assert twin("status").returncode == 5
    again = datetime.now(UTC)
    started = twin("up", "--detach")
    assert started.returncode == 0, started.stderr
    assert "password" not in started.stderr
    try:
        wait_for(lambda: _is_read_since(again, twin, "PIC-941.MODE"), 30, "a good new value")
        assert twin.values("PIC-941.MODE")["PIC-941.MODE"]["value"] == 0.0
        assert twin("set", "PIC-941.MODE", "AUTO").returncode == 0
        log = twin("tail", "audit.entry", "--from", "1h", "--json", "-n", "14").stdout
        entries = [json.loads(line) for line in log.splitlines()]
        assert [e["sequence"] for e in entries] == list(range(1, 15))
        assert len(log) > audited
        assert all(a["hash"] == b["previous_hash"] for a, b in pairwise(entries))
    finally:
        twin("down")


def _is_read_since(moment: datetime, twin: RunningTwin, tag: str) -> bool:
    """Whether the value is good and none that the bus kept, nor the gap of the time between."""
    read = twin.values(tag)[tag]
    return read["quality"] == "good" and datetime.fromisoformat(read["ingest_time"]) > moment


def test_an_existing_kafka_is_used(kafka: RunningKafka, tmp_path: Path):
    twin = RunningTwin(tmp_path, free_base())
    twin.environment |= {"TWIN_KAFKA": kafka.servers, "TWIN_PLANT": str(SMALL)}
    twin.up()
    try:
        assert "kafka" not in {p["name"] for p in twin.status()["processes"]}
        assert not (tmp_path / "kafka").exists()
        wait_for(lambda: twin.values("FT-941")["FT-941"]["quality"] == "good", 30, "a good value")
    finally:
        twin("down")


def test_the_users_java_is_used_or_refused(tmp_path: Path):
    old = tmp_path / "java"
    old.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    old.chmod(0o755)
    with pytest.raises(JavaUnusable, match="Java 11"):
        java_launcher(str(old))
    with pytest.raises(JavaUnusable, match="no such program"):
        java_launcher(str(tmp_path / "none"))
    assert java_version(java_launcher()) >= 17
    if found := shutil.which("java"):
        assert java_launcher("java") == Path(found)
