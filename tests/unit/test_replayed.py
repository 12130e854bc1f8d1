"""The history is played in its order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from twin_agents.historian.archive import Archive
from twin_agents.historian.buffer import Buffer
from twin_agents.historian.columns import Kept, arrow_schema
from twin_ops.bench.bus import measurement
from twin_ops.replay import together as due
from twin_ops.replay.lane import Lane
from twin_ops.replay.played import played
from twin_ops.replay.span import Span
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


def span(history: Path, kinds: Sequence[type[Record]], begin_ns: int, end_ns: int) -> Span:
    return Span(history, kinds, [], begin_ns, end_ns)


def times(found: Iterable[Sequence[Lane[pa.Table]]]) -> list[int]:
    """In the order in which they are played."""
    groups = (group for lanes in found for group in together(lanes, lambda: 1.0))
    return [begin for begin, _ in groups]


def as_it_is(_: type[Record], table: pa.Table) -> pa.Table:
    return table


def test_messages_of_all_contracts_come_in_the_order_of_their_times(history: Path):
    whole = span(history, KINDS, 0, 60 * SECOND)
    assert times(played(whole, as_it_is)) == [2 * SECOND, 3 * SECOND, 40 * SECOND]
    first, *_ = played(whole, as_it_is)
    assert first[1].rows.to_pylist() == [residual(3 * SECOND).__dict__]


def test_times_stay_and_the_origin_is_replay(history: Path):
    ((lane,),) = played(replace(span(history, KINDS[:1], 0, 9 * SECOND), keys=["TT-1"]), as_it_is)
    sent = reported(2 * SECOND, "TT-1").__dict__
    assert lane.rows.to_pylist() == [sent | {"origin": "replay"}]


def test_only_the_span_is_played(history: Path):
    assert times(played(span(history, KINDS, 3 * SECOND, 40 * SECOND), as_it_is)) == [3 * SECOND]


def lane(*times_ns: int) -> Lane[pa.Table]:
    times = np.array(times_ns, np.int64)
    return Lane(times, pa.table({"time_ns": times}))


def groups(lanes: Sequence[Lane[pa.Table]], speed: float) -> list[tuple[int, list[list[int]]]]:
    found = together(lanes, lambda: speed)
    return [(begin, [t["time_ns"].to_pylist() for t in tables]) for begin, tables in found]


def test_what_is_due_within_five_milliseconds_goes_together():
    times = [0, 4_000_000, 5_000_000, 5 * SECOND]
    assert groups([lane(*times)], 1.0) == [
        (0, [times[:2]]),
        (5_000_000, [[5_000_000]]),
        (5 * SECOND, [[5 * SECOND]]),
    ]
    assert groups([], 1.0) == groups([lane()], 1.0) == []
    assert groups([lane(*times)], 1000.0) == [(0, [times[:3]]), (5 * SECOND, [times[3:]])]
    assert groups([lane(*times)], float("inf")) == [(0, [times])]


def test_lanes_go_together_each_in_its_order():
    assert groups([lane(2, 3), lane(), lane(1, 3, 9 * SECOND)], 1.0) == [
        (1, [[2, 3], [1, 3]]),
        (9 * SECOND, [[9 * SECOND]]),
    ]


def test_a_group_is_not_too_big_unless_all_is_of_one_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(due, "_MOST", 3)
    assert groups([lane(1, 2, 4), lane(2, 3)], float("inf")) == [
        (1, [[1, 2], [2]]),
        (3, [[4], [3]]),
    ]
    assert groups([lane(7, 7, 7), lane(7, 7, 8)], float("inf")) == [
        (7, [[7, 7, 7], [7, 7]]),
        (8, [[8]]),
    ]
