"""Finds the state at rest in which every controller holds its design setpoint.

Pseudo-transient continuation (Kelley and Keyes 1998, SIAM J. Numer. Anal. 35, 508): implicit
Euler steps of the plant with its controllers, each longer than the last, end as Newton's method.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import casadi as ca
import numpy as np
from scipy.sparse import csc_matrix, diags
from scipy.sparse.linalg import splu

from twin_schemas.units import to_si
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_schemas.plant import Plant
    from twin_simulator.flowsheet import Flowsheet

TOLERANCE = 1e-9  # largest scaled rate of change, 1/s
_MOST_STEPS = 80
_FIRST_STEP, _LONGEST_STEP = 0.05, 1e9  # s
_LARGEST_MOVE = 0.3  # of a state's magnitude in one iteration
_MOST_ITERATIONS = 8
_CONVERGED = 1e-6


class NoSteadyStateError(RuntimeError):
    """No state at rest was found; the message names the state furthest from it."""


@dataclass(frozen=True, kw_only=True)
class SteadyState:
    """States and actuator commands at rest, and the largest scaled rate that is left."""

    x: Array
    u: Array
    residual: float


def find_steady_state(flowsheet: Flowsheet, plant: Plant) -> SteadyState:
    """Searches from the flowsheet's first guess.

    Raises:
        NoSteadyStateError: the search did not converge.
    """
    search = _search(flowsheet, plant)
    z, step = search.start, _FIRST_STEP
    for _ in range(_MOST_STEPS):
        size = float(np.max(np.abs(search.rates(z)[0] / search.scale)))
        if size < TOLERANCE:
            count = len(flowsheet.states)
            return SteadyState(x=z[:count], u=z[count:], residual=size)
        after = _implicit_step(search, z, step)
        z, step = (z, step / 4) if after is None else (after, min(2 * step, _LONGEST_STEP))
    worst = int(np.argmax(np.abs(search.rates(z)[0] / search.scale)))
    names = (*flowsheet.states, *flowsheet.inputs)
    raise NoSteadyStateError(f"no steady state within {_MOST_STEPS} steps: {names[worst]} moves on")


def _implicit_step(search: _Search, start: Array, step: float) -> Array | None:
    """Returns the state after an implicit Euler step; None when Newton does not converge."""
    z = start
    for _ in range(_MOST_ITERATIONS):
        rates, jacobian = search.rates(z)
        matrix = (diags(np.full(len(z), 1 / step)) - jacobian).tocsc()
        move = splu(matrix).solve(rates - (z - start) / step)
        size = float(np.max(np.abs(move / search.scale)))
        if not np.isfinite(size):
            return None
        z = z + _allowed_share(z, move, search) * move
        if size < _CONVERGED:
            return z
    return None


@dataclass(frozen=True, kw_only=True)
class _Search:
    """The plant with its controllers: z holds the states and the integrals."""

    function: ca.Function
    scale: Array
    positive: Any
    start: Array

    def rates(self, z: Array) -> tuple[Array, csc_matrix]:
        """Returns dz/dt and its Jacobian."""
        rates, jacobian = self.function(z)
        sparsity = jacobian.sparsity()
        entries = (np.array(jacobian.nonzeros()), sparsity.row(), sparsity.colind())
        return np.array(rates).ravel(), csc_matrix(entries, shape=jacobian.shape)


def _search(flowsheet: Flowsheet, plant: Plant) -> _Search:
    """Adds the controllers' integrals to the states."""
    integrals = ca.SX.sym("integrals", len(flowsheet.inputs))
    commands, slopes = [], []
    for k, actuator in enumerate(flowsheet.inputs):
        shift, slope = _controller(flowsheet, plant, actuator)
        commands.append(ca.fmin(ca.fmax(integrals[k] + shift, 0), 1))
        slopes.append(slope)
    rates = ca.substitute(flowsheet.derivative, flowsheet.u, ca.vertcat(*commands))
    rates = ca.substitute(rates, flowsheet.p, ca.DM(flowsheet.nominal))
    z = ca.vertcat(flowsheet.x, integrals)
    full = ca.vertcat(rates, ca.substitute(ca.vertcat(*slopes), flowsheet.p, flowsheet.nominal))
    function = ca.Function("closed_loop", [z], [full, ca.jacobian(full, z)], {"cse": True})
    count = len(flowsheet.inputs)
    return _Search(
        function=function,
        scale=np.concatenate([flowsheet.scale, np.ones(count)]),
        positive=np.concatenate([flowsheet.positive, np.zeros(count)]) > 0,
        start=np.concatenate([flowsheet.guess, flowsheet.command]),
    )


def _controller(flowsheet: Flowsheet, plant: Plant, actuator: str) -> tuple[Any, Any]:
    """Returns proportional part and rate of the integral of what moves an actuator."""
    found = [c for c in plant.controllers.values() if c.moves == actuator]
    if not found:
        return 0.0, 0.0
    controller = found[0]
    instrument = plant.instruments[controller.reads]
    low, high, target = (
        to_si(value, instrument.unit)
        for value in (instrument.low, instrument.high, controller.setpoint)
    )
    error = (flowsheet.quantities[instrument.measures] - target) / (high - low)
    gain = controller.gain if controller.action == "direct" else -controller.gain
    return gain * error, gain * error / controller.integral_time_s


def _allowed_share(z: Array, move: Array, search: _Search) -> float:
    """Returns how much of a Newton move keeps amounts positive and changes small."""
    share = min(1.0, _LARGEST_MOVE / float(np.max(np.abs(move / search.scale))))
    falling = search.positive & (move < 0)
    if falling.any():
        share = min(share, float(np.min(-0.9 * z[falling] / move[falling])))
    return share
