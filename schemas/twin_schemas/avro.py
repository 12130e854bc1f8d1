"""Avro schemas from record classes."""

from __future__ import annotations

import dataclasses
import inspect
import re
import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from twin_schemas.annotations import Bounds, Unit
from twin_schemas.record import Record

NAMESPACE = "org.twinbus"
_PRIMITIVES: Mapping[type, str] = {
    float: "double",
    int: "long",
    str: "string",
    bool: "boolean",
    bytes: "bytes",
}
_ATTRIBUTE = re.compile(r"^    (\w+): (.+)$")


def avro_schema(record: type[Record]) -> dict[str, Any]:
    """The Avro schema of a record.

    Raises:
        TypeError: If a field has a type that no contract uses.
    """
    contract = record.contract
    hints = get_type_hints(record, include_extras=True)
    docs = field_docs(record)
    return {
        "type": "record",
        "name": record.__name__,
        "namespace": f"{NAMESPACE}.{contract.subject.split('.')[0]}.v{contract.version}",
        "doc": summary(record),
        "fields": [_field(f, hints[f.name], docs.get(f.name, "")) for f in _fields(record)],
    }


def _fields(record: type[Record]) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(record)  # type: ignore[arg-type]  # __init_subclass__ makes it one


def summary(record: type[Record]) -> str:
    """First line of the record's docstring."""
    return inspect.cleandoc(record.__doc__ or "").split("\n", 1)[0]


def field_docs(record: type[Record]) -> dict[str, str]:
    """Meaning of each field, from the docstring's `Attributes` section."""
    docs: dict[str, str] = {}
    name = ""
    _, _, section = inspect.cleandoc(record.__doc__ or "").partition("Attributes:\n")
    for line in section.splitlines():
        if match := _ATTRIBUTE.match(line):
            name, docs[match[1]] = match[1], match[2]
        elif name and line.strip():
            docs[name] += " " + line.strip()
    return docs


def _field(field: dataclasses.Field[Any], hint: Any, doc: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": field.name, "doc": doc, "type": _type(field.name, hint)}
    if field.default is not dataclasses.MISSING:
        entry["default"] = field.default
    for note in metadata(hint):
        if isinstance(note, Unit):
            entry["unit"] = note.symbol
    return entry


def metadata(hint: Any) -> tuple[Any, ...]:
    """Notes of an `Annotated` hint; empty for any other."""
    return tuple(hint.__metadata__) if get_origin(hint) is Annotated else ()


def _type(name: str, hint: Any) -> Any:
    origin = get_origin(hint)
    if origin is Annotated:
        return _type(name, get_args(hint)[0])
    if origin is Literal:
        enum = "".join(part.title() for part in name.split("_"))
        return {"type": "enum", "name": enum, "symbols": list(get_args(hint))}
    if origin in {Union, types.UnionType}:
        (inner,) = (arg for arg in get_args(hint) if arg is not type(None))
        return ["null", _type(name, inner)]
    if origin is list:
        return {"type": "array", "items": _type(name, *get_args(hint))}
    if hint in _PRIMITIVES:
        return _PRIMITIVES[hint]
    raise TypeError(f"field {name}: no Avro type for {hint}")


def bounds(record: type[Record]) -> dict[str, Bounds]:
    """Closed range of each field that has one."""
    hints = get_type_hints(record, include_extras=True)
    return {
        name: note
        for name, hint in hints.items()
        for note in metadata(hint)
        if isinstance(note, Bounds)
    }
