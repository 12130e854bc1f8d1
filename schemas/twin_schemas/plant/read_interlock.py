"""Reads an interlock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from twin_schemas.plant.interlock import Interlock, Trip
from twin_schemas.plant.kinds import KINDS
from twin_schemas.plant.tag import Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twin_schemas.plant.entry import Entry
    from twin_schemas.plant.equipment import Equipment

_SETTLE_S = 30.0


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


def reset_tags(interlocks: Iterable[Interlock], taken: Iterable[str]) -> dict[str, Tag]:
    """The reset of each area that has interlocks which latch: `HS` and the number of the first.

    ISA-5.1 calls a switch that is moved by hand HS. It reads how many are tripped, and takes 0.

    Args:
        interlocks: Of the plant.
        taken: Names of other tags; an area whose reset would have one of them has none.
    """
    areas: dict[str, list[Interlock]] = {}
    for interlock in interlocks:
        if interlock.latched and interlock.trips:
            areas.setdefault(interlock.area, []).append(interlock)
    resets = (_reset(area, latched) for area, latched in areas.items())
    others = set(taken)
    return {tag.name: tag for tag in resets if tag.name not in others}


def _reset(area: str, latched: list[Interlock]) -> Tag:
    first, last = latched[0].name, latched[-1].name
    return Tag(
        name=f"HS-{first.partition('-')[2] or first}",
        description=f"Tripped interlocks of {first} to {last}; 0 resets those whose cause is gone",
        unit="1",
        low=0.0,
        high=float(len(latched)),
        area=area,
        equipment=latched[0].trips[0].equipment,
        kind="reset",
        writable=True,
        rate_s=2.0,
        states=(),
        controller=None,
        max_step=None,
        tolerance=0.0,
        settle_s=_SETTLE_S,
        alarms={},
        guidance={},
        boundary=False,
        critical="",
        approval_s=0.0,
        design=0.0,
    )
