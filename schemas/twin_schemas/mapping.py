"""How an older version of a contract is made from a newer one, field by field."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from twin_schemas.evolution import differences
from twin_schemas.units import UnitError, convert

Move = Callable[[Mapping[str, Any]], Any]
Schema = dict[str, Any]


class BadMapping(ValueError):
    """A mapping cannot make the older version; names the field and what is missing."""


@dataclass(frozen=True)
class Bridge:
    """A declared mapping.

    Attributes:
        source: Version that the older one is made from.
        fields: What differs, by field of the older version: `{"from": NAME}` another name,
            `{"value": X}` a constant, `{"from": NAME, "values": {new: old}}` other words.
            Fields of the same name need no entry; numbers are converted where `unit` differs.
    """

    source: int
    fields: Mapping[str, Mapping[str, Any]]

    @classmethod
    def from_json(cls, text: str) -> Bridge:
        """The mapping in a JSON text `{"from": VERSION, "fields": {...}}`.

        Raises:
            BadMapping: If it has another form.
        """
        try:
            content = json.loads(text)
            made = cls(int(content["from"]), dict(content.get("fields", {})))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            form = '{"from": VERSION, "fields": {NAME: {"from": NAME}, ...}}'
            raise BadMapping(f"a bridge has the form {form}: {error!r}") from error
        for name, rule in made.fields.items():
            if not isinstance(rule, dict) or not rule.keys() & {"from", "value"}:
                raise BadMapping(f'field {name}: write {{"from": NAME}} or {{"value": X}}')
        return made

    def to_json(self) -> str:
        """The mapping as JSON text."""
        return json.dumps({"from": self.source, "fields": self.fields})


def compiled(bridge: Bridge, *, old: Schema, new: Schema) -> Move:
    """A function from a message of the newer version to one of the older.

    Args:
        bridge: What differs.
        old: Schema of the version that is made.
        new: Schema of the version that it is made from.

    Raises:
        BadMapping: If a field cannot be made; names every one.
    """
    there = {field["name"]: field for field in new["fields"]}
    moves: dict[str, Move] = {}
    problems = [f"field {n}: the older version has none" for n in _strange(bridge, old)]
    for field in old["fields"]:
        try:
            moves[field["name"]] = _move(field, bridge.fields.get(field["name"], {}), there)
        except BadMapping as problem:
            problems.append(f"field {field['name']}: {problem}")
    if problems:
        raise BadMapping("; ".join(problems))
    return lambda message: {name: move(message) for name, move in moves.items()}


def _strange(bridge: Bridge, old: Schema) -> list[str]:
    return sorted(bridge.fields.keys() - {field["name"] for field in old["fields"]})


def _move(old: Schema, rule: Mapping[str, Any], there: Mapping[str, Schema]) -> Move:
    if "value" in rule:
        constant = rule["value"]
        return lambda _message: constant
    name = str(rule.get("from", old["name"]))
    if name not in there:
        if "default" in old and "from" not in rule:
            constant = old["default"]
            return lambda _message: constant
        raise BadMapping(f"the newer version has no field {name}; say where it comes from")
    if "values" in rule:
        words = dict(rule["values"])
        return lambda message: words.get(message[name], message[name])
    return _converted(old, there[name])


def _converted(old: Schema, new: Schema) -> Move:
    name = new["name"]
    units = new.get("unit", ""), old.get("unit", "")
    if all(units) and units[0] != units[1]:
        try:
            zero, one = convert(0.0, *units), convert(1.0, *units)
        except UnitError as error:
            raise BadMapping(str(error)) from error
        return lambda message: zero + (one - zero) * message[name]
    for change in differences(_alone(new), _alone(old)):
        if change.backward:
            raise BadMapping(f"{change.before} does not become {change.after or 'nothing'}")
    return lambda message: message[name]


def _alone(field: Schema) -> Schema:
    """A record with this field only, so that two fields can be compared."""
    return {"type": "record", "name": "R", "fields": [{"name": "f", "type": field["type"]}]}
