"""Triangles of simple bodies; metres, z up."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Point = Sequence[float]
_SIDES = 20
_RINGS = 5  # of a dome


@dataclass(frozen=True)
class Mesh:
    """Triangles.

    Attributes:
        vertices: Shape (n, 3); corners that are sharp are there once a face.
        faces: Shape (m, 3), counter-clockwise seen from outside.
    """

    vertices: Floats
    faces: npt.NDArray[np.int64]


def joined(meshes: Iterable[Mesh]) -> Mesh:
    """One mesh of several."""
    found = list(meshes)
    starts = np.cumsum([0, *(len(one.vertices) for one in found)])
    faces = [one.faces + start for one, start in zip(found, starts[:-1], strict=True)]
    return Mesh(np.concatenate([one.vertices for one in found]), np.concatenate(faces))


def box(centre: Point, size: Point) -> Mesh:
    """A box with its edges along the axes."""
    return boxes([centre], [size])


def boxes(centres: Sequence[Point] | Floats, sizes: Sequence[Point] | Floats) -> Mesh:
    """Boxes with their edges along the axes, shape (n, 3) each."""
    corners, triangles = _cube()
    half = np.asarray(sizes, float)[:, None] / 2
    vertices = corners * half + np.asarray(centres, float)[:, None]
    starts = len(corners) * np.arange(len(vertices))
    faces = triangles + starts[:, None, None]
    return Mesh(vertices.reshape(-1, 3), faces.reshape(-1, 3))


@functools.cache
def _cube() -> tuple[Floats, npt.NDArray[np.int64]]:
    """Corners from -1 to 1, four a face, shape (24, 3), and its triangles, shape (12, 3)."""
    faces = []
    for axis in range(3):
        across = np.roll(np.eye(3), axis, axis=0)
        for sign in (-1.0, 1.0):
            corners = np.array([[1, -1, -1], [1, 1, -1], [1, 1, 1], [1, -1, 1]]) @ across
            faces.append(corners * sign)
    quads = np.arange(24).reshape(6, 4)
    # Mirroring through the origin turns a face inside out; its order is turned back.
    turned = np.array([quad if k % 2 else quad[::-1] for k, quad in enumerate(quads)])
    return np.concatenate(faces), _triangles(turned)


def rod(start: Point, end: Point, radius: float, end_radius: float | None = None) -> Mesh:
    """A closed cylinder, or the frustum of a cone, between two points."""
    ends = np.asarray([start, end], float)
    radii = (radius, radius if end_radius is None else end_radius)
    side = _skin(ends, ends[1] - ends[0], radii)
    caps = [
        _disc(ends[0], ends[0] - ends[1], radii[0]),
        _disc(ends[1], ends[1] - ends[0], radii[1]),
    ]
    return joined([side, *caps])


def dome(centre: Point, axis: Point, radius: float, height: float) -> Mesh:
    """Half an ellipsoid that closes a cylinder towards `axis`."""
    along = np.asarray(axis, float)
    along /= np.linalg.norm(along)
    angles = np.linspace(0.0, np.pi / 2, _RINGS)
    points = np.asarray(centre, float) + np.outer(np.sin(angles) * height, along)
    return _skin(points, along, np.maximum(np.cos(angles) * radius, 1e-3))


def tube(points: Floats, radius: float, sides: int = 10) -> Mesh:
    """A pipe along points whose directions change little from one to the next."""
    directions = np.gradient(points, axis=0)
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    firsts = _carried(_across(directions[0])[0], directions)
    cosines, sines = _turns(sides)
    seconds = np.cross(directions, firsts)
    around = cosines[:, None] * firsts[:, None] + sines[:, None] * seconds[:, None]
    return _lofted(points[:, None] + radius * around)


def _carried(first: Floats, directions: Floats) -> Floats:
    """A direction at right angles, carried along without twist; in floats, ten times as fast."""
    x, y, z = first.tolist()
    carried = []
    for u, v, w in directions.tolist():
        along = x * u + y * v + z * w
        x, y, z = x - u * along, y - v * along, z - w * along
        length = math.sqrt(x * x + y * y + z * z)
        x, y, z = x / length, y / length, z / length
        carried.append((x, y, z))
    return np.array(carried)


def _skin(points: Floats, axis: Floats, radii: Sequence[float] | Floats) -> Mesh:
    one, other = _across(axis / np.linalg.norm(axis))
    circle = _circle(one, other, _SIDES)
    return _lofted(np.array([p + r * circle for p, r in zip(points, radii, strict=True)]))


def _lofted(rings: Floats) -> Mesh:
    """Joins rings of the same number of points by quadrangles."""
    count, sides = rings.shape[:2]
    here = np.arange(count * sides).reshape(count, sides)
    beside = here[:, _next(sides)]
    quads = np.stack([here[:-1], beside[:-1], beside[1:], here[1:]], axis=-1).reshape(-1, 4)
    return Mesh(rings.reshape(-1, 3), _triangles(quads))


def _disc(centre: Floats, axis: Floats, radius: float) -> Mesh:
    one, other = _across(axis / np.linalg.norm(axis))
    rim = centre + radius * _circle(one, other, _SIDES)
    return Mesh(np.vstack([rim, centre]), _fan())


def _circle(one: Floats, other: Floats, sides: int) -> Floats:
    cosines, sines = _turns(sides)
    circle: Floats = cosines[:, None] * one + sines[:, None] * other
    return circle


@functools.cache
def _next(sides: int) -> npt.NDArray[np.int64]:
    """The number of the point beside each one of a ring."""
    return np.roll(np.arange(sides), -1)


@functools.cache
def _fan() -> npt.NDArray[np.int64]:
    """Triangles from a middle, which is the last point, to the points of a ring."""
    numbers = np.arange(_SIDES)
    return np.stack([np.full(_SIDES, _SIDES), numbers, _next(_SIDES)], axis=-1)


@functools.cache
def _turns(sides: int) -> tuple[Floats, Floats]:
    turns = np.linspace(0.0, 2 * np.pi, sides, endpoint=False)
    return np.cos(turns), np.sin(turns)


def _across(axis: Floats) -> tuple[Floats, Floats]:
    """Two directions at right angles to an axis and each other, right-handed with it."""
    away = np.eye(3)[int(np.argmin(np.abs(axis)))]
    one = _cross(away, axis)
    one /= np.linalg.norm(one)
    return one, _cross(axis, one)


def _cross(one: Floats, other: Floats) -> Floats:
    """Cross product of two vectors; NumPy's is made for many and takes ten times as long."""
    (a, b, c), (u, v, w) = one.tolist(), other.tolist()
    return np.array([b * w - c * v, c * u - a * w, a * v - b * u])


def _triangles(quads: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
