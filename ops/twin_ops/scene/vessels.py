"""Vessels, columns and tanks as bodies; sizes follow from the volumes of the description."""

from __future__ import annotations

import math

from twin_ops.scene.mesh import box, dome, rod
from twin_ops.scene.solid import Material, Solid
from twin_schemas.plant.equipment import Equipment

_SLENDER = 3.0  # length of a vessel to its diameter; usual between 2.5 and 5
_TUBE_PITCH = 1.3  # of tubes in a bundle, to their outer diameter
_WALL_MARGIN = 1.15


def diameter_of(volume: float, slender: float = _SLENDER) -> float:
    """Diameter in m of a cylinder of this volume in m3."""
    return max(0.5, math.cbrt(4.0 * volume / (math.pi * slender)))


def vertical(item: Equipment, material: Material = "steel") -> Solid:
    """A vessel that stands on a skirt."""
    wide = diameter_of(item.parameters["volume"])
    return standing_vessel(wide, _SLENDER * wide, material)


def standing_vessel(wide: float, tall: float, material: Material) -> Solid:
    """A vertical cylinder with domes on a skirt."""
    skirt, cap, radius = 1.0 + wide / 4, wide / 4, wide / 2
    solid = Solid((wide, wide, skirt + tall + cap), skirt + 0.5 * tall)
    solid.add("concrete", rod((0, 0, 0), (0, 0, skirt), 0.9 * radius))
    solid.add(
        material,
        rod((0, 0, skirt), (0, 0, skirt + tall), radius),
        dome((0, 0, skirt + tall), (0, 0, 1), radius, cap),
        dome((0, 0, skirt), (0, 0, -1), radius, cap),
    )
    return solid


def horizontal(item: Equipment, material: Material = "insulated") -> Solid:
    """A drum on two saddles."""
    return lying(diameter_of(item.parameters["volume"]), _SLENDER, material)


def lying(wide: float, slender: float, material: Material) -> Solid:
    """A horizontal cylinder on two saddles."""
    long, cap, radius = slender * wide, wide / 4, wide / 2
    middle = 1.0 + radius
    solid = Solid((long + 2 * cap, wide, middle + radius), middle)
    ends = ((-long / 2, 0, middle), (long / 2, 0, middle))
    solid.add(
        material,
        rod(*ends, radius),
        dome(ends[0], (-1, 0, 0), radius, cap),
        dome(ends[1], (1, 0, 0), radius, cap),
    )
    for x in (-0.3 * long, 0.3 * long):
        solid.add("concrete", box((x, 0, middle / 2), (0.12 * long, 0.8 * wide, middle)))
    return solid


def header(item: Equipment) -> Solid:
    """A long pipe that others join; a grid of pipes in truth, of which it holds the volume."""
    wide = min(1.2, diameter_of(item.parameters["volume"], 14.0))
    return lying(wide, 12.0, "insulated")


def bundle(item: Equipment) -> Solid:
    """A reactor of many tubes in a shell."""
    tubes, across = item.parameters["tubes"], item.parameters["tube_diameter"]
    wide = _WALL_MARGIN * _TUBE_PITCH * across * math.sqrt(4 * tubes / (math.pi * 0.9))
    return standing_vessel(wide, item.parameters["tube_length"] + 1.0, "insulated")


def tank(item: Equipment) -> Solid:
    """A flat-bottomed storage tank with a conical roof, in a low wall."""
    wide, tall = item.parameters["diameter"], item.parameters["height"]
    solid = Solid((wide + 2, wide + 2, 1.15 * tall), 1.5)
    solid.add("concrete", rod((0, 0, 0), (0, 0, 0.4), wide / 2 + 0.8))
    solid.add("insulated", rod((0, 0, 0.4), (0, 0, tall), wide / 2))
    solid.add("steel", rod((0, 0, tall), (0, 0, 1.12 * tall), wide / 2, 0.5))
    return solid


def cooling_tower(item: Equipment) -> Solid:
    """Cells of a cooling tower with their fans, over a basin that holds the volume."""
    cell, cells = 10.0, max(1, round(item.parameters["volume"] / 900))
    long = cell * cells
    solid = Solid((long, cell, 12.0), 2.0)
    solid.add("concrete", box((0, 0, 0.75), (long, cell, 1.5)))
    solid.add("fired", box((0, 0, 5.25), (0.98 * long, 0.9 * cell, 7.5)))
    for number in range(cells):
        x = (number + 0.5) * cell - long / 2
        solid.add("machine", rod((x, 0, 9.0), (x, 0, 12.0), 0.42 * cell, 0.36 * cell))
    return solid
