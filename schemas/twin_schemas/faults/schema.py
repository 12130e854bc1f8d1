"""JSON Schema of the file of faults, for editors; from the table which the reader uses."""

from __future__ import annotations

from typing import Any

from twin_schemas.faults.kind import OWN, FaultKind
from twin_schemas.faults.kinds import FAULT_KINDS

_TARGETS = {
    "sensor": "tag of an instrument, such as FT-101",
    "actuator": "valve or machine, such as FV-101",
    "parameter": "parameter, such as E-101.cleanness",
    "opening": "pipe or equipment, such as S-104 or V-101",
    "area": "area, such as methanol",
}


def faults_schema() -> dict[str, Any]:
    """Returns the JSON Schema (draft 2020-12) of `faults.yaml`."""
    kinds = {"oneOf": [_kind(name, kind) for name, kind in FAULT_KINDS.items()]}
    staged = {"type": ["object", "null"], "additionalProperties": kinds}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Faults of the emulated plant",
        "type": "object",
        "properties": {"faults": staged},
        "additionalProperties": False,
    }


def _kind(name: str, kind: FaultKind) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "kind": {"const": name},
        "target": {"type": "string", "description": _TARGETS[kind.place]},
        "start": _quantity("time until it begins", "s"),
    }
    if kind.grows:
        properties["ramp"] = _quantity("time in which it grows", "s")
    for key, parameter in kind.parameters.items():
        properties[key] = _quantity(parameter.meaning, parameter.unit)
    needed = [key for key, parameter in kind.parameters.items() if parameter.default is None]
    return {
        "title": kind.meaning,
        "type": "object",
        "properties": properties,
        "required": ["kind", "target", *needed],
        "additionalProperties": False,
    }


def _quantity(meaning: str, unit: str) -> dict[str, Any]:
    written = f"{OWN} unit" if unit == OWN else unit
    return {"type": ["string", "number"], "description": f"{meaning}, in {written}"}
