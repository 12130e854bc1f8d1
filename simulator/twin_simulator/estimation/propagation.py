"""How a small error of the estimate grows: the linearised model, an implicit Euler step at a time.

Implicit Euler keeps the exact gain of whatever is at rest and is stable however stiff the plant is;
with the exact Jacobians its matrix costs one sparse factorisation for all columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix, diags, identity
from scipy.sparse.linalg import splu

from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.estimation.layout import Layout
    from twin_simulator.process_model import ProcessModel


@dataclass(frozen=True)
class Slopes:
    """The derivatives of rates and instruments of the whole plant at one point, sparse, in SI."""

    rates_x: csr_matrix
    rates_u: csr_matrix
    rates_p: csr_matrix
    seen_x: csr_matrix
    seen_u: csr_matrix
    seen_p: csr_matrix

    @classmethod
    def at(cls, model: ProcessModel, point: tuple[Array, Array, Array]) -> Slopes:
        """Evaluates at x, u and p."""
        s = model.sensitivity
        functions = (model.system.jacobian, s.rates_u, s.rates_p, s.seen_x, s.seen_u, s.seen_p)
        return cls(*(_sparse(function(*point)) for function in functions))


@dataclass(frozen=True)
class Propagation:
    """Moves the columns of a factor along the model of an area."""

    layout: Layout

    def moved(self, factor: Array, slopes: Slopes, seconds: float) -> Array:
        """Returns the factor after `seconds`.

        Raises:
            RuntimeError: the matrix of the step is singular.
        """
        layout, moved = self.layout, factor.copy()
        rows = layout.x
        pushed = slopes.rates_p[rows][:, layout.slow_indices] @ factor[layout.parameters]
        pushed = pushed + slopes.rates_u[rows][:, layout.moved] @ factor[layout.travel]
        start = factor[layout.states] + (seconds / layout.scale)[:, None] * pushed
        moved[layout.states] = self._step(slopes, seconds).solve(start)
        forget = np.exp(-seconds / np.maximum(layout.lag, 1e-9))[:, None]
        fresh = self.seen(moved, slopes)
        moved[layout.readings] = forget * factor[layout.readings] + (1 - forget) * fresh
        return moved

    def seen(self, factor: Array, slopes: Slopes) -> Array:
        """Returns what ideal instruments see of each column, in engineering units, shape (m, q)."""
        layout = self.layout
        states = layout.scale[:, None] * factor[layout.states]
        found: Array = (
            slopes.seen_x[layout.seen][:, layout.x] @ states
            + slopes.seen_p[layout.seen][:, layout.slow_indices] @ factor[layout.parameters]
            + slopes.seen_u[layout.seen][:, layout.moved] @ factor[layout.travel]
        )
        factor_si: Array = layout.model.scaling.factor[layout.seen][:, None]
        ratio: Array = found / factor_si
        return ratio

    def _step(self, slopes: Slopes, seconds: float) -> Any:
        """Factorises I - seconds df/dx in scaled states."""
        scale = self.layout.scale
        own = diags(1 / scale) @ slopes.rates_x[self.layout.x][:, self.layout.x] @ diags(scale)
        return splu(csc_matrix(identity(len(scale)) - seconds * own))


def _sparse(matrix: Any) -> csr_matrix:
    return csr_matrix(matrix.sparse())
