"""Reading the alarms of an instrument: a limit alone, or a limit with what was thought through."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, cast, get_args

from twin_schemas.plant.alarm_guidance import AlarmGuidance
from twin_schemas.vocabulary import AlarmClass, AlarmLimit, AlarmPriority

if TYPE_CHECKING:
    from twin_schemas.plant.entry import Entry

ALARM_LIMITS: tuple[AlarmLimit, ...] = get_args(AlarmLimit)
_TEXTS = ("cause", "action")
_SPANS = ("response", "on_delay", "off_delay")
GUIDANCE_KEYS = ("at", "class", "priority", "deadband", "latch", *_TEXTS, *_SPANS)


def read_alarms(entry: Entry, low: float, high: float, unit: str) -> dict[AlarmLimit, float]:
    """The limits below `alarms`, in `unit`; notes those that are out of order or of range."""
    section = entry.child("alarms")
    section.check_keys(*ALARM_LIMITS)
    limits = {name: _limit(section, name, unit) for name in ALARM_LIMITS if name in section}
    for (name, first), (other, second) in pairwise(limits.items()):
        if first >= second:
            section.note(other, f"alarm {other} is not above {name}", "put the limits in order")
    for name, limit in limits.items():
        if not low <= limit <= high:
            section.note(name, f"alarm {name} is outside the range", f"keep it in {low}..{high}")
    return limits


def _limit(section: Entry, name: AlarmLimit, unit: str) -> float:
    if isinstance(section.data[name], Mapping):
        return section.child(name).quantity("at", unit)
    return section.quantity(name, unit)


def read_guidance(entry: Entry, unit: str) -> dict[AlarmLimit, AlarmGuidance]:
    """What is written of each alarm that is more than a limit."""
    section = entry.child("alarms")
    return {
        name: _guidance(section.child(name), unit)
        for name in ALARM_LIMITS
        if isinstance(section.data.get(name), Mapping)
    }


def _guidance(entry: Entry, unit: str) -> AlarmGuidance:
    entry.check_keys(*GUIDANCE_KEYS)
    cause, action = (entry.text(key, "") for key in _TEXTS)
    response, on_delay, off_delay = (_span(entry, key) for key in _SPANS)
    return AlarmGuidance(
        alarm_class=cast("AlarmClass | None", _choice(entry, "class", get_args(AlarmClass))),
        priority=cast("AlarmPriority | None", _choice(entry, "priority", get_args(AlarmPriority))),
        cause=cause,
        action=action,
        response_s=response,
        deadband=entry.difference("deadband", unit, 0.0) if "deadband" in entry else None,
        on_delay_s=on_delay,
        off_delay_s=off_delay,
        latch=entry.flag("latch", default=False),
    )


def _span(entry: Entry, key: str) -> float | None:
    return entry.quantity(key, "s") if key in entry else None


def _choice(entry: Entry, key: str, allowed: tuple[str, ...]) -> str | None:
    return entry.choice(key, allowed) if key in entry else None
