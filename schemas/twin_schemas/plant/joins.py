"""Joins areas: a stream from one into another takes the place of the boundaries between them.

An area file ends at boundaries and so is a plant of its own. The root file joins areas:

    joins:
      S-116: {to: V-501.inlet, replaces: [X-103, X-501, FV-501]}

Stream S-116 then ends in V-501; what is replaced vanishes, and with it its streams,
instruments, controllers and interlocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twin_schemas.plant.entry import Entry


@dataclass(frozen=True, kw_only=True)
class Join:
    """A stream between areas.

    Attributes:
        ends: the new `from` or `to` of the stream.
        replaces: equipment which it makes superfluous.
    """

    stream: str
    ends: Mapping[str, str]
    replaces: tuple[str, ...]


def read_joins(root: Entry, areas: Mapping[str, Entry]) -> tuple[Join, ...]:
    """Reads the joins of a root file; notes what they name and no area has."""
    equipment = {name for area in areas.values() for name in area.child("equipment").data}
    streams = {name for area in areas.values() for name in area.child("streams").data}
    joins = []
    for stream, entry in root.children("joins"):
        entry.check_keys("from", "to", "replaces")
        if stream not in streams:
            entry.note(None, f"no area has a stream '{stream}' to join", "name an area's stream")
        replaced = entry.data.get("replaces", [])
        for name in replaced:
            if name not in equipment:
                entry.note("replaces", f"no area has '{name}' to replace", "name equipment")
        ends = {key: str(entry.data[key]) for key in ("from", "to") if key in entry}
        joins.append(Join(stream=stream, ends=ends, replaces=tuple(map(str, replaced))))
    return tuple(joins)


def apply_joins(joins: tuple[Join, ...], areas: Mapping[str, Entry]) -> None:
    """Takes what is replaced out of the areas and leads the joined streams to their new ends."""
    gone = {name for join in joins for name in join.replaces}
    kept = {join.stream for join in joins}
    for area in areas.values():
        for join in joins:
            area.child("streams").data.get(join.stream, {}).update(join.ends)
    entries = tuple(areas.values())
    _drop(entries, "equipment", lambda name, _: name in gone)
    lost = _drop(entries, "streams", lambda name, e: name not in kept and _touches(e, gone))
    blind = _drop(entries, "instruments", lambda _, e: _owner(e, "measures") in gone | lost)
    idle = _drop(
        entries, "controllers", lambda _, e: e.get("reads") in blind or bool(_moved(e) & gone)
    )
    while idle:  # and the outer controllers of their cascades
        idle = _drop(entries, "controllers", lambda _, e: e.get("moves") in idle)  # noqa: B023
    _drop(entries, "interlocks", lambda _, e: _is_idle(e, blind, gone))
    _drop(entries, "sequences", lambda _, e: e.get("equipment") in gone)


def _drop(areas: tuple[Entry, ...], section: str, is_gone: Callable[[str, Any], bool]) -> set[str]:
    """Takes entries out of a section of every area and returns their names."""
    dropped: set[str] = set()
    for data in (area.child(section).data for area in areas):
        names = {name for name, entry in data.items() if is_gone(name, entry)}
        for name in names:
            del data[name]  # type: ignore[attr-defined]  # read from YAML: a dict
        dropped |= names
    return dropped


def _owner(entry: Any, key: str) -> str:
    return str(entry.get(key, "")).partition(".")[0]


def _moved(entry: Any) -> set[str]:
    """What a controller moves, with a split range too."""
    return {str(entry.get("moves", "")), *map(str, entry.get("split", ()))}


def _touches(entry: Any, gone: set[str]) -> bool:
    return _owner(entry, "from") in gone or _owner(entry, "to") in gone


def _is_idle(entry: Any, blind: set[str], gone: set[str]) -> bool:
    """Takes replaced actuators out of an interlock; tells whether it has anything left to do."""
    trips = entry.get("trips", {})
    for name in gone & set(trips):
        del trips[name]
    return not trips or entry.get("when", {}).get("tag") in blind
