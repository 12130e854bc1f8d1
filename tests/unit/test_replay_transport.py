"""A replay keeps its distances, waits, steps, seeks and changes its speed as it is told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from twin_ops.replay import session, together
from twin_ops.replay.lane import Lane
from twin_ops.replay.session import Tally, paced
from twin_ops.replay.span import Span
from twin_ops.replay.transport import Ended, Transport
from twin_schemas.messages import Measurement

SECOND = 1_000_000_000
BEGIN = 100 * SECOND


@dataclass
class Listener(Transport):
    """Time goes on only while it waits; what a person does is said for each time it waits."""

    does: list[Callable[[], None]] = field(default_factory=list)
    clock: float = 1_000.0
    waited: list[float | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.now = lambda: self.clock

    async def _wait(self, seconds: float | None) -> None:
        self.waited.append(seconds if seconds is None else round(seconds, 6))
        if self.does:
            self.clock += 0.25
            self.does.pop(0)()
        elif seconds is None:
            pytest.fail("it is held, and nobody lets it go on")
        else:
            self.clock += seconds


@pytest.fixture(autouse=True)
def history(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten messages, one a second."""

    def played(span: Span, _: object) -> list[list[Lane[pa.Table]]]:
        every = np.arange(BEGIN, BEGIN + 10 * SECOND, SECOND)
        times = every[(every >= span.begin_ns) & (every < span.end_ns)]
        return [[Lane(times, pa.table({"time_ns": times}))]]

    monkeypatch.setattr(session, "played", played)


async def played(listener: Listener) -> AsyncIterator[int]:
    """Which messages come, by their second."""
    span = Span(Path(), [Measurement], [], BEGIN, BEGIN + 10 * SECOND)
    async for time_ns, _ in paced(span, listener, lambda _, table: table):
        yield (time_ns - BEGIN) // SECOND


async def heard(listener: Listener) -> list[tuple[int, float]]:
    """Which messages came, and when."""
    return [(place, listener.clock - 1_000.0) async for place in played(listener)]


async def test_distances_are_kept():
    assert await heard(Listener(2.0)) == [(k, k / 2) for k in range(10)]


async def test_at_once_nothing_waits_and_nothing_is_late(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(together, "_MOST", 1)
    listener = Listener(float("inf"))
    assert await heard(listener) == [(k, 0.0) for k in range(10)]
    assert (listener.waited, [*listener.late_s]) == ([], [])


async def test_who_publishes_slowly_is_late_and_that_is_told():
    listener = Listener(1.0)
    async for place in played(listener):
        listener.clock += 3.0 if place == 1 else 0.0
    tally = Tally("one", listener)
    assert tally.late_s(100.0) == pytest.approx(2.0)
    assert tally.late_s(50.0) == 0.0


async def test_it_is_held_and_goes_on_from_there():
    listener = Listener(1.0)
    listener.does = [listener.hold, listener.hold]
    found = await heard(listener)
    assert listener.waited[:3] == [1.0, None, 1.0]
    assert found[:3] == [(0, 0.0), (1, 1.5), (2, 2.5)]


async def test_it_plays_one_at_a_time():
    listener = Listener(1.0)
    listener.does = [listener.step, listener.step, listener.hold]
    assert (await heard(listener))[:4] == [(0, 0.0), (1, 0.25), (2, 0.5), (3, 1.75)]


async def test_another_speed_begins_where_it_is():
    listener = Listener(1.0)
    listener.does = [listener.faster, listener.faster, listener.slower]
    found = await heard(listener)
    assert listener.speed == 2.0
    assert found[1] == (1, pytest.approx(1.25))


async def test_speeds_have_ends():
    listener = Listener(1000.0)
    listener.faster()
    assert listener.speed == 1000.0
    listener.speed = 0.1
    listener.slower()
    assert listener.speed == 0.1


@pytest.mark.parametrize(("by", "lands"), [(5, 5), (-3, 0), (60, None)])
async def test_it_goes_elsewhere_and_not_beyond_the_span(by: int, lands: int | None):
    listener = Listener(1.0)
    listener.does = [lambda: listener.seek(by * SECOND)]
    places = [place for place, _ in await heard(listener)]
    assert places == ([0, *range(lands, 10)] if lands is not None else [0])


async def test_it_goes_elsewhere_also_while_it_plays_at_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(together, "_MOST", 1)
    listener = Listener(float("inf"))
    places: list[int] = []
    async for place in played(listener):
        places.append(place)
        if len(places) == 2:
            listener.seek(6 * SECOND)
    assert places == [0, 1, 7, 8, 9]


async def test_it_ends_when_it_is_told_to():
    listener = Listener(1.0)
    listener.does = [listener.hold, listener.end]
    with pytest.raises(Ended):
        await heard(listener)
