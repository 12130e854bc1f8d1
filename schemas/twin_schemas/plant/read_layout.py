"""Reads the drawing of an area and checks that everything is drawn once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from twin_schemas.plant.layout import Box, Layout

if TYPE_CHECKING:
    from twin_schemas.plant.entry import Entry
    from twin_schemas.plant.joins import Join

SECTIONS = ("equipment", "instruments", "controllers")


def read_layout(
    entry: Entry,
    area: str,
    parts: tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]],
    joins: Iterable[Join],
) -> Layout:
    """Reads the drawing of an area; a joined stream is drawn where its boundary was.

    Args:
        entry: the layout file.
        area: name of the area.
        parts: equipment, instruments and controllers of the plant.
        joins: streams between areas.
    """
    entry.check_keys("canvas", "links", *SECTIONS)
    canvas = _box(entry.child("canvas"))
    everything = {name: _box(child) for name, child in entry.children("equipment")}
    own = [[name for name, part in each.items() if part.area == area] for each in parts]
    joined = any(True for _ in joins)
    boxes = [_boxes(entry, *pair, joined=joined) for pair in zip(SECTIONS, own, strict=True)]
    return Layout(
        width=canvas.width,
        height=canvas.height,
        equipment=boxes[0],
        instruments=boxes[1],
        controllers=boxes[2],
        links={
            **{name: _box(child) for name, child in entry.children("links")},
            **_joined(joins, everything),
        },
    )


def _joined(joins: Iterable[Join], drawn: Mapping[str, Box]) -> dict[str, Box]:
    """Returns the place of each joined stream: that of the first boundary which it replaces."""
    places = {j.stream: next((n for n in j.replaces if n in drawn), None) for j in joins}
    return {stream: drawn[name] for stream, name in places.items() if name}


def _boxes(entry: Entry, key: str, expected: Iterable[str], *, joined: bool) -> dict[str, Box]:
    """Returns the drawn places; where areas are joined, more is drawn than there is."""
    boxes = {name: _box(child) for name, child in entry.children(key)}
    known = set(expected)
    for name in sorted(known - boxes.keys()):
        entry.note(key, f"{name} is not drawn", f"give it a place under '{key}'")
    for name in sorted(boxes.keys() - known) if not joined else ():
        entry.child(key).note(name, f"'{name}' is drawn but does not exist", "remove it")
    return {name: box for name, box in boxes.items() if name in known}


def _box(entry: Entry) -> Box:
    entry.check_keys("x", "y", "width", "height")
    keys = ("x", "y", "width", "height")
    return Box(**{key: entry.quantity(key, "1", 0.0) for key in keys})
