"""What is played at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from twin_ops.replay.played import Played
from twin_schemas.record import Record

_MOST = 5_000  # at a time
_TICK_S = 0.005  # what is due within it goes together


def together(
    played: Iterable[Played], speed: Callable[[], float]
) -> Iterator[tuple[int, list[Record]]]:
    """Groups messages that are due within five milliseconds, with the time of the first.

    Args:
        played: In the order of their times.
        speed: Times faster than it was; may change between two groups.
    """
    group: list[Record] = []
    begin, tick_ns = 0, 0.0
    for one in played:
        if group and (one.time_ns - begin >= tick_ns or len(group) == _MOST):
            yield begin, group
            group = []
        if not group:
            begin, tick_ns = one.time_ns, 1e9 * _TICK_S * speed()
        group.append(one.record)
    if group:
        yield begin, group
