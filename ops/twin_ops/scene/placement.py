"""Where equipment stands: as its area's drawing has it, with room between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from twin_ops.scene.mesh import Floats
from twin_ops.scene.solid import Solid
from twin_schemas.plant import Plant
from twin_schemas.plant.layout import Layout

_SCALE = 0.035  # m a pixel, before equipment needs more
_AISLE = 3.4  # m between two pieces
_ROAD, _LANE = 12.0, 0.6  # m between areas, and between two lines of pipes along a road
_ROUNDS = 400
_WIDE = 1.6  # length of the plot to its width


@dataclass(frozen=True)
class Plot:
    """The ground of an area.

    Attributes:
        low, high: Its corners in m.
    """

    area: str
    low: tuple[float, float]
    high: tuple[float, float]


def placed(
    plant: Plant, solids: Mapping[str, Solid]
) -> tuple[dict[str, tuple[float, float]], list[Plot]]:
    """Middle of each body on the ground, in m, and the plots of the areas.

    A drawing's y goes down the page and so to the south. Whatever no drawing shows has no place.
    """
    inside = {area: _in_area(plant.layouts[area], solids) for area in plant.layouts}
    plots = _in_rows({area: size for area, (_, size) in inside.items()})
    places: dict[str, tuple[float, float]] = {}
    for plot in plots:
        for name, (x, y) in inside[plot.area][0].items():
            places[name] = (round(plot.low[0] + x, 3), round(plot.low[1] + y, 3))
    return places, plots


def roads_of(plots: list[Plot]) -> tuple[float, ...]:
    """Lines along the roads between the rows of plots, by their y in m."""
    edges = sorted({round(plot.high[1], 3) for plot in plots})
    return tuple(y + aside for y in edges for aside in np.arange(0.6, _ROAD, _LANE).tolist())


def _in_area(
    layout: Layout, solids: Mapping[str, Solid]
) -> tuple[dict[str, tuple[float, float]], tuple[float, float]]:
    names = [name for name in layout.equipment if name in solids]
    if not names:
        return {}, (0.0, 0.0)
    boxes = [layout.equipment[name] for name in names]
    points = _SCALE * np.array([(b.x + b.width / 2, -b.y - b.height / 2) for b in boxes])
    sizes = np.array([solids[name].size[:2] for name in names]) + _AISLE
    _push_apart(points, sizes)
    low = (points - sizes / 2).min(axis=0)
    high = (points + sizes / 2).max(axis=0)
    places = {n: (float(x), float(y)) for n, (x, y) in zip(names, points - low, strict=True)}
    return places, (float(high[0] - low[0]), float(high[1] - low[1]))


def _push_apart(points: Floats, sizes: Floats) -> None:
    """Moves what overlaps away from each other, along the axis where less is to be moved."""
    for _ in range(_ROUNDS):
        apart = points[:, None] - points[None]
        overlap = (sizes[:, None] + sizes[None]) / 2 - np.abs(apart)
        first, second = np.nonzero(np.triu((overlap > 1e-6).all(axis=2), 1))
        if not len(first):
            return
        for one, other in zip(first.tolist(), second.tolist(), strict=True):
            gap = points[one] - points[other]
            missing = (sizes[one] + sizes[other]) / 2 - np.abs(gap)
            if (missing <= 0).any():
                continue  # an earlier move of this round has mended it
            axis = int(np.argmin(missing))
            move = (missing[axis] / 2 + 1e-3) * (1.0 if gap[axis] >= 0 else -1.0)
            points[one, axis] += move
            points[other, axis] -= move


def _in_rows(sizes: Mapping[str, tuple[float, float]]) -> list[Plot]:
    """Areas side by side in their order, in rows as wide as the whole plot is to be."""
    ground = sum((w + _ROAD) * (d + _ROAD) for w, d in sizes.values())
    widest = max((ground * _WIDE) ** 0.5, max((w for w, _ in sizes.values()), default=0.0))
    plots: list[Plot] = []
    x = y = deepest = 0.0
    for area, (wide, deep) in sizes.items():
        if x > 0.0 and x + wide > widest:
            x, y, deepest = 0.0, y - deepest - _ROAD, 0.0
        plots.append(Plot(area, (x, y - deep), (x + wide, y)))
        x, deepest = x + wide + _ROAD, max(deepest, deep)
    return plots
