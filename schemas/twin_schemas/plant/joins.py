"""Joins areas: a stream from one into another takes the place of the boundaries between them.

An area file ends at boundaries and so is a plant of its own. The root file joins areas:

    joins:
      S-116: {to: V-501.inlet, replaces: [X-103, X-501, LV-501]}

Stream S-116 then ends in V-501; what is replaced vanishes, and with it its streams,
instruments, controllers and interlocks.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    for area in areas.values():
        _thin_out(area, gone, kept)


def _thin_out(area: Entry, gone: set[str], kept: set[str]) -> None:
    """Takes equipment which is gone out of an area, and what hangs on it."""
    _drop(area, "equipment", lambda name, _: name in gone)
    lost = _drop(area, "streams", lambda name, e: name not in kept and _touches(e, gone))
    blind = _drop(area, "instruments", lambda _, e: _owner(e, "measures") in gone | lost)
    _drop(area, "controllers", lambda _, e: e.get("reads") in blind or e.get("moves") in gone)
    _drop(area, "interlocks", lambda _, e: _is_idle(e, blind, gone))


def _drop(area: Entry, section: str, is_gone: Any) -> set[str]:
    data = area.child(section).data
    names = {name for name, entry in data.items() if is_gone(name, entry)}
    for name in names:
        del data[name]  # type: ignore[attr-defined]  # read from YAML: a dict
    return names


def _owner(entry: Any, key: str) -> str:
    return str(entry.get(key, "")).partition(".")[0]


def _touches(entry: Any, gone: set[str]) -> bool:
    return _owner(entry, "from") in gone or _owner(entry, "to") in gone


def _is_idle(entry: Any, blind: set[str], gone: set[str]) -> bool:
    """Takes replaced actuators out of an interlock; tells whether it has anything left to do."""
    trips = entry.get("trips", {})
    for name in gone & set(trips):
        del trips[name]
    return not trips or entry.get("when", {}).get("tag") in blind
