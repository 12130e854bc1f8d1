"""A session as its trainees see it, as plain data and records of the contracts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from twin_ops.training.released import released
from twin_schemas.alarm_events import AlarmChanged, InterlockChanged

if TYPE_CHECKING:
    from twin_agents.alarms.machine import Alarm
    from twin_ops.scenario.event import Event
    from twin_ops.scenario.session import Session

_SECRET = frozenset({"trigger", "fault", "model"})
_NS = 1_000_000_000


def seen(session: Session, hidden: Collection[str]) -> dict[str, Any]:
    """Readings, their faults, the model's values, alarms, trips and releases; times since 0.

    Broken tubes and what is stuck are in it: whoever shows it keeps them from trainees.
    """
    bad = {**session.plant.qualities(), **dict.fromkeys(hidden, "taken away by the instructor")}
    readings = {tag: v for tag, v in session.readings.items() if tag not in hidden}
    return {
        "readings": readings,
        "bad": bad,
        "model": session.modelled(),
        "alarms": [_alarm(one) for one in session.alarms.all() if one.state != "normal"],
        "interlocks": list(_trips(session)),
        "releases": list(released(session)),
        "stuck": _stuck(session),
        "events": [asdict(_told(e)) for e in session.events if e.kind not in _SECRET],
    }


def _stuck(session: Session) -> list[str]:
    """Valves and machines that do not move any more; nobody sees that from outside."""
    return [one.target for one in session.plant.faults().values() if one.kind == "stuck"]


def _told(event: Event) -> Event:
    """An event for trainees: a message is named after what goes wrong."""
    return replace(event, name="") if event.kind == "message" else event


def _alarm(alarm: Alarm) -> AlarmChanged:
    point = alarm.point
    return AlarmChanged(
        alarm=point.name,
        tag=point.tag,
        limit=point.limit,
        state=alarm.state,
        change="raised",
        priority=point.priority,
        value=alarm.value,
        setting=point.setting,
        unit=point.unit,
        occurrence=alarm.occurrence,
        sequence=alarm.occurrence,
        raised_ns=alarm.raised_ns,
        time_ns=alarm.raised_ns,
        consequence=point.consequence,
        origin="instructor",
        basis=point.basis,
    )


def _trips(session: Session) -> Iterator[InterlockChanged]:
    since = {e.name: e.time for e in session.events if e.kind == "trip"}
    first = min(session.holding, key=lambda name: since.get(name, 0.0), default="")
    for name in session.holding:
        interlock = session.plant.plant.interlocks[name]
        yield InterlockChanged(
            interlock=name,
            tag=interlock.tag,
            state="tripped",
            value=session.readings[interlock.tag],
            limit=interlock.limit,
            unit=session.plant.plant.tags[interlock.tag].unit,
            first_out=first,
            actuators=[trip.equipment for trip in interlock.trips],
            origin="instructor",
            time_ns=round(since.get(name, 0.0) * _NS),
        )
