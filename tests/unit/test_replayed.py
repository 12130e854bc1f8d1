"""The history is played in its order."""

from __future__ import annotations

from pathlib import Path

import pytest

from twin_agents.historian.archive import Archive
from twin_agents.historian.buffer import Buffer
from twin_agents.historian.columns import Kept, arrow_schema
from twin_ops.bench.bus import measurement
from twin_ops.replay.played import Played, played
from twin_ops.replay.together import together
from twin_schemas.messages import Measurement, Residual
from twin_schemas.record import Record

SECOND = 1_000_000_000
KINDS: tuple[type[Record], ...] = (Measurement, Residual)


def residual(time_ns: int) -> Residual:
    return Residual(
        tag="FT-101",
        residual=0.5,
        measured=1.0,
        simulated=0.5,
        unit="kg/s",
        quality="good",
        time_ns=time_ns,
    )


def reported(time_ns: int, tag: str = "FT-101") -> Measurement:
    return Measurement.trusted(measurement(1, tag).__dict__ | {"source_time_ns": time_ns})


@pytest.fixture
def history(tmp_path: Path) -> Path:
    archive = Archive(tmp_path / "cluster=one")
    archive.open()
    held = Buffer({kind.contract.topic: arrow_schema(kind) for kind in KINDS})
    records = [reported(40 * SECOND), reported(2 * SECOND, "TT-1"), residual(3 * SECOND)]
    for offset, record in enumerate(records):
        held.add(type(record).contract.topic, Kept(0, offset, 0, 1, record.__dict__))
    for part, table in held.drain():
        archive.add(part, table)
    return tmp_path


def test_messages_of_all_contracts_come_in_the_order_of_their_times(history: Path):
    found = [*played(history, KINDS, [], 0, 60 * SECOND)]
    assert [one.time_ns // SECOND for one in found] == [2, 3, 40]
    assert found[1].record == residual(3 * SECOND)


def test_times_stay_and_the_origin_is_replay(history: Path):
    (one,) = played(history, [Measurement], ["TT-1"], 0, 60 * SECOND)
    sent = reported(2 * SECOND, "TT-1").__dict__
    assert one.record.__dict__ == sent | {"origin": "replay"}


def test_only_the_span_is_played(history: Path):
    assert [one.time_ns for one in played(history, KINDS, [], 3 * SECOND, 40 * SECOND)] == [
        3 * SECOND
    ]


def test_what_is_due_within_five_milliseconds_goes_together():
    times = [0, 4_000_000, 5_000_000, 5 * SECOND]
    messages = [Played(time_ns, residual(time_ns)) for time_ns in times]
    groups = [
        (begin, [r.__dict__["time_ns"] for r in group])
        for begin, group in together(messages, lambda: 1.0)
    ]
    assert groups == [(0, times[:2]), (5_000_000, [5_000_000]), (5 * SECOND, [5 * SECOND])]
    assert list(together([], lambda: 1.0)) == []
    assert [len(group) for _, group in together(messages, lambda: 1000.0)] == [3, 1]
