"""Avro bytes that would not end or nest too deep, refused before a compiled reader sees them.

fastavro's reader recurses on the C stack and makes as many items as a block says. So a few bytes of
a type that holds itself end the process, and a few bytes of an array whose items take no bytes
keep it busy for hours. Schemas without such types need no look at their bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from twin_bus.errors import Undecodable
from twin_schemas.evolution.names import NAMED, named_types

DEEPEST = 100
MOST_VALUES = 100_000
_SIZES = {"null": 0, "boolean": 1, "float": 4, "double": 8}
_VARINTS = {"int", "long", "enum"}
_LONGEST_VARINT = 10


def needs_bounds(schema: Any) -> bool:
    """Whether bytes of a schema may be deep or endless, whatever their length."""
    types = named_types(schema)
    return _suspicious(schema, types, ())


def _suspicious(schema: Any, types: Mapping[str, Any], above: tuple[str, ...]) -> bool:
    if len(above) > DEEPEST or (isinstance(schema, str) and schema in above):
        return True
    if isinstance(schema, list):
        return any(_suspicious(branch, types, (*above, "")) for branch in schema)
    if isinstance(schema, str):
        return schema in types and _suspicious(types[schema], types, above)
    inner = (*above, str(schema.get("name", "")))
    match schema["type"]:
        case "array":
            items = schema["items"]
            return _is_empty(items, types, 0) or _suspicious(items, types, inner)
        case "map":
            return _suspicious(schema["values"], types, inner)
        case "record" | "error":
            return any(_suspicious(f["type"], types, inner) for f in schema["fields"])
        case kind:
            return kind not in NAMED and _suspicious(kind, types, inner)


def _is_empty(schema: Any, types: Mapping[str, Any], depth: int) -> bool:
    """Whether a value may take no bytes."""
    if isinstance(schema, str):
        schema = types.get(schema, schema)
    if isinstance(schema, str | list) or depth > DEEPEST:
        return schema == "null" or depth > DEEPEST
    match schema["type"]:
        case "record" | "error":
            return all(_is_empty(f["type"], types, depth + 1) for f in schema["fields"])
        case "fixed":
            return bool(schema["size"] == 0)
        case "array" | "map" | "enum":
            return False
        case kind:
            return _is_empty(kind, types, depth + 1)


@dataclass
class BoundedWalk:
    """Steps over bytes of one schema without making values.

    Attributes:
        schema: In JSON form, named types by their full name, as fastavro's parser leaves it.
    """

    schema: Any
    _types: Mapping[str, Any] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._types = named_types(self.schema)

    def check(self, payload: bytes) -> None:
        """Returns if a reader can be given the bytes.

        Raises:
            Undecodable: If they nest too deep, hold too many values or end too early.
        """
        _Steps(self._types, payload).over(self.schema, 0)


@dataclass
class _Steps:
    types: Mapping[str, Any]
    payload: bytes
    place: int = 0
    values: int = 0

    def over(self, schema: Any, depth: int) -> None:
        self.values += 1
        if depth > DEEPEST:
            raise Undecodable(f"nested deeper than {DEEPEST} levels")
        if self.values > MOST_VALUES:
            raise Undecodable(f"more than {MOST_VALUES} values")
        if isinstance(schema, str):
            schema = self.types.get(schema, schema)
        if isinstance(schema, list):
            branch = self._long()
            if not 0 <= branch < len(schema):
                raise Undecodable(f"a union has no branch {branch}")
            self.over(schema[branch], depth + 1)
        else:
            self._known(schema, schema if isinstance(schema, str) else schema["type"], depth)

    def _known(self, schema: Any, kind: Any, depth: int) -> None:
        if kind in {"record", "error"}:
            for one in schema["fields"]:
                self.over(one["type"], depth + 1)
        elif kind in {"array", "map"}:
            self._blocks(schema.get("items", schema.get("values")), depth, keys=kind == "map")
        elif kind == "fixed":
            self._skip(schema["size"])
        elif kind in {"bytes", "string"}:
            self._skip(self._long())
        elif kind in _VARINTS:
            self._long()
        elif isinstance(kind, str) and kind in _SIZES:
            self._skip(_SIZES[kind])
        else:
            self.over(kind, depth + 1)

    def _blocks(self, items: Any, depth: int, *, keys: bool) -> None:
        while count := self._long():
            if count < 0:
                self._long()
            for _ in range(abs(count)):
                if keys:
                    self._skip(self._long())
                self.over(items, depth + 1)

    def _skip(self, count: int) -> None:
        if not 0 <= count <= len(self.payload) - self.place:
            raise Undecodable("ends too early")
        self.place += count

    def _long(self) -> int:
        value = 0
        for shift in range(_LONGEST_VARINT):
            self._skip(1)
            byte = self.payload[self.place - 1]
            value |= (byte & 0x7F) << 7 * shift
            if not byte & 0x80:
                return (value >> 1) ^ -(value & 1)
        raise Undecodable("a number has more than ten bytes")
