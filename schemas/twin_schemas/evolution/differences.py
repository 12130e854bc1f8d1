"""Field-level differences between two Avro schemas, each with the rule that it breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from twin_schemas.evolution.change import Change
from twin_schemas.evolution.names import Types, as_text, kind, named_types, resolved, type_text

_PROMOTED: Mapping[str, frozenset[str]] = {
    "long": frozenset({"int"}),
    "float": frozenset({"int", "long"}),
    "double": frozenset({"int", "long", "float"}),
    "string": frozenset({"bytes"}),
    "bytes": frozenset({"string"}),
}
_NO_DEFAULT = object()


def differences(old: Any, new: Any) -> list[Change]:
    """What a new schema changes; empty if nothing.

    Args:
        old: Avro schema in JSON form.
        new: The same of its successor.
    """
    return list(_Comparison(named_types(old), named_types(new)).of("", old, new))


@dataclass
class _Comparison:
    """Two schemas with the types that they name; each pair is looked at once."""

    old_types: Types
    new_types: Types
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def of(self, path: str, old: Any, new: Any) -> Iterator[Change]:
        """Changes from one type to another."""
        old, new = resolved(old, self.old_types), resolved(new, self.new_types)
        if self._met(old, new):
            return
        if kind(old) != kind(new) or kind(old) == "union":
            yield from self._type(path, old, new)
        else:
            yield from self._same_kind(path, old, new)

    def _met(self, old: Any, new: Any) -> bool:
        """Whether this pair was looked at; types may hold themselves."""
        if isinstance(old, str) or isinstance(new, str):
            return False
        pair = id(old), id(new)
        met = pair in self._seen
        self._seen.add(pair)
        return met

    def _same_kind(self, path: str, old: Any, new: Any) -> Iterator[Change]:
        if kind(old) in {"record", "enum", "fixed"}:
            yield from _name(path, old, new)
        match kind(old):
            case "record":
                yield from self._fields(path, old, new)
            case "enum":
                yield from _symbols(path, old, new)
            case "fixed":
                yield from _size(path, old, new)
            case "array":
                yield from self.of(f"{path}[]", old["items"], new["items"])
            case "map":
                yield from self.of(f"{path}{{}}", old["values"], new["values"])
            case _:
                """The same primitive."""

    def _type(self, path: str, old: Any, new: Any) -> Iterator[Change]:
        before, after = type_text(old), type_text(new)
        unions = "union" in {kind(old), kind(new)}
        rule = "union-branch" if unions else "type"
        backward = "" if self._reads(new, old, forward=False) else rule
        forward = "" if self._reads(old, new, forward=True) else rule
        if before != after or backward or forward:
            yield Change(path, "type changed", before, after, backward, forward)

    def _reads(self, reader: Any, writer: Any, *, forward: bool) -> bool:
        """Whether a reader's type takes everything that a writer's type writes."""
        types = (self.old_types, self.new_types) if forward else (self.new_types, self.old_types)
        reader, writer = resolved(reader, types[0]), resolved(writer, types[1])
        if kind(writer) == "union":
            return all(self._reads(reader, branch, forward=forward) for branch in writer)
        if kind(reader) == "union":
            return any(self._reads(branch, writer, forward=forward) for branch in reader)
        if kind(reader) != kind(writer):
            return kind(writer) in _PROMOTED.get(kind(reader), ())
        old, new = (reader, writer) if forward else (writer, reader)
        inner = _Comparison(self.old_types, self.new_types, set(self._seen))
        changes = inner.of("", old, new)
        return not any(change.forward if forward else change.backward for change in changes)

    def _fields(self, path: str, old: Any, new: Any) -> Iterator[Change]:
        if old.get("doc", "") != new.get("doc", ""):
            yield Change(path, "doc changed", old.get("doc", ""), new.get("doc", ""))
        before = {f["name"]: f for f in old["fields"]}
        matched: set[str] = set()
        for one in new["fields"]:
            name, place = one["name"], _below(path, one["name"])
            known = [n for n in (name, *one.get("aliases", ())) if n in before]
            if not known:
                rule = "" if "default" in one else "new-field-default"
                yield Change(place, "field added", "", type_text(one["type"]), rule)
                continue
            matched.add(known[0])
            yield from self._field(place, before[known[0]], one)
        for name in before.keys() - matched:
            rule = "" if "default" in before[name] else "removed-field-default"
            text = type_text(before[name]["type"])
            yield Change(_below(path, name), "field removed", text, forward=rule)

    def _field(self, place: str, old: Any, new: Any) -> Iterator[Change]:
        if old["name"] != new["name"]:
            known = new["name"] in old.get("aliases", ()) or "default" in old
            rule = "" if known else "removed-field-default"
            yield Change(place, "field renamed", old["name"], new["name"], forward=rule)
        if old.get("unit") != new.get("unit"):
            units = str(old.get("unit", "none")), str(new.get("unit", "none"))
            rule = "unit" if old.get("unit") else ""
            yield Change(place, "unit changed", *units, rule, rule)
        if old.get("default", _NO_DEFAULT) != new.get("default", _NO_DEFAULT):
            texts = [as_text(side["default"]) if "default" in side else "" for side in (old, new)]
            yield Change(place, "default changed", *texts)
        if old.get("doc", "") != new.get("doc", ""):
            yield Change(place, "doc changed", old.get("doc", ""), new.get("doc", ""))
        yield from self.of(place, old["type"], new["type"])


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _name(path: str, old: Any, new: Any) -> Iterator[Change]:
    names = [str(side["name"]).rpartition(".")[2] for side in (old, new)]
    if names[0] != names[1]:
        known = [names[0] in _aliases(new), names[1] in _aliases(old)]
        rules = ["" if alias else "name" for alias in known]
        yield Change(path, "name changed", *names, *rules)


def _aliases(schema: Any) -> set[str]:
    return {str(alias).rpartition(".")[2] for alias in schema.get("aliases", ())}


def _symbols(path: str, old: Any, new: Any) -> Iterator[Change]:
    for symbol in old["symbols"]:
        if symbol not in new["symbols"]:
            rule = "" if new.get("default") in new["symbols"] else "enum-symbol"
            yield Change(path, "symbol removed", symbol, backward=rule)
    for symbol in new["symbols"]:
        if symbol not in old["symbols"]:
            rule = "" if old.get("default") in old["symbols"] else "enum-symbol"
            yield Change(path, "symbol added", "", symbol, forward=rule)


def _size(path: str, old: Any, new: Any) -> Iterator[Change]:
    if old["size"] != new["size"]:
        sizes = str(old["size"]), str(new["size"])
        yield Change(path, "size changed", *sizes, "fixed-size", "fixed-size")
