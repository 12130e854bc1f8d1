"""The numerical system: functions of x, u and p with the exact sparse Jacobian."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import casadi as ca

from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.flowsheet import Flowsheet


@dataclass(frozen=True)
class System:
    """f(x, u, p) and df/dx (its whole diagonal included).

    Attributes:
        scale, positive: magnitude of each state, and 1 for those which have no values below zero.
    """

    rates: ca.Function
    jacobian: ca.Function
    scale: Array
    positive: Array

    @classmethod
    def of(cls, flowsheet: Flowsheet) -> System:
        """Builds both functions."""
        symbols = [flowsheet.x, flowsheet.u, flowsheet.p]
        rates = ca.Function("rates", symbols, [flowsheet.derivative])
        jacobian = _jacobian(flowsheet, rates.jac_sparsity(0, 0))
        with_diagonal = jacobian.sparsity() + ca.Sparsity.diag(len(flowsheet.states))
        return cls(
            rates,
            ca.Function("jacobian", symbols, [ca.project(jacobian, with_diagonal)]),
            flowsheet.scale,
            flowsheet.positive,
        )


@dataclass(frozen=True)
class Sensitivity:
    """How rates f and instruments h, in SI, change with states, commands and parameters.

    Functions of x, u and p, each with one sparse matrix: df/du, df/dp, dh/dx, dh/du and dh/dp.
    """

    rates_u: ca.Function
    rates_p: ca.Function
    seen_x: ca.Function
    seen_u: ca.Function
    seen_p: ca.Function

    @classmethod
    def of(cls, flowsheet: Flowsheet, seen: Any) -> Sensitivity:
        """Differentiates; `seen` is the column of what the instruments measure."""
        x, u, p = flowsheet.x, flowsheet.u, flowsheet.p
        rates = flowsheet.derivative

        def slope(of: Any, by: Any) -> ca.Function:
            return ca.Function("slope", [x, u, p], [ca.jacobian(of, by)])

        return cls(slope(rates, u), slope(rates, p), slope(seen, x), slope(seen, u), slope(seen, p))


def _jacobian(flowsheet: Flowsheet, sparsity: ca.Sparsity) -> Any:
    """Differentiates an area at a time, by those states alone which it depends on.

    An area takes fewer directions than the whole plant would: two thirds of the time.
    """
    every, pieces = list(range(len(flowsheet.states))), []
    for _, area in groupby(every, lambda k: flowsheet.areas[k]):
        rows = list(area)
        piece = ca.SX(sparsity.sub(rows, every)[0])
        columns = sorted(set(piece.sparsity().get_col()))
        piece[:, columns] = ca.jacobian(flowsheet.derivative[rows], flowsheet.x[columns])
        pieces.append(piece)
    return ca.vertcat(*pieces)
