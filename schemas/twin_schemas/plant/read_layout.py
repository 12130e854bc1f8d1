"""Reads the drawing of an area and checks that every piece of equipment and every link is drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from twin_schemas.plant.layout import Box, Layout, Note

if TYPE_CHECKING:
    from twin_schemas.plant.entry import Entry
    from twin_schemas.plant.equipment import Equipment
    from twin_schemas.plant.joins import Join
    from twin_schemas.plant.stream import Stream

SECTIONS = ("equipment", "instruments", "controllers")


def read_layout(
    entry: Entry,
    area: str,
    parts: tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]],
    joins: Collection[Join],
    crossing: Collection[str],
) -> Layout:
    """Reads the drawing of an area; a joined stream is drawn where its boundary was.

    Equipment and links need a place; an instrument or controller without one is put beside what
    it measures or moves, by the program which draws.

    Args:
        entry: the layout file.
        area: name of the area.
        parts: equipment, instruments and controllers of the plant.
        joins: streams which replace the boundaries between areas.
        crossing: streams between this area and another.
    """
    entry.check_keys("canvas", "links", "layers", "notes", *SECTIONS)
    canvas = _box(entry.child("canvas"))
    own = [{name for name, part in each.items() if part.area == area} for each in parts]
    drawn = [_boxes(entry, *pair, joined=bool(joins)) for pair in zip(SECTIONS, own, strict=True)]
    for name in sorted(own[0] - drawn[0].keys()):
        entry.note("equipment", f"{name} is not drawn", "give it a place under 'equipment'")
    return Layout(
        width=canvas.width,
        height=canvas.height,
        equipment=drawn[0],
        instruments=drawn[1],
        controllers=drawn[2],
        links=_links(entry, joins, crossing),
        layers=dict(_layers(entry)),
        notes=dict(_notes(entry)),
    )


def crossing_streams(
    streams: Mapping[str, Stream], equipment: Mapping[str, Equipment], area: str
) -> tuple[str, ...]:
    """Returns the streams which have one end in `area` and the other in another."""

    def areas(stream: Stream) -> set[str]:
        ends = (stream.source.equipment, stream.target.equipment)
        return {equipment[end].area for end in ends if end in equipment}

    at = {name: areas(stream) for name, stream in streams.items()}
    return tuple(name for name, ends in at.items() if area in ends and len(ends) > 1)


def _links(entry: Entry, joins: Iterable[Join], crossing: Iterable[str]) -> dict[str, Box]:
    """Returns the places of streams between areas: their own, else that of a replaced boundary."""
    boundaries = {name: _box(child) for name, child in entry.children("equipment")}
    own = {name: _box(child) for name, child in entry.children("links")}
    places = {**_joined(joins, boundaries), **own}
    for name in sorted(set(crossing) - places.keys()):
        what = f"{name} comes from or goes to another area and has no link in the drawing"
        entry.note("links", what, f"write '{name}: {{x: .., y: .., width: .., height: ..}}' there")
    return {name: places[name] for name in crossing if name in places}


def _layers(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yields elements with their layers; one that is not there any more is on none."""
    for name, child in entry.children("layers"):
        child.check_keys("layer")
        yield name, child.text("layer")


def _notes(entry: Entry) -> Iterator[tuple[str, Note]]:
    for name, child in entry.children("notes"):
        child.check_keys("x", "y", "text")
        x, y = (child.quantity(key, "1", 0.0) for key in ("x", "y"))
        yield name, Note(x=x, y=y, text=child.text("text"))


def _joined(joins: Iterable[Join], drawn: Mapping[str, Box]) -> dict[str, Box]:
    """Returns the place of each joined stream: that of the first boundary which it replaces."""
    places = {j.stream: next((n for n in j.replaces if n in drawn), None) for j in joins}
    return {stream: drawn[name] for stream, name in places.items() if name}


def _boxes(entry: Entry, key: str, known: Collection[str], *, joined: bool) -> dict[str, Box]:
    """Returns the drawn places; where areas are joined, more is drawn than there is."""
    boxes = {name: _box(child) for name, child in entry.children(key)}
    for name in sorted(boxes.keys() - known) if not joined else ():
        entry.child(key).note(name, f"'{name}' is drawn but does not exist", "remove it")
    return {name: box for name, box in boxes.items() if name in known}


def _box(entry: Entry) -> Box:
    entry.check_keys("x", "y", "width", "height")
    keys = ("x", "y", "width", "height")
    return Box(**{key: entry.quantity(key, "1", 0.0) for key in keys})
