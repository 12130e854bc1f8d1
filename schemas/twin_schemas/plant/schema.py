"""JSON Schemas of the description files, from the same tables which the loader reads.

`plant.schema.json` and `area.schema.json` are generated from them; a test tells how.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from twin_schemas.plant.kind import Kind
from twin_schemas.plant.kinds import COMPONENTS, KINDS, START
from twin_schemas.plant.read_alarms import ALARM_LIMITS, GUIDANCE_KEYS
from twin_schemas.plant.read_controller import CONTROLLER_KEYS
from twin_schemas.plant.read_equipment import FAILS, PHASES
from twin_schemas.plant.read_fmu import FMU_KEYS
from twin_schemas.plant.read_instrument import INSTRUMENT_KEYS
from twin_schemas.plant.read_sequence import CONDITION_KEYS, STEP_KEYS
from twin_schemas.vocabulary import AlarmClass, AlarmPriority

QUANTITY = {"type": ["string", "number"], "description": "number and unit, such as 12 kg/s"}
RANGE = {"type": "array", "items": QUANTITY, "minItems": 2, "maxItems": 2}
TEXT = {"type": "string"}
FLAG = {"type": "boolean"}
_NOT_QUANTITIES: dict[str, Any] = {
    **dict.fromkeys(("measures", "description", "reads", "moves", "kind", "critical"), TEXT),
    **dict.fromkeys(("range", "setpoint_range", "output_range"), RANGE),
    "action": {"enum": ["direct", "reverse"]},
    "split": {
        "type": "object",
        "additionalProperties": RANGE,
        "minProperties": 2,
        "description": "by actuator, the output at which it is shut, and at which it is open",
    },
}


def plant_schema() -> dict[str, Any]:
    """Returns the JSON Schema (draft 2020-12) of a root file, which joins areas."""
    replaces = {"type": "array", "items": TEXT, "description": "equipment, boundaries first"}
    join = _object({"from": TEXT, "to": TEXT, "replaces": replaces}, ("replaces",))
    areas = _mapping({**TEXT, "description": "file of the area"})
    properties = {"name": TEXT, "title": TEXT, "areas": areas, "joins": _mapping(join)}
    return _document("Plant description", properties, ("name", "title", "areas"))


def area_schema() -> dict[str, Any]:
    """Returns the JSON Schema (draft 2020-12) of an area file."""
    sections = {
        "equipment": {"oneOf": [_equipment(name, kind) for name, kind in KINDS.items()]},
        "streams": _stream(),
        "instruments": _entry(INSTRUMENT_KEYS, ("measures", "description", "range")),
        "controllers": _entry(CONTROLLER_KEYS, ("reads", "moves", "action", "gain", "setpoint")),
        "interlocks": _interlock(),
        "sequences": _sequence(),
    }
    parts = {name: _mapping(section) for name, section in sections.items()}
    properties = {"title": TEXT, "first_fill": _first_fill(), **parts}
    return _document("Area of a plant", properties, ("title", "first_fill", "equipment"))


def _document(title: str, properties: dict[str, Any], required: Iterable[str]) -> dict[str, Any]:
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": title, **_object(properties, required)}


def _object(properties: dict[str, Any], required: Iterable[str] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _mapping(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": item}


def _equipment(name: str, kind: Kind) -> dict[str, Any]:
    parameters = dict.fromkeys((*kind.parameters, *kind.optional, *START), QUANTITY)
    fails = {"fails": {"enum": list(FAILS)}} if kind.actuator else {}
    own = {"kind": {"const": name}, "description": TEXT, **fails}
    needed = ("kind", *kind.parameters, *(("file",) if kind.fmu else ()))
    schema = _object({**own, **(_fmu() if kind.fmu else {}), **parameters}, needed)
    return {"title": kind.title, **schema}


def _fmu() -> dict[str, Any]:
    """What links equipment with an FMU."""
    names = _mapping(TEXT)
    kinds = {"file": TEXT, "inputs": names, "outputs": names, "set": _mapping({"type": "number"})}
    return {key: kinds[key] for key in FMU_KEYS}


def _first_fill() -> dict[str, Any]:
    fractions = _object(dict.fromkeys(COMPONENTS, QUANTITY))
    phases = {"gas": fractions, "liquid": fractions}
    properties = {"pressure": QUANTITY, "temperature": QUANTITY, **phases, "hot": FLAG}
    return _object(properties, ("pressure", "temperature", "gas"))


def _stream() -> dict[str, Any]:
    properties = {"from": TEXT, "to": TEXT, "phase": {"enum": list(PHASES)}, "description": TEXT}
    return _object(properties, ("from", "to"))


def _entry(keys: Iterable[str], required: Iterable[str]) -> dict[str, Any]:
    properties = {key: _NOT_QUANTITIES.get(key, QUANTITY) for key in keys}
    if "alarms" in properties:
        properties["alarms"] = _object(dict.fromkeys(ALARM_LIMITS, _alarm()))
    return _object(properties, required)


def _alarm() -> dict[str, Any]:
    """A limit alone, or with what was thought through."""
    kinds = {
        "class": {"enum": list(get_args(AlarmClass))},
        "priority": {"enum": list(get_args(AlarmPriority))},
        "cause": TEXT,
        "action": TEXT,
        "latch": FLAG,
    }
    properties = {key: kinds.get(key, QUANTITY) for key in GUIDANCE_KEYS}
    return {"anyOf": [QUANTITY, _object(properties, ("at",))]}


def _interlock() -> dict[str, Any]:
    when = _object({"tag": TEXT, "high": QUANTITY, "low": QUANTITY}, ("tag",))
    properties = {"description": TEXT, "when": when, "trips": _mapping(QUANTITY)}
    return _object({**properties, "latched": FLAG, "first_out": FLAG}, ("when", "trips"))


def _sequence() -> dict[str, Any]:
    texts = {"tag", "write", "wait"}
    condition = _object(
        {key: TEXT if key in texts else QUANTITY for key in CONDITION_KEYS}, ("tag",)
    )
    step = _object({key: TEXT if key in texts else QUANTITY for key in STEP_KEYS})
    steps = {"type": "array", "items": step, "minItems": 1}
    lists = {"permissives": _mapping(condition), "start": steps, "stop": steps}
    properties = {"description": TEXT, "equipment": TEXT, "critical": TEXT, **lists}
    return _object(properties, ("description", "equipment", "start", "stop"))
