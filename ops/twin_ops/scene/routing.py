"""Ways of pipes: up from a nozzle, along on levels of their own, and down again."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from twin_ops.scene.mesh import Floats

_Places = npt.NDArray[np.intp]
_EAST = 4.5 + 0.8 * np.arange(44)  # m; levels of runs to the east
_NORTH = _EAST + 0.4  # so that crossings are no clashes
_GAP = 0.08  # m between two pipes
_FURTHER = (0.0, 0.45, 0.9, 1.35)  # m that may be added in front of a nozzle
_KEPT_RADIUS, _KEPT_HEIGHT = 0.1, 11.0  # m
_ASIDE = (0.0, 0.6, -0.6, 1.2, -1.2, 1.8, -1.8, 2.4, -2.4)  # m from the line of a nozzle


def _outer_first(pieces: int) -> list[int]:
    """The order in which the pieces of a way are looked at: most are blocked at the ends."""
    return sorted(range(pieces), key=lambda k: min(k, pieces - 1 - k))


_OUTER_FIRST = {pieces: _outer_first(pieces) for pieces in (1, 7)}


@dataclass(frozen=True)
class Nozzle:
    """Where a pipe begins or ends.

    Attributes:
        at: Its place in m.
        out: Direction in which the pipe leaves it.
        stub: Length of the straight piece in front of it in m; neighbours have others.
    """

    at: Floats
    out: Floats
    stub: float = 0.5

    def before(self, more: float) -> Floats:
        """The end of the straight piece in front of it."""
        return self.at + self.out * (self.stub + more)


@dataclass
class Router:
    """Finds a way for one pipe after another which touches nothing that is there already.

    Runs to the east and to the north are on levels of their own, as on a pipe rack.

    Attributes:
        low, high: Corners of boxes that no pipe may touch, each of shape (n, 3).
        roads: Lines to the east, by their y in m, along which there is room.
    """

    low: Floats
    high: Floats
    roads: tuple[float, ...] = ()
    _kept: dict[tuple[float, ...], int] = field(default_factory=dict, init=False)
    # boxes near a straight piece, by its ends, as long as the same pipe is looked for
    _near: dict[tuple[float, ...], _Places] = field(default_factory=dict, init=False)

    def keep_free(self, nozzles: Iterable[Nozzle]) -> None:
        """Keeps other pipes from running close above nozzles whose turn has not come."""
        begins = [nozzle.before(0.0) for nozzle in nozzles]
        self._kept = {tuple(b.tolist()): len(self.low) + n for n, b in enumerate(begins)}
        tops = [[*begin[:2], _KEPT_HEIGHT] for begin in begins]
        self.low = _with_rows(self.low, np.array(begins).reshape(-1, 3) - _KEPT_RADIUS)
        self.high = _with_rows(self.high, np.array(tops).reshape(-1, 3) + _KEPT_RADIUS)

    def _release(self, nozzle: Nozzle) -> None:
        place = self._kept.get(tuple(nozzle.before(0.0).tolist()))
        if place is not None:
            self.low[place], self.high[place] = np.inf, -np.inf

    def route(self, start: Nozzle, end: Nozzle, radius: float) -> Floats | None:
        """Corners of a free way, shape (n, 3); None if there is none."""
        around = radius + _GAP
        self._near.clear()
        self._release(start)
        self._release(end)
        ones, others = self._risers(start, around), self._risers(end, around)
        if not ones or not others:
            return None
        for axis, lane in self._lanes(start.at, end.at):
            for one, other in itertools.product(ones, others):
                ways = _ways(one, other, axis, lane)
                free = np.flatnonzero(~self._blocked(ways, around))
                if len(free):
                    corners = straightened(np.vstack([start.at, ways[free[0]], end.at]))
                    self._occupy(corners, radius)
                    return corners
        return None

    def _risers(self, nozzle: Nozzle, around: float) -> list[Floats]:
        """Ends of the nearest two straight pieces from which a pipe can rise at all."""
        found = []
        for more in _FURTHER:
            begin = nozzle.before(more)
            rise = np.stack([begin, [*begin[:2], _EAST[0]]])[None]
            if not self._blocked(rise, around).any():
                found.append(begin)
        return found[:2]

    def _lanes(self, start: Floats, end: Floats) -> Iterator[tuple[int, float]]:
        """Lines for the middle run: the axis it keeps to, and where on the other axis it is."""
        for aside in _ASIDE:
            for axis in (1, 0):
                yield axis, float(end[axis] + aside)
                yield axis, float(start[axis] + aside)
        middle = (start[1] + end[1]) / 2
        yield from ((1, road) for road in sorted(self.roads, key=lambda y: abs(y - middle)))

    def _blocked(self, ways: Floats, around: float) -> npt.NDArray[np.bool_]:
        """Which of some ways, shape (levels, corners, 3), touch something."""
        blocked = np.zeros(len(ways), bool)
        flat, heights = ways[0, :, :2].tolist(), ways[:, :, 2].T
        bottom, top = self.low[:, 2], self.high[:, 2]
        for number in _OUTER_FIRST[ways.shape[1] - 1]:
            near = self._crossed(flat[number], flat[number + 1], around)
            if not len(near):
                continue
            begin, end = heights[number : number + 2]
            low, high = np.minimum(begin, end) - around, np.maximum(begin, end) + around
            meets = (bottom[near, None] < high) & (low < top[near, None])
            blocked |= np.logical_or.reduce(meets, axis=0)
            if np.logical_and.reduce(blocked):
                break
        return blocked

    def _crossed(self, one: list[float], other: list[float], around: float) -> _Places:
        """Boxes over or under a straight piece, which is at the same place on every level."""
        place = (*one, *other)
        if (known := self._near.get(place)) is not None:
            return known
        (x, x_end), (y, y_end) = (sorted(pair) for pair in zip(one, other, strict=True))
        (west, south, _), (east, north, _) = self.low.T, self.high.T
        near = (west < x_end + around) & (x - around < east)
        near &= south < y_end + around
        near &= y - around < north
        self._near[place] = found = np.flatnonzero(near)
        return found

    def _occupy(self, corners: Floats, radius: float) -> None:
        ends = np.stack([corners[:-1], corners[1:]])
        self.low = _with_rows(self.low, ends.min(axis=0) - radius)
        self.high = _with_rows(self.high, ends.max(axis=0) + radius)


def _ways(one: Floats, other: Floats, axis: int, lane: float) -> Floats:
    """Ways by a lane on every level, shape (levels, 8, 3): to the lane, along it, and from it.

    The lane runs to the east at this y (axis 1), or to the north at this x (axis 0).
    """
    along, beside = (_EAST, _NORTH) if axis == 1 else (_NORTH, _EAST)
    ways = np.empty((len(_EAST), 8, 3))
    ways[:, :, 1 - axis] = [one[1 - axis]] * 4 + [other[1 - axis]] * 4
    ways[:, :, axis] = [one[axis]] * 2 + [lane] * 4 + [other[axis]] * 2
    for corner, level in zip(
        range(1, 7), (beside, beside, along, along, beside, beside), strict=True
    ):
        ways[:, corner, 2] = level
    ways[:, 0, 2], ways[:, -1, 2] = one[2], other[2]
    if lane == one[axis]:
        ways[:, 1:3, 2] = along[:, None]  # nothing runs to the lane
    if lane == other[axis]:
        ways[:, 5:7, 2] = along[:, None]
    return ways


def _with_rows(boxes: Floats, more: Floats) -> Floats:
    """More rows, in the order of columns: each is compared as a whole."""
    return np.asfortranarray(np.vstack([boxes, more]))


def straightened(corners: Floats) -> Floats:
    """Without repeated corners, and without those in the middle of a straight piece."""
    first, *others = corners.tolist()  # NumPy takes ten times as long for three numbers
    kept = [first]
    for corner in others:
        if math.dist(corner, kept[-1]) < 1e-6:
            continue
        if len(kept) > 1 and _turn(kept[-2], kept[-1], corner) > 1 - 1e-9:
            kept.pop()
        kept.append(corner)
    return np.array(kept)


def _turn(before: Sequence[float], corner: Sequence[float], after: Sequence[float]) -> float:
    """Cosine of the angle by which a way turns."""
    arrive = [c - b for b, c in zip(before, corner, strict=True)]
    leave = [a - c for c, a in zip(corner, after, strict=True)]
    along = sum(a * b for a, b in zip(arrive, leave, strict=True))
    return along / (math.hypot(*arrive) * math.hypot(*leave))
