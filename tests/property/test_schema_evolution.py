"""The field-level differences agree with Avro's own rules about any two schemas."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from twin_schemas.evolution import broken_rules, differences

PRIMITIVES = ("null", "boolean", "int", "long", "float", "double", "bytes", "string")
DEFAULTS: dict[str, Any] = {
    "null": None,
    "boolean": True,
    "int": 1,
    "long": 1,
    "float": 1.0,
    "double": 1.0,
    "bytes": "x",
    "string": "x",
}


def _unions(types: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(types, min_size=1, max_size=3, unique=True)


@st.composite
def enums(draw: st.DrawFn, name: str) -> dict[str, Any]:
    symbols = draw(st.lists(st.sampled_from("ABC"), min_size=1, max_size=3, unique=True))
    made = {"type": "enum", "name": f"{name}Enum", "symbols": symbols}
    return made | ({"default": symbols[0]} if draw(st.booleans()) else {})


@st.composite
def fields(draw: st.DrawFn, name: str) -> dict[str, Any]:
    primitive = st.sampled_from(PRIMITIVES)
    kinds = st.one_of(
        primitive,
        _unions(primitive),
        enums(name),
        primitive.map(lambda p: {"type": "array", "items": p}),
        primitive.map(lambda p: {"type": "map", "values": p}),
    )
    kind = draw(kinds)
    first = kind[0] if isinstance(kind, list) else kind
    made = {"name": name, "type": kind}
    if isinstance(first, str) and draw(st.booleans()):
        made["default"] = DEFAULTS[first]
    return made


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from("abcd"), max_size=3, unique=True))
    return {"type": "record", "name": "R", "fields": [draw(fields(name)) for name in names]}


def _readable_by_avro(reader: dict[str, Any], writer: dict[str, Any]) -> bool:
    return not broken_rules(json.dumps(reader), [json.dumps(writer)], "BACKWARD")


@settings(max_examples=300)
@given(records(), records())
def test_a_rule_is_named_where_avro_refuses_and_nowhere_else(old: Any, new: Any):
    found = differences(old, new)
    assert any(c.backward for c in found) == (not _readable_by_avro(new, old)), found
    assert any(c.forward for c in found) == (not _readable_by_avro(old, new)), found


@given(records())
def test_a_schema_does_not_differ_from_itself(schema: Any):
    assert differences(schema, json.loads(json.dumps(schema))) == []
