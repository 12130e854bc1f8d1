"""The parameters of equipment which may change while it runs, as the model has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twin_schemas.plant import Equipment, Plant

# by the beginning of the kind's name, the longest that fits counts; a test compares with the model
_PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "bed": ("activity",),
    "boiler": ("cleanness",),
    "chiller": ("cleanness",),
    "compressor": ("head_factor", "efficiency_factor"),
    "condenser": ("cleanness",),
    "cooler": ("cleanness",),
    "dryer": (),
    "exchanger": ("cleanness",),
    "membrane": ("cleanness",),
    "pump": ("head_factor",),
    "reactor": ("activity",),
    "reactor.methanol": ("activity", "cleanness"),
    "reboiler": ("cleanness",),
    "reformer.primary": ("activity", "cleanness"),
    "reformer.secondary": ("activity",),
    "tank.refrigerated": ("ambient_temperature",),
    "tower.cooling": ("wet_bulb", "cleanness"),
    "valve": ("capacity",),
    "valve.check": (),
}


def adjustable(plant: Plant) -> Iterator[str]:
    """Yields every parameter of a plant which a fault may change, such as `E-101.cleanness`."""
    for equipment in plant.equipment.values():
        for parameter in _of(equipment):
            yield f"{equipment.id}.{parameter}"


def _of(equipment: Equipment) -> tuple[str, ...]:
    if equipment.kind.startswith("boundary."):
        given = equipment.parameters.items()
        return tuple(name for name, value in given if value and not name.startswith("start_"))
    fitting = [kind for kind in _PARAMETERS if equipment.kind.startswith(kind)]
    return _PARAMETERS[max(fitting, key=len)] if fitting else ()
