"""What trainees can do something with."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from twin_schemas.plant.kinds import KINDS
from twin_schemas.scenario.scenario import ALL

if TYPE_CHECKING:
    from twin_ops.scenario.session import Session


def possible(session: Session, does: str) -> Collection[str]:
    """Names that an action of trainees may have: tags, valves and machines, alarms."""
    plant = session.plant.plant
    match does:
        case "set":
            return {tag.name for tag in plant.tags.values() if tag.writable}
        case "trip":
            return {e.id for e in plant.equipment.values() if KINDS[e.kind].actuator}
        case "reset":
            return {""}
        case "acknowledge":
            return {ALL, *(alarm.point.name for alarm in session.alarms.all())}
        case _:
            return ()
