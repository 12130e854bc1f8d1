"""Where things stand in the drawing, and where they then stand on the canvas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import TYPE_CHECKING, Any

from twin_ops.dexpi.sketch import Place, Sketch

if TYPE_CHECKING:
    from twin_ops.dexpi.markup import Element

GRID = 10
WIDTH = 1600  # of the canvas between its margins, as those of the shipped plant
MARGIN = 60
_SIZES = {"valve.": (40, 40), "boundary.": (90, 50), "tank.": (120, 120), "line.": (80, 40)}
_SIZE = (60, 60)
Rectangle = dict[str, int]


def position(element: Element) -> Place | None:
    """An element's own place; None if it has none or it is no number."""
    for at in element.all("Position"):
        for location in at.all("Location"):
            try:
                return float(location.attributes["X"]), float(location.attributes["Y"])
            except (KeyError, ValueError):
                return None
    return None


def layout_of(sketch: Sketch) -> dict[str, Any]:
    """The layout file: the drawing's places scaled to the canvas, on its grid, none over another.

    What the drawing does not have stands beside what it is connected to.
    """
    _place_the_rest(sketch)
    at = _Scale(sketch.places.values())
    boxes: dict[str, Rectangle] = {}
    for name, entry in sketch.equipment.items():
        size = next((s for k, s in _SIZES.items() if entry["kind"].startswith(k)), _SIZE)
        boxes[name] = _free(at.canvas(sketch.places.get(name, (0.0, 0.0))), size, boxes.values())
    marks = {
        section: {n: _point(at.canvas(sketch.places[n])) for n in names if n in sketch.places}
        for section, names in _marks(sketch).items()
    }
    edges = [(b["x"] + b.get("width", 0), b["y"] + b.get("height", 0)) for b in boxes.values()]
    edges += [(p["x"], p["y"]) for points in marks.values() for p in points.values()]
    canvas = {
        "width": max((x for x, _ in edges), default=0) + MARGIN,
        "height": max((y for _, y in edges), default=0) + MARGIN,
    }
    return {"canvas": canvas, "equipment": boxes} | {k: v for k, v in marks.items() if v}


def _marks(sketch: Sketch) -> Mapping[str, Iterable[str]]:
    return {"instruments": sketch.instruments, "controllers": sketch.controllers}


def _place_the_rest(sketch: Sketch) -> None:
    for _ in range(3):  # what was put in stands at most three pipes from what was drawn
        for stream in sketch.streams.values():
            ends = [stream[end].partition(".")[0] for end in ("from", "to")]
            for (name, other), side in zip((ends, ends[::-1]), (-1.0, 1.0), strict=True):
                if name not in sketch.places and other in sketch.places:
                    x, y = sketch.places[other]
                    sketch.places[name] = (x + 15 * side, y)


class _Scale:
    """From the drawing's unit, y upwards, to pixels, y downwards."""

    def __init__(self, places: Iterable[Place]) -> None:
        points = list(places) or [(0.0, 0.0)]
        self._left = min(x for x, _ in points)
        self._top = max(y for _, y in points)
        across = max(x for x, _ in points) - self._left
        self._factor = WIDTH / across if across > 0 else 1.0

    def canvas(self, place: Place) -> tuple[int, int]:
        x, y = (place[0] - self._left) * self._factor, (self._top - place[1]) * self._factor
        return MARGIN + round(x / GRID) * GRID, MARGIN + round(y / GRID) * GRID


def _point(at: tuple[int, int]) -> Rectangle:
    return {"x": at[0], "y": at[1]}


def _free(at: tuple[int, int], size: tuple[int, int], there: Iterable[Rectangle]) -> Rectangle:
    """The box nearest to a place, on the grid, that lies over no other."""
    others = list(there)
    for reach in range(1000):
        steps = [
            s for s in product(range(-reach, reach + 1), repeat=2) if max(map(abs, s)) == reach
        ]
        for right, down in sorted(steps, key=lambda s: abs(s[0]) + abs(s[1])):
            x, y = at[0] + 2 * GRID * right, at[1] + 2 * GRID * down
            box = {"x": x, "y": y, "width": size[0], "height": size[1]}
            if x >= 0 and y >= 0 and not any(_over(box, other) for other in others):
                return box
    return {"x": at[0], "y": at[1], "width": size[0], "height": size[1]}


def _over(a: Rectangle, b: Rectangle) -> bool:
    across = a["x"] < b["x"] + b["width"] + GRID and b["x"] < a["x"] + a["width"] + GRID
    return across and a["y"] < b["y"] + b["height"] + GRID and b["y"] < a["y"] + a["height"] + GRID
