"""What ISA-101 and its sources ask of a display, checked on the layout of an area.

Sources: ANSI/ISA-101.01-2015, clause 5 (consistent, uncluttered displays); EEMUA 201 (2019) and
Hollifield, Oliver, Nimmo, Habibi, "The High Performance HMI Handbook" (2008): flow from left to
right, few live values on one display, nothing over something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin_schemas.plant.layout import Box, Layout
    from twin_schemas.plant.plant import Plant

SMALLEST = 24.0
"""Pixels below which a symbol can neither be told nor hit with a finger or a mouse."""
MOST_LIVE_VALUES = 80
"""Live values on one display of level 2; the handbook has 50 to 80 at most."""
MOST_BACKWARD = 0.5
"""Part of the streams that may run from right to left before the display reads backwards."""


@dataclass(frozen=True, kw_only=True)
class Advice:
    """A rule that a display does not keep; the plant runs all the same.

    Attributes:
        rule: Short name of the rule.
        area: Area of the display.
        element: What it is about; empty for the display as a whole.
        what: What is seen.
        remedy: What to do.
    """

    rule: str
    area: str
    element: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.area}: {self.rule}: {self.what}; {self.remedy}"


def lint_displays(plant: Plant) -> list[Advice]:
    """Every rule that a display of this plant does not keep, by area."""
    return [advice for area in plant.areas for advice in lint_display(plant, area)]


def lint_display(plant: Plant, area: str) -> Iterator[Advice]:
    """Yields the rules that the display of one area does not keep."""
    layout = plant.layouts[area]
    yield from _overlaps(layout, area)
    yield from _places(layout, area)
    yield from _clutter(plant, area)
    yield from _direction(plant, layout, area)
    yield from _words(plant, area)


def _overlaps(layout: Layout, area: str) -> Iterator[Advice]:
    for (first, a), (second, b) in combinations(layout.equipment.items(), 2):
        beside = a.x >= b.x + b.width or b.x >= a.x + a.width
        if not beside and a.y < b.y + b.height and b.y < a.y + a.height:
            what = f"{first} and {second} lie over each other"
            yield _advice("overlap", area, first, what, "move one")


def _places(layout: Layout, area: str) -> Iterator[Advice]:
    for name, box in layout.equipment.items():
        if not _inside(box, layout):
            what = f"{name} lies outside of the canvas of {layout.width:g} x {layout.height:g}"
            yield _advice("canvas", area, name, what, "move it, or make the canvas larger")
        if min(box.width, box.height) < SMALLEST:
            what = f"{name} is drawn {box.width:g} x {box.height:g} pixels"
            yield _advice("size", area, name, what, f"give it {SMALLEST:g} at least")


def _inside(box: Box, layout: Layout) -> bool:
    right, bottom = box.x + box.width, box.y + box.height
    return box.x >= 0 and box.y >= 0 and right <= layout.width and bottom <= layout.height


def _clutter(plant: Plant, area: str) -> Iterator[Advice]:
    controllers = [each for each in plant.controllers.values() if each.area == area]
    read = {each.reads for each in controllers}
    live = [i for i in plant.instruments.values() if i.area == area and i.tag not in read]
    if (count := len(live) + len(controllers)) > MOST_LIVE_VALUES:
        remedy = f"split the area: {MOST_LIVE_VALUES} are the most that can be watched"
        yield _advice("clutter", area, "", f"{count} live values on one display", remedy)


def _direction(plant: Plant, layout: Layout, area: str) -> Iterator[Advice]:
    boxes = layout.equipment
    runs = [
        boxes[stream.target.equipment].x - boxes[stream.source.equipment].x
        for stream in plant.streams.values()
        if stream.source.equipment in boxes and stream.target.equipment in boxes
    ]
    backward = sum(run < 0 for run in runs)
    if runs and backward / len(runs) > MOST_BACKWARD:
        what = f"{backward} of {len(runs)} streams run from right to left"
        yield _advice("direction", area, "", what, "draw the flow from left to right")


def _words(plant: Plant, area: str) -> Iterator[Advice]:
    for stream in plant.streams.values():
        if stream.area == area and not stream.description:
            what = f"{stream.id} does not say what it carries"
            yield _advice("words", area, stream.id, what, "describe it")


def _advice(rule: str, area: str, element: str, what: str, remedy: str) -> Advice:
    return Advice(rule=rule, area=area, element=element, what=what, remedy=remedy)
