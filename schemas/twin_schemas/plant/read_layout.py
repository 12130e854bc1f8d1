"""Reads the layout and checks that everything is drawn once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from twin_schemas.plant.layout import Box, Layout

if TYPE_CHECKING:
    from twin_schemas.plant.entry import Entry


def read_layout(
    entry: Entry,
    equipment: Iterable[str],
    instruments: Iterable[str],
    controllers: Iterable[str],
) -> Layout:
    """Reads the whole layout file."""
    entry.check_keys("canvas", "equipment", "instruments", "controllers")
    canvas = _box(entry.child("canvas"))
    return Layout(
        width=canvas.width,
        height=canvas.height,
        equipment=_boxes(entry, "equipment", equipment),
        instruments=_boxes(entry, "instruments", instruments),
        controllers=_boxes(entry, "controllers", controllers),
    )


def _boxes(entry: Entry, key: str, expected: Iterable[str]) -> dict[str, Box]:
    boxes = {name: _box(child) for name, child in entry.children(key)}
    known = set(expected)
    for name in sorted(known - boxes.keys()):
        entry.note(key, f"{name} is not drawn", f"give it a place under '{key}'")
    for name in sorted(boxes.keys() - known):
        entry.child(key).note(name, f"'{name}' is drawn but does not exist", "remove it")
    return boxes


def _box(entry: Entry) -> Box:
    entry.check_keys("x", "y", "width", "height")
    keys = ("x", "y", "width", "height")
    return Box(**{key: entry.quantity(key, "1", 0.0) for key in keys})
