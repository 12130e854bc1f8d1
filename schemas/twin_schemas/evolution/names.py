"""Parts of Avro schemas in JSON form."""

from __future__ import annotations

import json
from typing import Any

NAMED = frozenset({"record", "enum", "fixed", "error"})
Types = dict[str, dict[str, Any]]


def named_types(schema: Any, space: str = "", found: Types | None = None) -> Types:
    """Every named type that a schema defines, by full name."""
    found = {} if found is None else found
    if isinstance(schema, list):
        for branch in schema:
            named_types(branch, space, found)
    if isinstance(schema, dict):
        if schema.get("type") in NAMED:
            full = full_name(schema, space)
            space = full.rpartition(".")[0]
            found[full] = schema
        for part in _parts(schema):
            named_types(part, space, found)
    return found


def _parts(schema: dict[str, Any]) -> list[Any]:
    inner = [schema[key] for key in ("items", "values") if key in schema]
    inner += [field["type"] for field in schema.get("fields", [])]
    if isinstance(schema.get("type"), dict | list):
        inner.append(schema["type"])
    return inner


def full_name(schema: dict[str, Any], space: str = "") -> str:
    """Name with namespace."""
    name = str(schema["name"])
    space = str(schema.get("namespace", space))
    return name if "." in name or not space else f"{space}.{name}"


def resolved(schema: Any, types: Types) -> Any:
    """The definition that a name stands for, and the plain form of `{"type": ...}`."""
    if isinstance(schema, str):
        whole = [t for name, t in types.items() if schema in {name, name.rpartition(".")[2]}]
        return whole[0] if whole else schema
    if isinstance(schema, dict) and schema["type"] not in NAMED | {"array", "map"}:
        return resolved(schema["type"], types)
    return schema


def kind(schema: Any) -> str:
    """`record`, `enum`, `union`, `long`, ... of a resolved schema."""
    if isinstance(schema, list):
        return "union"
    return str(schema if isinstance(schema, str) else schema["type"])


def type_text(schema: Any) -> str:
    """A type in a few words."""
    if isinstance(schema, list):
        return " or ".join(map(type_text, schema))
    if isinstance(schema, str):
        return schema
    match schema["type"]:
        case "enum":
            return " / ".join(schema["symbols"])
        case "array":
            return f"array of {type_text(schema['items'])}"
        case "map":
            return f"map of {type_text(schema['values'])}"
        case "record":
            return str(schema["name"])
        case "fixed":
            return f"{schema['size']} bytes"
        case inner:
            logical = schema.get("logicalType")
            return f"{type_text(inner)} ({logical})" if logical else type_text(inner)


def as_text(value: object) -> str:
    """A default as JSON text."""
    return json.dumps(value)
