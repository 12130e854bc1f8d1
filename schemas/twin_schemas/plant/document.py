"""The plant as one JSON-able document for screens and other programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twin_schemas.plant.instrument import Instrument
    from twin_schemas.plant.layout import Layout
    from twin_schemas.plant.plant import Plant
    from twin_schemas.plant.sequence import Sequence


def plant_document(plant: Plant) -> dict[str, Any]:
    """Returns areas, equipment, streams, what controls them, tags and layouts as JSON types."""
    return {
        "name": plant.name,
        "title": plant.title,
        "areas": [asdict(area) for area in plant.areas.values()],
        "equipment": [
            {"id": e.id, "kind": e.kind, "area": e.area, "description": e.description}
            for e in plant.equipment.values()
        ],
        "streams": [asdict(stream) for stream in plant.streams.values()],
        "instruments": [_instrument(i, plant) for i in plant.instruments.values()],
        "controllers": [
            {"name": c.name, "area": c.area, "reads": c.reads, "moves": c.moves, "kind": c.kind}
            | ({"cascades_to": c.cascades_to} if c.cascades_to else {})
            | ({"splits": [asdict(split) for split in c.splits]} if c.splits else {})
            for c in plant.controllers.values()
        ],
        "interlocks": [asdict(interlock) for interlock in plant.interlocks.values()],
        "sequences": [_sequence(sequence) for sequence in plant.sequences.values()],
        "tags": [asdict(tag) for tag in plant.tags.values()],
        "layouts": {area: _layout(layout) for area, layout in plant.layouts.items()},
    }


def _instrument(instrument: Instrument, plant: Plant) -> dict[str, Any]:
    on_stream = instrument.owner in plant.streams
    return {
        "tag": instrument.tag,
        "area": instrument.area,
        "measures": instrument.measures,
        "equipment": None if on_stream else instrument.owner,
        "stream": instrument.owner if on_stream else None,
    }


def _sequence(sequence: Sequence) -> dict[str, Any]:
    """What a start needs; the steps are the control system's own."""
    return {
        "name": sequence.name,
        "area": sequence.area,
        "description": sequence.description,
        "equipment": sequence.equipment,
        "permissives": [asdict(condition) for condition in sequence.permissives],
    }


def _layout(layout: Layout) -> dict[str, Any]:
    return {
        "width": layout.width,
        "height": layout.height,
        "equipment": {name: asdict(box) for name, box in layout.equipment.items()},
        "instruments": {n: {"x": b.x, "y": b.y} for n, b in layout.instruments.items()},
        "controllers": {n: {"x": b.x, "y": b.y} for n, b in layout.controllers.items()},
        "links": {name: asdict(box) for name, box in layout.links.items()},
        "notes": {name: asdict(note) for name, note in layout.notes.items()},
    }
