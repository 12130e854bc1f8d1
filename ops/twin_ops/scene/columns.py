"""Columns: a shell with its trays, platforms around it, and a ladder between them."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from twin_ops.scene.mesh import Mesh, box, rod, tube
from twin_ops.scene.solid import Solid
from twin_ops.scene.vessels import standing_vessel
from twin_schemas.plant.equipment import Equipment

_PLATFORM, _PLATE = 1.0, 0.1  # m around a column; thickness
_FLIGHT = 6.0  # m; longest flight of a ladder between two platforms (EN ISO 14122-4)
_RAIL, _RAIL_RADIUS = 1.1, 0.04  # m above a platform (EN ISO 14122-3)
_RAIL_TURNS = np.linspace(0.0, 2 * math.pi, 25)
_TRAY, _BEYOND = 0.08, 1.015  # m thick; its ring to the shell's radius, so that it is seen
_LADDER = (0.08, 0.5)  # m
_ENDS = (0.15, 0.95)  # share of the height at which there are platforms in any case


def trays_of(item: Equipment) -> int:
    """How many trays a piece of equipment has; 0 for what has none."""
    return round(item.parameters.get("stages", 0.0)) if item.kind.startswith("column") else 0


def column(item: Equipment) -> Solid:
    """Trays above each other in a shell, which their rings show, with platforms and a ladder."""
    wide = math.sqrt(4 * item.parameters["area"] / math.pi)
    trays, spacing = trays_of(item), item.parameters["spacing"]
    tall = max(3.0, trays * spacing)
    solid = standing_vessel(wide, tall, "insulated")
    skirt, radius = 1.0 + wide / 4, wide / 2
    first = skirt + (tall - (trays - 1) * spacing) / 2
    solid.add("steel", *(_ring(first + k * spacing, _BEYOND * radius) for k in range(trays)))
    floors = [skirt + share * tall for share in _shares(tall)]
    for z in floors:
        solid.add("machine", rod((0, 0, z), (0, 0, z + _PLATE), radius + _PLATFORM))
        solid.add("steel", _rail(z + _PLATE + _RAIL, radius + _PLATFORM - _RAIL_RADIUS))
    top = floors[-1] + _PLATE + _RAIL
    ladder = (radius + _PLATFORM / 2, 0.0, top / 2)
    solid.add("steel", box(ladder, (_LADDER[0], _LADDER[1], top)))
    side = wide + 2 * _PLATFORM
    return Solid((side, side, max(solid.size[2], top + _PLATE)), solid.nozzle_height, solid.parts)


def _shares(tall: float) -> Iterator[float]:
    """Heights of the platforms: at both ends, and no further apart than a flight of a ladder."""
    low, high = _ENDS
    flights = max(1, math.ceil((high - low) * tall / _FLIGHT))
    yield from (low + (high - low) * k / flights for k in range(flights + 1))


def _ring(z: float, radius: float) -> Mesh:
    return rod((0, 0, z - _TRAY / 2), (0, 0, z + _TRAY / 2), radius)


def _rail(z: float, radius: float) -> Mesh:
    circle = [(radius * math.cos(t), radius * math.sin(t), z) for t in _RAIL_TURNS]
    return tube(np.array(circle), _RAIL_RADIUS)
