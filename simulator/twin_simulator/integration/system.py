"""The numerical system: compiled functions of x, u and p with the exact sparse Jacobian."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import casadi as ca
import numpy as np
from scipy.sparse import csc_matrix, identity

from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.flowsheet import Flowsheet


@dataclass(frozen=True)
class System:
    """f(x, u, p) and df/dx of a flowsheet."""

    rates_function: ca.Function
    jacobian_function: ca.Function
    scale: Array

    @classmethod
    def of(cls, flowsheet: Flowsheet) -> System:
        """Builds both functions."""
        symbols = [flowsheet.x, flowsheet.u, flowsheet.p]
        jacobian = ca.jacobian(flowsheet.derivative, flowsheet.x)
        return cls(
            ca.Function("rates", symbols, [flowsheet.derivative], {"cse": True}),
            ca.Function("jacobian", symbols, [jacobian], {"cse": True}),
            flowsheet.scale,
        )

    def rates(self, x: Array, u: Array, p: Array) -> Array:
        """Returns dx/dt."""
        return np.asarray(self.rates_function(x, u, p)).ravel()

    def newton_matrix(self, x: Array, u: Array, p: Array, step: float) -> csc_matrix:
        """Returns I - step df/dx."""
        jacobian = self.jacobian_function(x, u, p)
        sparsity = jacobian.sparsity()
        entries = (np.array(jacobian.nonzeros()), sparsity.row(), sparsity.colind())
        matrix = csc_matrix(entries, shape=jacobian.shape)
        return (identity(len(x), format="csc") - step * matrix).tocsc()
