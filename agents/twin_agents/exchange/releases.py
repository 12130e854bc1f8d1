"""What comes out of the process, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twin_agents.exchange.value_text import iso

if TYPE_CHECKING:
    from twin_schemas.plant import Plant
    from twin_schemas.release_events import ReleaseEstimated


def is_visible(release: ReleaseEstimated) -> bool:
    """Whether people at the plant would see it."""
    return release.kind != "tube_rupture"


def shown(release: ReleaseEstimated) -> dict[str, Any]:
    """The release as JSON, with units as the contract has them."""
    fields = {name: value for name, value in vars(release).items() if name != "time_ns"}
    return fields | {"time": iso(release.time_ns)}


def area_of(place: str, plant: Plant) -> str:
    """The area of a piece of equipment, or in which a pipe begins; empty if there is none."""
    stream = plant.streams.get(place)
    item = plant.equipment.get(stream.source.equipment if stream else place)
    return item.area if item else ""


def subject_of(release: ReleaseEstimated, plant: Plant) -> str:
    """A tag which must be readable for it: the first one of its area; empty without any."""
    area = area_of(release.place, plant)
    return next((tag.name for tag in plant.tags.values() if tag.area == area), "")
