"""What is played at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from twin_ops.replay.lane import Lane, P, Times

_MOST = 20_000  # at a time, unless more are of the very same time
_TICK_S = 0.005  # what is due within it goes together
_LONGEST_NS = 2**62
_NEVER_NS = 2**63 - 1


def together(lanes: Sequence[Lane[P]], speed: Callable[[], float]) -> Iterator[tuple[int, list[P]]]:
    """Groups messages that are due within five milliseconds, with the time of the first.

    Args:
        lanes: Of several contracts.
        speed: Times faster than it was; may change between two groups.

    Yields:
        The time, ns since 1970-01-01 UTC, and the messages of each lane that has any.
    """
    begins = [0] * len(lanes)
    while True:
        coming = [lane.times[begin:] for lane, begin in zip(lanes, begins, strict=True)]
        first_ns = min((int(times[0]) for times in coming if len(times)), default=None)
        if first_ns is None:
            return
        end_ns = _end(coming, first_ns, int(min(1e9 * _TICK_S * speed(), _LONGEST_NS)))
        counts = [int(np.searchsorted(times, end_ns)) for times in coming]
        found = zip(lanes, begins, counts, strict=True)
        yield first_ns, [lane.rows.slice(b, count) for lane, b, count in found if count]
        begins = [b + count for b, count in zip(begins, counts, strict=True)]


def _end(coming: Sequence[Times], first_ns: int, tick_ns: int) -> int:
    """Time before which a group ends: earlier than after a tick if it were of too many."""
    near = np.concatenate([times[: _MOST + 1] for times in coming])
    soon = int(np.partition(near, _MOST)[_MOST]) if len(near) > _MOST else _NEVER_NS
    return min(first_ns + tick_ns, max(first_ns + 1, soon))
