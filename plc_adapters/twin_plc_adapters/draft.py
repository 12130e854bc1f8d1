"""Drafts of tag maps, for somebody to correct."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from twin_schemas.plant import Plant, Tag

_MOST_COMMENTS = 500


@dataclass(frozen=True, kw_only=True)
class Variable:
    """Something that a server has.

    Attributes:
        node: Its address: a node id with the namespace's name, or the place of a metric.
        path: Names of the folders above it and its own.
        type: Name of its data type.
        unit: Its engineering unit; empty if the server tells none.
        access: `read`, `write` or `read, write`.
        tag: The tag that it seems to be; empty for none.
    """

    node: str
    path: tuple[str, ...]
    type: str
    unit: str
    access: str
    tag: str = ""


def bare_names(tags: Iterable[str]) -> dict[str, str]:
    """Tags by their names without case and punctuation, as `guessed` needs them."""
    return {_bare(tag): tag for tag in tags}


def guessed(names: Iterable[str], known: Mapping[str, str]) -> str:
    """The tag that one of these names is, whatever case and punctuation; empty for none.

    >>> guessed({"ft_101"}, bare_names(["FT-101", "FT-102"]))
    'FT-101'
    """
    found = {known[_bare(name)] for name in names if _bare(name) in known}
    return found.pop() if len(found) == 1 else ""


def _bare(name: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", name.upper())


def opcua_draft(variables: Iterable[Variable], tags: Mapping[str, Tag]) -> str:
    """A tag map of what was found; what has no tag, and tags without a node, are comments."""
    return _draft("opcua", "node", variables, tags)


def sparkplug_draft(variables: Iterable[Variable], tags: Mapping[str, Tag]) -> str:
    """A tag map of the metrics that were born; the rest are comments."""
    return _draft("sparkplug", "metric", variables, tags)


def _draft(protocol: str, kind: str, variables: Iterable[Variable], tags: Mapping[str, Tag]) -> str:
    mapped: dict[str, Variable] = {}
    rest = []
    for variable in variables:
        if variable.tag and variable.tag not in mapped:
            mapped[variable.tag] = variable
        else:
            rest.append(variable)
    lines = ["# A draft: look at every line before it is used.", f"protocol: {protocol}", "tags:"]
    for tag, found in mapped.items():
        lines.append(f"  {tag}: {{{kind}: {json.dumps(found.node)}}}  # {_told(found)}")
    lines += _comments(f"{kind}s without a tag", [f"{v.node}  {_told(v)}" for v in rest])
    lines += _comments(f"tags without a {kind}", [tag for tag in tags if tag not in mapped])
    return "\n".join(lines) + "\n"


def _told(variable: Variable) -> str:
    path = "/".join(variable.path)
    parts = ("" if path == variable.node else path, variable.type, variable.unit, variable.access)
    return " ".join(", ".join(filter(None, parts)).split())


def _comments(title: str, lines: list[str]) -> list[str]:
    shown = [f"#   {' '.join(line.split())}" for line in lines[:_MOST_COMMENTS]]
    more = len(lines) - len(shown)
    return [f"# {len(lines)} {title}", *shown, *([f"#   and {more} more"] if more else [])]


def modbus_draft(plant: Plant) -> str:
    """A register layout: measurements are input registers, the rest holding registers, float32."""
    lines = ["# A draft: two registers a tag, high word first.", "protocol: modbus", "tags:"]
    place = {"input": 0, "holding": 0}
    for tag in plant.tags.values():
        table = "holding" if tag.writable else "input"
        entry = f"{{table: {table}, address: {place[table]}, type: float32}}"
        lines.append(f"  {tag.name}: {entry}  # {tag.unit}")
        place[table] += 2
    return "\n".join(lines) + "\n"


def mqtt_draft(plant: Plant) -> str:
    """A tree of topics, `plant/area/equipment/tag`; what can be written has `/set` below it."""
    lines = ["# A draft.", "protocol: mqtt", f"status: {{topic: {plant.name}/status}}", "tags:"]
    for tag in plant.tags.values():
        topic = "/".join((plant.name, tag.area, tag.equipment, tag.name))
        write = f", write: {json.dumps(topic + '/set')}" if tag.writable else ""
        lines.append(f"  {tag.name}: {{topic: {json.dumps(topic)}{write}}}  # {tag.unit}")
    return "\n".join(lines) + "\n"
