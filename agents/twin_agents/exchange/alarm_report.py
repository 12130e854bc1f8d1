"""How well the alarms serve the operators: the figures of ISA-18.2, from the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from twin_agents.exchange.value_text import iso
from twin_schemas.alarm_events import AlarmChanged
from twin_schemas.vocabulary import AlarmBasis, AlarmPriority

_NS = 1_000_000_000
_MINUTE_NS = 60 * _NS
_WINDOW_NS = 10 * _MINUTE_NS
_FLOOD_BEYOND = 10  # alarms in ten minutes
_CHATTERS_FROM = 3  # raised within a minute
_STALE_NS = 24 * 60 * _MINUTE_NS
_MOST_FREQUENT = 10
_ACTIVE = ("unacknowledged", "acknowledged")


def report(
    journal: Iterable[AlarmChanged], present: Iterable[AlarmChanged], minutes: float, now_ns: int
) -> dict[str, Any]:
    """The figures of the last minutes, as JSON.

    Args:
        journal: Transitions, in any order; older ones are left out.
        present: The latest transition of every alarm.
        minutes: Length of the span.
        now_ns: Its end, in nanoseconds.
    """
    since = now_ns - int(minutes * _MINUTE_NS)
    span = (c for c in journal if c.change == "raised" and since < c.time_ns <= now_ns)
    raised = sorted(span, key=lambda changed: changed.time_ns)
    times = [changed.time_ns for changed in raised]
    counts, priorities = Counter(c.alarm for c in raised), Counter(c.priority for c in raised)
    bases = Counter(c.basis for c in raised)
    return {
        "minutes": minutes,
        "raised": len(raised),
        "per_hour": len(raised) * 60 / minutes,
        "peak_per_10_min": max((w.count for w in _windows(times)), default=0),
        "floods": list(_floods(times)),
        **_standing(present, now_ns),
        "chattering": _rows((a, n) for a, n in counts.most_common() if _chatters(raised, a, n)),
        "priorities": {priority: priorities[priority] for priority in get_args(AlarmPriority)},
        "bases": {basis: bases[basis] for basis in get_args(AlarmBasis)},
        "most_frequent": _rows(counts.most_common(_MOST_FREQUENT)),
    }


@dataclass(frozen=True)
class _Window:
    """The ten minutes that end with an alarm: places of their first and last alarm."""

    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1


def _windows(times: Sequence[int]) -> Iterator[_Window]:
    first = 0
    for last, time in enumerate(times):
        while times[first] <= time - _WINDOW_NS:
            first += 1
        yield _Window(first, last)


def _floods(times: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Windows with more than ten alarms; those that overlap are one flood."""
    flood: _Window | None = None
    for window in _windows(times):
        if window.count <= _FLOOD_BEYOND:
            continue
        if flood is not None and window.first > flood.last:
            yield _flood(times, flood)
            flood = None
        flood = _Window(flood.first if flood else window.first, window.last)
    if flood is not None:
        yield _flood(times, flood)


def _flood(times: Sequence[int], flood: _Window) -> dict[str, Any]:
    begin, end = iso(times[flood.first]), iso(times[flood.last])
    return {"from": begin, "to": end, "raised": flood.count}


def _standing(present: Iterable[AlarmChanged], now_ns: int) -> dict[str, int]:
    alarms = list(present)
    active = [c for c in alarms if c.state in _ACTIVE]
    return {
        "standing": len(active),
        "stale": sum(now_ns - c.raised_ns > _STALE_NS for c in active),
        "unacknowledged": sum(c.state in {"unacknowledged", "returned"} for c in alarms),
    }


def _chatters(raised: Sequence[AlarmChanged], alarm: str, count: int) -> bool:
    """Whether an alarm was raised three times within some minute."""
    if count < _CHATTERS_FROM:
        return False
    times = [changed.time_ns for changed in raised if changed.alarm == alarm]
    later = times[_CHATTERS_FROM - 1 :]
    return any(end - begin <= _MINUTE_NS for begin, end in zip(times, later, strict=False))


def _rows(counts: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"alarm": alarm, "raised": count} for alarm, count in counts]
