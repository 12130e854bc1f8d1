"""Reads an interlock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from twin_schemas.plant.interlock import Interlock, Trip
from twin_schemas.plant.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twin_schemas.plant.entry import Entry
    from twin_schemas.plant.equipment import Equipment
    from twin_schemas.plant.tag import Tag


def read_interlock(
    name: str,
    entry: Entry,
    area: str,
    equipment: Mapping[str, Equipment],
    measurements: Mapping[str, Tag],
) -> Interlock | None:
    """Reads one interlock; None when it watches nothing known."""
    entry.check_keys("description", "when", "trips", "latched", "first_out")
    when = entry.child("when")
    when.check_keys("tag", "high", "low")
    watched = measurements.get(when.text("tag"))
    if watched is None:
        what = f"{entry.path} watches an unknown instrument '{when.text('tag')}'"
        when.note("tag", what, "name an instrument of the description")
        return None
    side: Literal["high", "low"] = "high" if "high" in when else "low"
    return Interlock(
        name=name,
        area=area,
        description=entry.text("description"),
        tag=watched.name,
        side=side,
        limit=when.quantity(side, watched.unit),
        trips=_trips(entry, equipment),
        latched=entry.flag("latched", default=True),
        first_out=entry.flag("first_out", default=True),
    )


def _trips(entry: Entry, equipment: Mapping[str, Equipment]) -> tuple[Trip, ...]:
    section = entry.child("trips")
    for actuator in section.data:
        moved = equipment.get(actuator)
        if moved is None or KINDS[moved.kind].actuator is None:
            what = f"{entry.path} trips '{actuator}', which has no actuator"
            section.note(actuator, what, "name a valve or a machine")
    return tuple(
        Trip(equipment=actuator, position=section.quantity(actuator, "%"))
        for actuator in section.data
    )
