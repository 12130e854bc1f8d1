"""What an interlock's trip means for others."""

from __future__ import annotations

from twin_agents.alarms.upset import Upset
from twin_schemas.alarm_events import InterlockChanged
from twin_schemas.plant import Interlock
from twin_schemas.vocabulary import InterlockState, Origin


def changed_to(
    state: InterlockState, interlock: Interlock, upset: Upset, origin: Origin, now_ns: int
) -> InterlockChanged:
    """The record that an interlock has tripped or is free again."""
    return InterlockChanged(
        interlock=interlock.name,
        tag=interlock.tag,
        state=state,
        value=upset.value_of(interlock.tag),
        limit=interlock.limit,
        unit=upset.units.get(interlock.tag, ""),
        first_out=upset.first.name if upset.first else interlock.name,
        actuators=[trip.equipment for trip in interlock.trips],
        origin=origin,
        time_ns=now_ns,
    )
