"""The matrix of a Newton iteration, I - c df/dx, factorised in scaled states.

Rows and columns are divided by the magnitude of their state, so that small pivots mean something;
a nearly symmetric pattern then needs little pivoting and fill (SuperLU's symmetric mode: Li 2005,
ACM Trans. Math. Softw. 31, 302).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csc_matrix
from scipy.sparse.linalg import splu

from twin_simulator.integration.evaluator import Evaluator
from twin_simulator.integration.system import System
from twin_simulator.units.unit import Array


class NewtonMatrix:
    """Evaluates, factorises and solves with the matrix of a system."""

    def __init__(self, system: System) -> None:
        self._evaluate = Evaluator(system.jacobian)
        sparsity = system.jacobian.sparsity_out(0)
        rows, begins = np.array(sparsity.row()), np.array(sparsity.colind())
        columns = np.repeat(np.arange(len(system.scale)), np.diff(begins))
        self._on_diagonal = rows == columns
        self._matrix = csc_matrix((np.zeros(len(rows)), rows, begins), shape=sparsity.shape)
        self._scale = system.scale
        self._weights = system.scale[columns] / system.scale[rows]
        self._point: tuple[Array, ...] | None = None
        self._weighed = self._weights
        self._factors: Any = None

    def factorise(self, point: tuple[Array, ...], factor: float) -> None:
        """Takes I - factor df/dx at `point`, which is x, u and p; a known Jacobian is kept.

        Raises:
            RuntimeError: the matrix is singular.
        """
        if self._point is None or not all(map(np.array_equal, self._point, point)):
            self._weighed = self._evaluate(*point) * self._weights
            self._point = point
        self._matrix.data[:] = self._on_diagonal - factor * self._weighed
        options = {"SymmetricMode": True}
        self._factors = splu(
            self._matrix, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.01, options=options
        )

    def solve(self, residual: Array) -> Array:
        """Returns the move of the states which removes `residual`, divided by their magnitudes."""
        move: Array = self._factors.solve(residual / self._scale)
        return move
