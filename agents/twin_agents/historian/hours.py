"""Hours of the history in which nothing will come any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from twin_agents.historian.part import Part

_NS = 1_000_000_000
_HOUR = 3600
_GRACE = 120  # s, in which the last messages of an hour arrive


def closed_hours(parts: Iterable[Part], now_ns: int) -> Iterator[list[Part]]:
    """The parts of each partition and hour that is over, where they are not one file yet.

    Args:
        parts: In the order of their messages.
        now_ns: The time now.
    """
    over = (now_ns // _NS - _GRACE) // _HOUR
    for (_, _, hour), pieces in groupby(
        parts, lambda part: (part.topic, part.partition, part.hour)
    ):
        found = list(pieces)
        if hour < over and not (len(found) == 1 and found[0].whole):
            yield found
