"""Steel under pipes: columns with arms, no further apart than pipes of their size may span."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from twin_ops.scene.mesh import Floats, Mesh, boxes, joined
from twin_ops.scene.pipes import Pipe

# Suggested spans of steel pipe full of water: ASME B31.1-2020, table 121.5-1; diameter and span, m.
_DIAMETERS = (0.025, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6)
_SPANS = (2.1, 3.0, 3.7, 4.3, 5.2, 5.8, 7.0, 8.2, 9.1, 9.8)
_COLUMN, _ARM = 0.16, 0.1  # m, width of each
_REACHES = (0.0, 0.4, -0.4, 0.8, -0.8, 1.3, -1.3, 1.9, -1.9, 2.6, -2.6, 3.4, -3.4)  # m to a column
_SHIFTS = (0.0, 0.2, -0.2, 0.4, -0.4, 0.6, -0.6, 0.8, -0.8)  # of half the distance
_AROUND = max(_REACHES) + _COLUMN
_TOUCH = 1e-3  # m that steel stays below what lies on it
_SIDES = np.r_[0:4, 6:10]  # triangles of a box without its floor and its roof
_NEW = np.array(list(itertools.product(_SHIFTS, _REACHES)))
_AT_ONCE = len(_REACHES)  # places that are looked at together


@dataclass(frozen=True)
class Arm:
    """What a pipe lies on.

    Attributes:
        pipe: Id of its stream.
        at: Under the middle of the pipe, m.
        column: Where its column stands on the ground, m.
    """

    pipe: str
    at: tuple[float, float, float]
    column: tuple[float, float]


@dataclass
class Supports:
    """All steel of a scene.

    Attributes:
        arms: By area.
        heights: Of the columns by place, m.
        lacking: How many supports found no place, by pipe.
    """

    arms: dict[str, list[Arm]] = field(default_factory=dict)
    heights: dict[tuple[float, float], float] = field(default_factory=dict)
    lacking: Counter[str] = field(default_factory=Counter)

    def mesh(self, area: str) -> Mesh:
        """Triangles of an area's arms, and of the columns that they are the first on."""
        mine = {arm.column for arm in self.arms[area]}
        others = (arms for name, arms in self.arms.items() if name < area)
        mine -= {arm.column for arms in others for arm in arms}
        columns = [(*place, self.heights[place]) for place in sorted(mine)]
        return joined([_columns(columns), _arms(self.arms[area])])


def span_of(diameter: float) -> float:
    """Longest distance between two supports in m of a pipe of so many m.

    >>> span_of(0.1), span_of(2.0)
    (4.3, 9.8)
    """
    return float(np.interp(diameter, _DIAMETERS, _SPANS))


def supported(pipes: Sequence[Pipe], low: Floats, high: Floats) -> Supports:
    """Puts steel under every level piece of the pipes; the same pipes have the same steel.

    Args:
        pipes: As they were routed.
        low: Corners of the bodies that stand there, shape (n, 3), m.
        high: Their other corners.
    """
    builder = _Builder(_Room.of(pipes, low, high))
    for pipe in sorted(pipes, key=lambda one: one.stream.id):
        for start, end in itertools.pairwise(pipe.corners):
            if abs(start[2] - end[2]) < 1e-6:
                builder.support(pipe, start, end)
    return builder.made


@dataclass(frozen=True)
class _Room:
    """Boxes of bodies and pipes that steel may not touch."""

    low: Floats
    high: Floats

    @classmethod
    def of(cls, pipes: Sequence[Pipe], low: Floats, high: Floats) -> _Room:
        lows, highs = [low], [high]
        for pipe in pipes:
            ends = np.stack([pipe.corners[:-1], pipe.corners[1:]])
            lows.append(ends.min(axis=0) - pipe.diameter / 2)
            highs.append(ends.max(axis=0) + pipe.diameter / 2)
        return cls(np.vstack(lows), np.vstack(highs))

    def near(self, low: Floats, high: Floats) -> _Room:
        """What is above, in or under a rectangle."""
        there = ((self.low < high) & (low < self.high))[:, :2].all(axis=1)
        return _Room(self.low[there], self.high[there])

    def under(self, height: float) -> _Room:
        """What begins below a height."""
        there = self.low[:, 2] < height
        return _Room(self.low[there], self.high[there])

    def blocked(self, low: Floats, high: Floats) -> npt.NDArray[np.bool_]:
        """Which of some boxes, shape (n, 3), touch something."""
        meets = low[:, 0, None] < self.high[:, 0]
        meets &= self.low[:, 0] < high[:, 0, None]
        for axis in (1, 2):
            meets &= low[:, axis, None] < self.high[:, axis]
            meets &= self.low[:, axis] < high[:, axis, None]
        found: npt.NDArray[np.bool_] = np.logical_or.reduce(meets, axis=1)
        return found


class _Builder:
    """Places one support after the other, on columns that are there already where it can."""

    def __init__(self, room: _Room) -> None:
        self.made = Supports()
        self._room = room
        self._known = np.empty((64, 2))

    def support(self, pipe: Pipe, start: Floats, end: Floats) -> None:
        """Puts steel under a level piece."""
        length = float(np.abs(end - start).sum())
        count = math.ceil(length / span_of(pipe.diameter) - 0.5)
        if count < 1:
            return
        axis = int(np.argmax(np.abs(end - start)))
        low, high = np.minimum(start, end) - _AROUND, np.maximum(start, end) + _AROUND
        room, half = self._room.near(low, high).under(float(start[2])), length / count / 2
        below = float(start[2]) - pipe.diameter / 2 - _TOUCH
        columns = self._columns(low, high)
        for number in range(count):
            middle = start + (end - start) * (number + 0.5) / count
            places = self._places(middle, axis, half, columns)
            free = _first_free(room, places, axis, middle, below)
            if free is None:
                self.made.lacking[pipe.stream.id] += 1
            else:
                column = self._put(pipe, middle, axis, below, free)
                columns = np.concatenate((columns, [column]))

    def _columns(self, low: Floats, high: Floats) -> Floats:
        """Columns over a rectangle, shape (n, 2)."""
        known = self._known[: len(self.made.heights)]
        return known[((low[:2] < known) & (known < high[:2])).all(axis=1)]

    def _places(self, middle: Floats, axis: int, half: float, columns: Floats) -> Iterator[Floats]:
        """Where its column may stand, the best places first, shape (n, 2) each time."""
        along = np.abs(columns[:, axis] - middle[axis])
        beside = np.abs(columns[:, 1 - axis] - middle[1 - axis])
        near = np.flatnonzero((along <= _SHIFTS[-2] * half) & (beside <= max(_REACHES)))
        if len(near):
            yield columns[near[np.lexsort((columns[near, 0], beside[near], along[near]))]]
        new = np.empty_like(_NEW)
        new[:, axis] = middle[axis] + half * _NEW[:, 0]
        new[:, 1 - axis] = middle[1 - axis] + _NEW[:, 1]
        for begin in range(0, len(new), _AT_ONCE):
            yield new[begin : begin + _AT_ONCE]

    def _put(
        self, pipe: Pipe, middle: Floats, axis: int, below: float, place: Floats
    ) -> tuple[float, float]:
        column = round(float(place[0]), 3), round(float(place[1]), 3)
        at = [float(middle[0]), float(middle[1]), below]
        at[axis] = column[axis]
        arm = Arm(pipe.stream.id, (at[0], at[1], at[2]), column)
        self.made.arms.setdefault(pipe.stream.area, []).append(arm)
        if column not in self.made.heights:
            if len(self.made.heights) == len(self._known):
                self._known = np.resize(self._known, (2 * len(self._known), 2))
            self._known[len(self.made.heights)] = column
        self.made.heights[column] = max(below, self.made.heights.get(column, 0.0))
        return column


def _first_free(
    room: _Room, choices: Iterable[Floats], axis: int, middle: Floats, below: float
) -> Floats | None:
    """The first place from which column and arm touch nothing."""
    for places in choices:
        free = _free(room, places, axis, middle, below)
        if free.any():
            place: Floats = places[int(np.argmax(free))]
            return place
    return None


def _free(
    room: _Room, places: Floats, axis: int, middle: Floats, below: float
) -> npt.NDArray[np.bool_]:
    under = places.copy()
    under[:, 1 - axis] = middle[1 - axis]
    count = len(places)
    low, high = np.empty((2 * count, 3)), np.empty((2 * count, 3))
    low[:count, :2], high[:count, :2] = places - _COLUMN / 2, places + _COLUMN / 2
    low[count:, :2] = np.minimum(places, under) - _ARM / 2
    high[count:, :2] = np.maximum(places, under) + _ARM / 2
    low[:count, 2], low[count:, 2], high[:, 2] = 0.0, below - _ARM, below
    blocked = room.blocked(low, high)
    return ~(blocked[:count] | blocked[count:])


def _columns(tops: Sequence[tuple[float, float, float]]) -> Mesh:
    """Without ends, which nobody sees."""
    whole = boxes(
        [(x, y, height / 2) for x, y, height in tops],
        [(_COLUMN, _COLUMN, height) for *_, height in tops],
    )
    faces = whole.faces.reshape(len(tops), -1, 3)[:, _SIDES]
    return Mesh(whole.vertices, faces.reshape(-1, 3))


def _arms(arms: Sequence[Arm]) -> Mesh:
    at, columns = np.array([arm.at for arm in arms]), np.array([arm.column for arm in arms])
    middles, sizes = at.copy(), np.full_like(at, _ARM)
    middles[:, :2] = (at[:, :2] + columns) / 2
    middles[:, 2] -= _ARM / 2
    sizes[:, :2] += np.abs(at[:, :2] - columns)
    return boxes(middles, sizes)
