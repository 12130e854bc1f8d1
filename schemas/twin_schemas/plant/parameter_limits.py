"""Between what values a parameter of equipment makes sense."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin_schemas.plant.entry import Entry

_SHARES = ("efficiency", "exchange_factor", "level", "start_methanol", "void_fraction", "y_")
_MAY_BE_NOTHING = ("duty", "lift", "mass_flow", "metal", "y_")


def check_limits(entry: Entry, key: str, value: float, unit: str) -> None:
    """Notes a parameter, in the SI unit `unit`, which no real equipment can have."""
    low, high = 0.0, 1.0 if key.startswith(_SHARES) else inf
    if value > high:
        entry.note(key, f"{key} of {entry.path} is {entry.data[key]}", "it is a share, at most 1")
    elif value < low or (value == low and not key.startswith(_MAY_BE_NOTHING)):
        remedy = f"give it above 0 {unit}" if unit != "1" else "give it above 0"
        entry.note(key, f"{key} of {entry.path} is {entry.data[key]}", remedy)
