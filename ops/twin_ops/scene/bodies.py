"""Which body a kind of equipment has."""

from __future__ import annotations

from collections.abc import Callable

from twin_ops.scene import columns, machines, vessels
from twin_ops.scene.solid import Solid
from twin_schemas.plant.equipment import Equipment

# The whole name of a kind, or what stands before its dot.
_BODIES: dict[str, Callable[[Equipment], Solid]] = {
    "bed": vessels.vertical,
    "boiler": machines.exchanger,
    "boundary": machines.battery_limit,
    "boundary.flare": machines.flare,
    "chiller": machines.exchanger,
    "column": columns.column,
    "compressor": machines.compressor,
    "condenser": vessels.horizontal,
    "cooler": machines.exchanger,
    "drum.flash": vessels.vertical,
    "drum.steam": vessels.horizontal,
    "dryer": vessels.vertical,
    "exchanger": machines.exchanger,
    "fmu": vessels.vertical,
    "fmu.flow": machines.spool,
    "header": vessels.header,
    "heater": vessels.vertical,
    "line": machines.spool,
    "membrane": vessels.horizontal,
    "pipe": machines.spool,
    "pump": machines.pump,
    "reactor": vessels.vertical,
    "reactor.methanol": vessels.bundle,
    "reboiler": vessels.horizontal,
    "reformer.primary": machines.reformer,
    "reformer.secondary": vessels.vertical,
    "separator": vessels.vertical,
    "tank": vessels.tank,
    "tank.deaerator": vessels.horizontal,
    "tower": vessels.cooling_tower,
    "valve": machines.valve,
    "valve.check": machines.spool,
    "vessel": vessels.vertical,
    "vessel.manifold": vessels.header,
}


def body_of(item: Equipment) -> Solid | None:
    """The body of a piece of equipment; None for a kind that has none."""
    make = _BODIES.get(item.kind) or _BODIES.get(item.kind.partition(".")[0])
    return make(item) if make else None
