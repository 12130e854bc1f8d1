"""JSON to Avro and back, for messages whose contract is known only at run time.

JSON has no bytes, so they are base64 text; it has no NaN, so a number that is none becomes null.
A union takes the first branch that fits. Logical types travel as the numbers or texts below them.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import fastavro

from twin_bus.bounded_avro import BoundedWalk, needs_bounds
from twin_bus.errors import Misfit, Undecodable
from twin_schemas.evolution.names import NAMED, full_name, named_types, type_text

Convert = Callable[[Any], Any]
_MISSING = object()
_INTEGERS = {"int": (-(2**31), 2**31 - 1), "long": (-(2**63), 2**63 - 1)}


@dataclass
class JsonAvro:
    """Converts the messages of one Avro schema.

    Attributes:
        schema: Record schema in JSON form.
        parsed: The same without logical types, as fastavro wants it.
    """

    schema: Mapping[str, Any]
    parsed: Any = field(init=False, repr=False)
    _convert: Convert = field(init=False, repr=False)
    _walks: dict[int, tuple[Any, BoundedWalk | None]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        plain = without_logical_types(dict(self.schema))
        self.parsed = fastavro.parse_schema(json.loads(json.dumps(plain)))
        self._convert = _Compiler(named_types(plain)).of(plain, "")

    def checked(self, value: Any) -> dict[str, Any]:
        """What Avro has for a JSON value, defaults filled in.

        Raises:
            Misfit: If it breaks the schema; names the field and what is wrong.
        """
        made: dict[str, Any] = self._convert(value)
        return made

    def encode(self, fields: Mapping[str, Any]) -> bytes:
        """Avro bytes of checked fields.

        Raises:
            Misfit: If they nest so deep that no reader would take them.
        """
        buffer = io.BytesIO()
        fastavro.schemaless_writer(buffer, self.parsed, dict(fields))
        payload = buffer.getvalue()
        if walk := self._walk(self.parsed):
            try:
                walk.check(payload)
            except Undecodable as error:
                raise Misfit(str(error)) from error
        return payload

    def decode(self, payload: bytes, writer: Any = None) -> dict[str, Any]:
        """Fields in Avro bytes.

        Args:
            payload: Body without a header.
            writer: Schema that they were written with; this one if None.

        Raises:
            Undecodable: If they are no message of this schema.
        """
        if walk := self._walk(writer if writer is not None else self.parsed):
            walk.check(payload)
        buffer = io.BytesIO(payload)
        read: Any = fastavro.schemaless_reader
        try:
            schemas = (writer, self.parsed) if writer is not None else (self.parsed, None)
            fields = read(buffer, *schemas)
        except Exception as error:  # its readers raise many types on bytes that are no message
            raise Undecodable(f"not Avro of this contract: {error!r}") from error
        if rest := buffer.read():
            raise Undecodable(f"{len(rest)} bytes after the record")
        made: dict[str, Any] = fields
        return made

    def _walk(self, schema: Any) -> BoundedWalk | None:
        """What looks at bytes of a schema first; kept with it, so that its identity stays."""
        known = self._walks.get(id(schema))
        if known is None:
            known = schema, BoundedWalk(schema) if needs_bounds(schema) else None
            self._walks[id(schema)] = known
        return known[1]


def without_logical_types(schema: Any) -> Any:
    """The same schema, whose values are numbers, texts and bytes only."""
    if isinstance(schema, list):
        return [without_logical_types(part) for part in schema]
    if isinstance(schema, dict):
        return {k: without_logical_types(v) for k, v in schema.items() if k != "logicalType"}
    return schema


def plain_json(value: Any) -> Any:
    """An Avro value as JSON can hold it."""
    if isinstance(value, dict):
        return {name: plain_json(part) for name, part in value.items()}
    if isinstance(value, list):
        return [plain_json(part) for part in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _shown(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _wrong(value: object, expected: str) -> Misfit:
    return Misfit(f"{_shown(value)} is no {expected}")


@dataclass
class _Compiler:
    """Makes one function per type; a named type is made once, so that it may hold itself."""

    types: Mapping[str, Any]
    made: dict[str, Convert] = field(default_factory=dict)

    def of(self, schema: Any, space: str) -> Convert:
        if isinstance(schema, list):
            return self._union(schema, space)
        if isinstance(schema, str):
            return _PRIMITIVES.get(schema) or self._named(schema, space)
        match schema["type"]:
            case "array":
                return _array(self.of(schema["items"], space))
            case "map":
                return _map(self.of(schema["values"], space))
            case kind if kind in NAMED:
                return self._define(schema, space)
            case inner:
                return self.of(inner, space)

    def _named(self, name: str, space: str) -> Convert:
        names = [name] if "." in name else [f"{space}.{name}" if space else name, name]
        return next(self._later(n) for n in names if n in self.types)

    def _later(self, name: str) -> Convert:
        return lambda value: self.made[name](value)  # noqa: PLW0108 - it may not be made yet

    def _define(self, schema: Any, space: str) -> Convert:
        name = full_name(schema, space)
        match schema["type"]:
            case "enum":
                self.made[name] = _enum(schema["symbols"])
            case "fixed":
                self.made[name] = _fixed(schema["size"])
            case _:
                self.made[name] = self._record(schema, name.rpartition(".")[0])
        return self.made[name]

    def _record(self, schema: Any, space: str) -> Convert:
        fields = [(f["name"], self._field(f, space), _default(f)) for f in schema["fields"]]
        return _record(fields)

    def _field(self, one: Mapping[str, Any], space: str) -> Convert:
        convert = self.of(one["type"], space)
        if one.keys() & {"minimum", "maximum"}:
            return _within(convert, one.get("minimum", -math.inf), one.get("maximum", math.inf))
        return convert

    def _union(self, branches: list[Any], space: str) -> Convert:
        return _union([self.of(branch, space) for branch in branches], type_text(branches))


def _default(one: Mapping[str, Any]) -> Any:
    value = one.get("default", _MISSING)
    return value.encode("latin-1") if one["type"] == "bytes" and value is not _MISSING else value


def _record(fields: list[tuple[str, Convert, Any]]) -> Convert:
    names = frozenset(name for name, _, _ in fields)

    def convert(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _wrong(value, "record")
        made = {}
        for name, of, default in fields:
            given = value.get(name, _MISSING)
            if given is _MISSING:
                if default is _MISSING:
                    raise Misfit("is missing", (name,))
                made[name] = default
                continue
            try:
                made[name] = of(given)
            except Misfit as misfit:
                raise misfit.within(name) from None
        if unknown := value.keys() - names:
            raise Misfit("is not in the contract", (min(unknown),))
        return made

    return convert


def _within(of: Convert, low: float, high: float) -> Convert:
    def convert(value: Any) -> Any:
        made = of(value)
        if made is not None and not low <= made <= high:
            raise Misfit(f"{made} is outside {low} to {high}")
        return made

    return convert


def _union(branches: list[Convert], text: str) -> Convert:
    def convert(value: Any) -> Any:
        for of in branches:
            try:
                return of(value)
            except Misfit:
                continue
        raise _wrong(value, text)

    return convert


def _array(of: Convert) -> Convert:
    def convert(value: Any) -> Any:
        if not isinstance(value, list):
            raise _wrong(value, "array")
        made = []
        for place, item in enumerate(value):
            try:
                made.append(of(item))
            except Misfit as misfit:
                raise misfit.within(f"[{place}]") from None
        return made

    return convert


def _map(of: Convert) -> Convert:
    def convert(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _wrong(value, "map")
        made = {}
        for name, item in value.items():
            try:
                made[name] = of(item)
            except Misfit as misfit:
                raise misfit.within(name) from None
        return made

    return convert


def _enum(symbols: list[str]) -> Convert:
    known = frozenset(symbols)

    def convert(value: Any) -> Any:
        if not isinstance(value, str) or value not in known:
            raise _wrong(value, f"one of {', '.join(symbols)}")
        return value

    return convert


def _bytes(value: Any) -> Any:
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise _wrong(value, "base64 text") from None


def _fixed(size: int) -> Convert:
    def convert(value: Any) -> Any:
        made = _bytes(value)
        if len(made) != size:
            raise Misfit(f"has {len(made)} bytes, not {size}")
        return made

    return convert


def _integer(kind: str) -> Convert:
    low, high = _INTEGERS[kind]

    def convert(value: Any) -> Any:
        if type(value) is not int or not low <= value <= high:
            raise _wrong(value, kind)
        return value

    return convert


def _number(kind: str) -> Convert:
    def convert(value: Any) -> Any:
        if type(value) is int:
            return float(value)
        if type(value) is not float or not math.isfinite(value):
            raise _wrong(value, kind)
        return value

    return convert


def _exactly(python: type, kind: str) -> Convert:
    def convert(value: Any) -> Any:
        if type(value) is not python:
            raise _wrong(value, kind)
        return value

    return convert


_PRIMITIVES: Mapping[str, Convert] = {
    "null": _exactly(type(None), "null"),
    "boolean": _exactly(bool, "boolean"),
    "int": _integer("int"),
    "long": _integer("long"),
    "float": _number("float"),
    "double": _number("double"),
    "bytes": _bytes,
    "string": _exactly(str, "string"),
}
