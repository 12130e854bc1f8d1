"""Which way the surface of a mesh looks at its vertices."""

from __future__ import annotations

import numpy as np

from twin_ops.scene.mesh import Floats, Mesh

_UP = (0.0, 0.0, 1.0)
_NEXT, _LAST = [1, 2, 0], [2, 0, 1]  # corner of a triangle


def normals_of(mesh: Mesh) -> Floats:
    """Unit vectors, shape (n, 3): means of the faces around, weighted by their angles there.

    The angle, not the area, so that it does not matter along which diagonal a quadrangle is cut.
    """
    corners = mesh.vertices[mesh.faces]
    to_next = corners[:, _NEXT] - corners
    to_last = corners[:, _LAST] - corners
    across = _cross(to_next, to_last)
    doubled_area = np.linalg.norm(across, axis=2)
    angles = np.arctan2(doubled_area, np.einsum("ijk,ijk->ij", to_next, to_last))
    faced = across * (angles / np.maximum(doubled_area, 1e-12))[..., None]
    count, places = len(mesh.vertices), mesh.faces.ravel()
    summed = np.stack(
        [np.bincount(places, faced[..., axis].ravel(), count) for axis in range(3)], axis=1
    )
    length = np.linalg.norm(summed, axis=1, keepdims=True)
    return np.where(length > 1e-9, summed / np.maximum(length, 1e-9), _UP)


def _cross(one: Floats, other: Floats) -> Floats:
    """Cross products along the last axis; NumPy's own moves axes first, which takes longer."""
    (a, b, c), (u, v, w) = np.moveaxis(one, -1, 0), np.moveaxis(other, -1, 0)
    return np.stack([b * w - c * v, c * u - a * w, a * v - b * u], axis=-1)
