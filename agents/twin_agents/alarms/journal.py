"""An alarm as the journal has it, and back."""

from __future__ import annotations

from dataclasses import replace

from twin_agents.alarms.machine import Alarm
from twin_schemas.alarm_events import AlarmActionRequested, AlarmChanged
from twin_schemas.alarms import AlarmDefinition
from twin_schemas.vocabulary import AlarmChange, Origin

_NS = 1_000_000_000


def noted(
    alarm: Alarm,
    change: AlarmChange,
    time_ns: int,
    origin: Origin,
    asked: AlarmActionRequested | None = None,
    reason: str = "",
    follows: str = "",
) -> AlarmChanged:
    """The record of a transition that an alarm has just made.

    Args:
        alarm: As it is after the transition.
        change: What happened.
        time_ns: When, in nanoseconds.
        origin: Where its value comes from.
        asked: Request that was carried out; None if it was none.
        reason: Why, where nobody asked.
        follows: Interlock that tripped first, if the alarm came after it.
    """
    alarm.sequence += 1
    alarm.changed_ns = time_ns
    point = alarm.point
    return AlarmChanged(
        alarm=point.name,
        tag=point.tag,
        limit=point.limit,
        state=alarm.state,
        change=change,
        priority=point.priority,
        value=alarm.value,
        setting=point.setting,
        unit=point.unit,
        occurrence=alarm.occurrence,
        sequence=alarm.sequence,
        raised_ns=alarm.raised_ns,
        time_ns=time_ns,
        user=asked.user if asked else "",
        reason=asked.reason if asked else reason,
        until_ns=alarm.until_ns,
        consequence=point.consequence,
        follows=follows,
        origin=origin,
        request_id=asked.request_id if asked else "",
        basis=point.basis,
        tuned=point != alarm.described,
        deadband=point.deadband,
        on_delay_s=point.on_delay_ns / _NS,
        off_delay_s=point.off_delay_ns / _NS,
    )


def recall(alarm: Alarm, changed: AlarmChanged) -> None:
    """Goes on with what the journal says; without effect if the alarm has gone further already.

    A number that is not greater counts if it is younger: the journal keeps ninety days, and begins
    anew for an alarm that was quiet for as long.
    """
    if changed.sequence <= alarm.sequence and changed.time_ns <= alarm.changed_ns:
        return
    alarm.state, alarm.occurrence = changed.state, changed.occurrence
    alarm.raised_ns, alarm.until_ns = changed.raised_ns, changed.until_ns
    alarm.active = changed.raised_ns > 0 and changed.state not in {"returned", "latched"}
    alarm.point = tuned(alarm.described, changed) if changed.tuned else alarm.described
    alarm.value = changed.value
    alarm.sequence, alarm.changed_ns = changed.sequence, changed.time_ns


def tuned(
    described: AlarmDefinition, settings: AlarmChanged | AlarmActionRequested
) -> AlarmDefinition:
    """The alarm with these settings in place of those of the plant description."""
    return replace(
        described,
        setting=settings.setting,
        deadband=settings.deadband,
        on_delay_ns=round(settings.on_delay_s * _NS),
        off_delay_ns=round(settings.off_delay_s * _NS),
    )
