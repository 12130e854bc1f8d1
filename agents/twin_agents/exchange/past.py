"""What tags were before the hour that the exchange holds in its memory."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Any, Protocol

from twin_agents.exchange.moment import Moment, moment_of
from twin_agents.exchange.past_told import PastCommands, PastHealth, commands_of, health_of
from twin_bus.errors import TwinError

if TYPE_CHECKING:
    from twin_schemas.plant import Plant
    from twin_schemas.record import Record

_NS = 1_000_000_000
_MINUTE, _FROM_S = 60, 120
AT_ONCE = 1  # others wait: reading takes as much of the machine as it gets


class PastUnreadable(TwinError):
    """The files of the history can not be read now; the caller may try again."""


class Rollups(Protocol):
    """Reads the history in spans of time."""

    def rollups(
        self, tags: Sequence[str], begin_ns: int, end_ns: int, width_ns: int
    ) -> Mapping[str, Mapping[str, Sequence[float | None]]]:
        """Columns `reported` (mean), `low`, `high` and `simulated` (mean) of each tag.

        Only good values count; a span without any has None. It may be called in any thread.

        Args:
            tags: Which ones.
            begin_ns: First time, a multiple of the width, ns since 1970-01-01 UTC.
            end_ns: Time before which it ends, one too.
            width_ns: Length of a span.

        Raises:
            PastUnreadable: The files can not be read now.
        """
        ...

    def latest(
        self, record: type[Record], each: str, begin_ns: int, end_ns: int
    ) -> Sequence[Mapping[str, Any]]:
        """The last message of everything that a field tells apart, as fields of the record.

        It may be called in any thread.

        Args:
            record: The contract.
            each: Name of the field, such as `tag`; or of several, with commas.
            begin_ns: First time, ns since 1970-01-01 UTC.
            end_ns: Time before which it ends.

        Raises:
            PastUnreadable: The files can not be read now.
        """
        ...

    def span(self) -> tuple[int, int] | None:
        """First and last time of all measurements that are kept; None if there are none.

        Raises:
            PastUnreadable: The files can not be read now.
        """
        ...


@dataclass
class Past:
    """Answers for trends of more than an hour, and for moments that are over.

    Attributes:
        rollups: Where it reads.
    """

    rollups: Rollups
    _turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE), init=False)

    async def series(
        self, tags: Sequence[str], end_ns: int, minutes: float, points: int
    ) -> dict[str, Any]:
        """Columns of each tag, as the last hour has them, with extremes.

        `t` is the middle of a span in Unix seconds, and never in the future. `desired` is None.

        Raises:
            PastUnreadable: The files can not be read now.
        """
        width = span_s(minutes, points) * _NS
        end = -(-end_ns // width) * width
        begin = end - ceil(60 * minutes * _NS / width) * width
        async with self._turn:
            found = await asyncio.to_thread(self.rollups.rollups, tags, begin, end, width)
        times = [min(at + width / 2, end_ns) / _NS for at in range(begin, end, width)]
        nothing = [None] * len(times)
        return {tag: {"t": times, "desired": nothing, **found[tag]} for tag in tags}

    async def span(self) -> tuple[int, int] | None:
        """First and last time of all measurements that are kept; None if there are none.

        Raises:
            PastUnreadable: The files can not be read now.
        """
        async with self._turn:
            return await asyncio.to_thread(self.rollups.span)

    async def commands(self, at_ns: int) -> PastCommands:
        """Commands of the week before a moment, as far as they had come.

        Raises:
            PastUnreadable: The files can not be read now.
        """
        async with self._turn:
            return await asyncio.to_thread(commands_of, self.rollups, at_ns + 1)

    async def health(self, plant: Plant, at_ns: int) -> PastHealth:
        """How the twin and the agents were.

        Raises:
            PastUnreadable: The files can not be read now.
        """
        async with self._turn:
            return await asyncio.to_thread(health_of, self.rollups, plant, at_ns + 1)

    async def moment(self, plant: Plant, at_ns: int) -> Moment:
        """The plant as it was.

        Raises:
            PastUnreadable: The files can not be read now.
        """
        async with self._turn:
            return await asyncio.to_thread(moment_of, self.rollups, plant, at_ns)


def span_s(minutes: float, points: int) -> int:
    """Length of a span in s; whole minutes from two on, so that rollups of minutes tell it."""
    width = ceil(60 * minutes / points)
    return width if width < _FROM_S else ceil(width / _MINUTE) * _MINUTE
