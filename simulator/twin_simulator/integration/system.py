"""The numerical system: functions of x, u and p with the exact sparse Jacobian."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import casadi as ca

from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.flowsheet import Flowsheet


@dataclass(frozen=True)
class System:
    """f(x, u, p) and df/dx (its whole diagonal included), and the magnitude of each state."""

    rates: ca.Function
    jacobian: ca.Function
    scale: Array

    @classmethod
    def of(cls, flowsheet: Flowsheet) -> System:
        """Builds both functions."""
        symbols = [flowsheet.x, flowsheet.u, flowsheet.p]
        jacobian = ca.jacobian(flowsheet.derivative, flowsheet.x)
        with_diagonal = jacobian.sparsity() + ca.Sparsity.diag(len(flowsheet.states))
        return cls(
            ca.Function("rates", symbols, [flowsheet.derivative]),
            ca.Function("jacobian", symbols, [ca.project(jacobian, with_diagonal)]),
            flowsheet.scale,
        )
