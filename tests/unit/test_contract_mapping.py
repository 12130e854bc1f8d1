"""The declared mapping that feeds an older version from a newer one."""

from __future__ import annotations

from typing import Any

import pytest

from twin_schemas.mapping import BadMapping, Bridge, compiled


def schema(*fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "record", "name": "R", "fields": list(fields)}


KELVIN = {"name": "temperature", "type": "double", "unit": "K"}
CELSIUS = {"name": "temp", "type": "double", "unit": "degC"}
STATE = {"name": "state", "type": {"type": "enum", "name": "S", "symbols": ["RUNNING", "STOPPED"]}}
WORD = {"name": "state", "type": "string"}


def test_names_units_words_and_constants_are_mapped():
    bridge = Bridge.from_json(
        '{"from": 2, "fields": {"temp": {"from": "temperature"},'
        ' "state": {"from": "state", "values": {"RUNNING": "on", "STOPPED": "off"}},'
        ' "site": {"value": "here"}}}'
    )
    old = schema(
        CELSIUS, WORD, {"name": "site", "type": "string"}, {"name": "tag", "type": "string"}
    )
    new = schema(KELVIN, STATE, {"name": "tag", "type": "string"})
    move = compiled(bridge, old=old, new=new)
    made = move({"temperature": 300.0, "state": "RUNNING", "tag": "T-1"})
    assert made.pop("temp") == pytest.approx(26.85)
    assert made == {"state": "on", "site": "here", "tag": "T-1"}
    assert Bridge.from_json(bridge.to_json()) == bridge


def test_every_field_that_cannot_be_made_is_named():
    old = schema(CELSIUS, {"name": "count", "type": "int"}, {"name": "note", "type": "string"})
    new = schema(KELVIN, {"name": "count", "type": "string"})
    bridge = Bridge(2, {"extra": {"value": 1}})
    with pytest.raises(BadMapping) as caught:
        compiled(bridge, old=old, new=new)
    text = str(caught.value)
    for part in ("field temp", "field count: string does not become int", "field note", "extra"):
        assert part in text


def test_a_default_of_the_older_version_fills_in():
    old = schema({"name": "note", "type": "string", "default": "none"})
    assert compiled(Bridge(2, {}), old=old, new=schema())({}) == {"note": "none"}


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"fields": {}}', '{"from": 2, "fields": {"a": {}}}', '{"from": "x"}']
)
def test_another_form_is_refused(text: str):
    with pytest.raises(BadMapping):
        Bridge.from_json(text)


def test_units_of_other_dimensions_are_refused():
    new = schema({"name": "temp", "type": "double", "unit": "bar"})
    with pytest.raises(BadMapping, match="different dimensions"):
        compiled(Bridge(2, {}), old=schema(CELSIUS), new=new)
