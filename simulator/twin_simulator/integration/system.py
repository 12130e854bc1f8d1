"""The numerical system: functions of x, u and p with the exact sparse Jacobian."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import casadi as ca
from scipy.sparse import csc_matrix

from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.flowsheet import Flowsheet


@dataclass(frozen=True)
class System:
    """f(x, u, p) and df/dx of a flowsheet, and the magnitude of each state."""

    rates: ca.Function
    jacobian: ca.Function
    scale: Array

    @classmethod
    def of(cls, flowsheet: Flowsheet) -> System:
        """Builds both functions."""
        symbols = [flowsheet.x, flowsheet.u, flowsheet.p]
        jacobian = ca.jacobian(flowsheet.derivative, flowsheet.x)
        return cls(
            ca.Function("rates", symbols, [flowsheet.derivative]),
            ca.Function("jacobian", symbols, [jacobian]),
            flowsheet.scale,
        )


def as_matrix(function: ca.Function, nonzeros: Array) -> csc_matrix:
    """Returns the sparse matrix whose nonzeros an evaluation of `function` gave."""
    sparsity = function.sparsity_out(0)
    return csc_matrix((nonzeros, sparsity.row(), sparsity.colind()), shape=sparsity.shape)
