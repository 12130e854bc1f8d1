"""Machines, exchangers, fired equipment and valves as bodies."""

from __future__ import annotations

import math

from twin_ops.scene.mesh import box, dome, rod
from twin_ops.scene.solid import Material, Solid
from twin_ops.scene.vessels import lying
from twin_schemas.plant.equipment import Equipment

_FLARE = 40.0  # m
_TRANSFER = 400.0  # W/m2/K, between gases (50) and condensing steam (2000)
_AREA_OF_SHELL = 60.0  # m2 of tubes in a m3 of shell
_ROW_GAP, _TUBE_GAP = 2.5, 0.28  # m between rows of reformer tubes, and tubes of a row
_TUBES_A_ROW = 55


def exchanger(item: Equipment) -> Solid:
    """Shell and tubes with its channels, sized by the conductance."""
    area = item.parameters["conductance"] / _TRANSFER
    wide = min(3.0, max(1.0, math.cbrt(4 * area / _AREA_OF_SHELL / (6 * math.pi))))
    solid = lying(wide, 6.0, "insulated")
    middle = solid.nozzle_height
    for x in (-2.6 * wide, 2.6 * wide):
        solid.add("machine", rod((x - 0.06, 0, middle), (x + 0.06, 0, middle), 0.62 * wide))
    return Solid((solid.size[0], 1.25 * wide, solid.size[2]), middle, solid.parts)


def compressor(item: Equipment) -> Solid:
    """Casings in a row with their driver on one foundation."""
    casings = sum(name.startswith("rated_flow") for name in item.parameters)
    wide, step = 2.0, 3.0
    long = step * (casings + 1) + 1.0
    solid = Solid((long, wide + 1.5, 3.6), 2.4)
    solid.add("concrete", box((0, 0, 0.6), (long, wide + 1.5, 1.2)))
    solid.add("actuator", box((-long / 2 + 0.5 * step + 0.5, 0, 2.2), (2.2, wide, 2.0)))
    for number in range(casings):
        x = -long / 2 + (number + 1.5) * step + 0.5
        solid.add("machine", rod((x - 1.1, 0, 2.3), (x + 1.1, 0, 2.3), wide / 2))
    solid.add("steel", rod((-long / 2 + 1.0, 0, 2.3), (long / 2 - 1.0, 0, 2.3), 0.15))
    return solid


def pump(_item: Equipment) -> Solid:
    """A pump with its motor on a base plate."""
    solid = Solid((2.0, 1.0, 1.3), 0.8)
    solid.add("concrete", box((0, 0, 0.2), (2.0, 0.9, 0.4)))
    solid.add("machine", rod((0.35, 0, 0.8), (0.85, 0, 0.8), 0.4))
    solid.add("actuator", rod((-0.85, 0, 0.8), (0.15, 0, 0.8), 0.28))
    return solid


def reformer(item: Equipment) -> Solid:
    """A top-fired box with rows of tubes and burners, its stack beside it."""
    rows = max(1, math.ceil(item.parameters["tubes"] / _TUBES_A_ROW))
    long, wide = _TUBES_A_ROW * _TUBE_GAP + 2.0, rows * _ROW_GAP + 2.0
    tall = item.parameters["tube_length"] + 2.5
    solid = Solid((long + 6.0, wide, tall + 14.0), 3.0)
    solid.add("fired", box((-3.0, 0, tall / 2), (long, wide, tall)))
    for row in range(rows):
        y = (row - (rows - 1) / 2) * _ROW_GAP
        solid.add(
            "steel", rod((-long / 2 - 2.5, y, tall + 1.2), (long / 2 - 3.5, y, tall + 1.2), 0.15)
        )
        for number in range(9):
            x = -3.0 + (number - 4) * long / 10
            solid.add("machine", rod((x, y + 0.8, tall), (x, y + 0.8, tall + 0.8), 0.25))
    stack = long / 2 + 1.5
    solid.add("concrete", rod((stack, 0, 0), (stack, 0, tall + 14.0), 1.4, 1.0))
    return solid


def valve(_item: Equipment) -> Solid:
    """A globe valve with a diaphragm actuator."""
    solid = Solid((0.9, 0.5, 1.9), 0.9)
    solid.add("steel", rod((-0.45, 0, 0.9), (0, 0, 0.9), 0.22, 0.06))
    solid.add("steel", rod((0, 0, 0.9), (0.45, 0, 0.9), 0.06, 0.22))
    solid.add("steel", rod((0, 0, 0.9), (0, 0, 1.5), 0.05), rod((0, 0, 0), (0, 0, 0.8), 0.06))
    solid.add(
        "actuator", rod((0, 0, 1.5), (0, 0, 1.6), 0.25), dome((0, 0, 1.6), (0, 0, 1), 0.25, 0.2)
    )
    return solid


def spool(_item: Equipment) -> Solid:
    """A flanged piece of pipe: an orifice, a check valve, a line between two valves."""
    solid = Solid((1.4, 0.6, 1.3), 0.9)
    solid.add("steel", rod((-0.7, 0, 0.9), (0.7, 0, 0.9), 0.18))
    solid.add("machine", rod((-0.06, 0, 0.9), (0.06, 0, 0.9), 0.32))
    solid.add("concrete", box((0, 0, 0.35), (0.2, 0.3, 0.7)))
    return solid


def flare(_item: Equipment) -> Solid:
    """A stack with its tip; as high as is usual, since the description says nothing of it."""
    solid = Solid((2.0, 2.0, _FLARE), 0.9)
    solid.add("concrete", box((0, 0, 0.3), (2.0, 2.0, 0.6)))
    solid.add("steel", rod((0, 0, 0.6), (0, 0, _FLARE - 2.0), 0.5, 0.35))
    solid.add("fired", rod((0, 0, _FLARE - 2.0), (0, 0, _FLARE), 0.45))
    return solid


def battery_limit(item: Equipment) -> Solid:
    """Where a pipe leaves or enters the plant."""
    solid = Solid((0.8, 1.2, 1.6), 0.9)
    colour: Material = "outlet" if item.kind == "boundary.sink" else "inlet"
    solid.add("concrete", box((0, 0, 0.1), (0.8, 1.2, 0.2)))
    solid.add(colour, box((0, 0, 0.9), (0.15, 1.0, 1.0)))
    return solid
