"""What a kind of equipment is like where nothing is said: as the shipped plant has it first."""

from __future__ import annotations

from functools import cache
from typing import Any

from twin_schemas.plant import SHIPPED
from twin_schemas.plant.kinds import KINDS
from twin_schemas.plant.read_yaml import read_yaml

FIRST_FILL: dict[str, Any] = {
    "pressure": "1.04 bar",
    "temperature": "311 K",
    "gas": {"N2": "100 %"},
    "liquid": {"H2O": "1 %", "CH3OH": "99 %"},
}
"""The simulator's liquids are methanol with water; a drawing names its fluids by a firm's codes."""
_BOUNDARIES = {
    "boundary.liquid": {
        "pressure": "3 bar",
        "temperature": "311 K",
        "y_CH3OH": "99 %",
        "y_H2O": "1 %",
    },
    "boundary.gas": {"pressure": "3 bar", "temperature": "311 K", "y_N2": "100 %"},
    "boundary.sink": {"pressure": "1.013 bar"},
}


def typical(kind: str) -> tuple[str, dict[str, str]]:
    """Whose parameters they are, empty for a boundary, and the parameters as they are written."""
    if kind in _BOUNDARIES:
        return "", dict(_BOUNDARIES[kind])
    name, entry = _first()[kind]
    return name, {key: str(entry[key]) for key in KINDS[kind].parameters}


@cache
def _first() -> dict[str, tuple[str, dict[str, Any]]]:
    """By kind, the first piece of equipment in the files of the shipped plant."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for file in sorted(SHIPPED.parent.glob("*.yaml")):
        area = read_yaml(file, [])
        for name, entry in area.get("equipment", {}).items():
            if "kind" in entry:
                found.setdefault(entry["kind"], (name, entry))
    return found
