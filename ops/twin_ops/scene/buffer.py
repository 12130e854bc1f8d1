"""The numbers of a glTF file: each is there once, however many bodies have it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from twin_ops.scene.mesh import Floats

_FLOAT, _SHORT, _INT = 5126, 5123, 5125
_ATTRIBUTES, _INDICES = 34962, 34963
_POINT = 12  # bytes of three floats


@dataclass
class Buffer:
    """Two views, of points and of corners, and the accessors that look into them."""

    accessors: list[dict[str, Any]] = field(default_factory=list, init=False)
    _points: bytearray = field(default_factory=bytearray, init=False)
    _corners: bytearray = field(default_factory=bytearray, init=False)
    _known: dict[tuple[bytes, bool], int] = field(default_factory=dict, init=False)

    def add_points(self, points: Floats, *, bounds: bool) -> int:
        """The accessor of points or directions, shape (n, 3); bounds are for points only."""
        single = points.astype("<f4")
        content = single.tobytes()
        if (known := self._known.get((content, bounds))) is not None:
            return known
        accessor = _accessor(0, len(self._points), _FLOAT, len(single), "VEC3")
        if bounds:
            accessor |= {"min": _exact(single.min(axis=0)), "max": _exact(single.max(axis=0))}
        self._points += content
        return self._keep((content, bounds), accessor)

    def add_corners(self, faces: npt.NDArray[np.int64]) -> int:
        """The accessor of the corners of triangles, shape (m, 3)."""
        is_small = faces.max() < 2**16 - 1  # the last number is no corner
        content = faces.astype("<u2" if is_small else "<u4").tobytes()
        if (known := self._known.get((content, is_small))) is not None:
            return known
        self._corners += bytes(-len(self._corners) % 4)
        kind = _SHORT if is_small else _INT
        accessor = _accessor(1, len(self._corners), kind, faces.size, "SCALAR")
        self._corners += content
        return self._keep((content, bool(is_small)), accessor)

    def _keep(self, content: tuple[bytes, bool], accessor: dict[str, Any]) -> int:
        self._known[content] = len(self.accessors)
        self.accessors.append(accessor)
        return self._known[content]

    def packed(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]], bytes]:
        """Views, accessors, and the bytes that they are of."""
        corners = self._corners + bytes(-len(self._corners) % 4)
        begin, length = len(self._points), len(self._corners)
        views = [
            {"buffer": 0, "byteLength": begin, "byteStride": _POINT, "target": _ATTRIBUTES},
            {"buffer": 0, "byteOffset": begin, "byteLength": length, "target": _INDICES},
        ]
        return views, self.accessors, bytes(self._points + corners)


def _accessor(view: int, begin: int, kind: int, count: int, shape: str) -> dict[str, Any]:
    return {
        "bufferView": view,
        "byteOffset": begin,
        "componentType": kind,
        "count": count,
        "type": shape,
    }


def _exact(numbers: npt.NDArray[np.float32]) -> list[float]:
    return [float(number) for number in numbers]
