"""When what is played again is due."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from twin_ops.replay.played import Played
from twin_schemas.record import Record

_MOST = 5_000  # at a time
_TICK_S = 0.01  # what is due within it goes together


def together(played: Iterable[Played], speed: float) -> Iterator[tuple[int, list[Record]]]:
    """Groups messages that are due within ten milliseconds, with the time of the first."""
    tick_ns = 1e9 * _TICK_S * speed
    group: list[Record] = []
    begin = 0
    for one in played:
        if group and (one.time_ns - begin >= tick_ns or len(group) == _MOST):
            yield begin, group
            group = []
        if not group:
            begin = one.time_ns
        group.append(one.record)
    if group:
        yield begin, group


@dataclass
class Pace:
    """Keeps the distances in time of what is played, a number of times faster.

    Attributes:
        speed: 1 for as it was; infinite for as fast as can be.
        begin_ns: Time of the messages that is played at once.
        now: A monotonic clock in seconds.
        late_s: Longest time by which anything came too late.
    """

    speed: float
    begin_ns: int
    now: Callable[[], float] = time.monotonic
    late_s: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._began = self.now()

    async def wait_for(self, time_ns: int) -> None:
        """Returns when messages of this time are due."""
        due = self._began + (time_ns - self.begin_ns) / 1e9 / self.speed
        wait = due - self.now()
        if wait > 0:
            await asyncio.sleep(wait)
        elif self.speed != float("inf"):
            self.late_s = max(self.late_s, -wait)
