"""Finds the state at rest in which every controller holds its design setpoint.

A limiting controller, such as one against surge, may rest with its actuator at its end instead.

Pseudo-transient continuation (Kelley and Keyes 1998, SIAM J. Numer. Anal. 35, 508): implicit
Euler steps of the plant with its controllers, each longer than the last, end as Newton's method.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import casadi as ca
import numpy as np
from scipy.sparse import bmat, csc_matrix, diags
from scipy.sparse.linalg import splu

from twin_schemas.units import to_si
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_schemas.plant import Controller, Plant
    from twin_simulator.flowsheet import Flowsheet
    from twin_simulator.integration.system import System

TOLERANCE = 1e-9  # largest scaled rate of change, 1/s
_MOST_STEPS = 1500
_FIRST_STEP, _LONGEST_STEP = 0.05, 1e8  # s
_START_MOVE = 1e-4  # of a state in the first step: a start near rest takes a long one
_LARGEST_MOVE = 0.3  # of a state's magnitude in one iteration
_FUTILE = 100.0  # strokes beyond its end at which a controller is given up
_TRACE = 1e-6  # of a state's magnitude
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


def find_steady_state(flowsheet: Flowsheet, system: System, plant: Plant) -> SteadyState:
    """Searches from the flowsheet's first guess.

    Raises:
        NoSteadyStateError: the search did not converge.
    """
    search = _Search(flowsheet, system, plant)
    z = search.start
    step = np.clip(_START_MOVE / search.size(z), _FIRST_STEP, _LONGEST_STEP)
    for _ in range(_MOST_STEPS):
        size = search.size(z)
        if size < TOLERANCE:
            x, u = search.point(z)
            return SteadyState(x=x, u=u, residual=size)
        search.check(z)
        after = _implicit_step(search, z, step)
        z, step = (z, step / 4) if after is None else (after, min(2 * step, _LONGEST_STEP))
    worst = int(np.argmax(np.abs(search.rates(z) / search.scale)))
    names = (*flowsheet.states, *flowsheet.inputs)
    where = _place(plant, names[worst])
    raise NoSteadyStateError(
        f"{where}no steady state within {_MOST_STEPS} steps: {names[worst]} moves on"
    )


def _place(plant: Plant, name: str) -> str:
    """Where the equipment of a state or actuator is described, as the beginning of a message."""
    place = plant.equipment[name.split(".")[0]].place
    return f"{place}: " if place else ""


def _implicit_step(search: _Search, start: Array, step: float) -> Array | None:
    """Returns the state after an implicit Euler step; None when Newton does not converge."""
    z, scale = start, search.scale
    for _ in range(_MOST_ITERATIONS):
        jacobian = diags(1 / scale) @ search.jacobian(z) @ diags(scale)
        matrix = (diags(np.full(len(z), 1 / step)) - jacobian).tocsc()
        try:
            factors = splu(matrix)
        except RuntimeError:  # singular: what a loop holds of its own, it keeps
            return None
        move: Array = scale * factors.solve((search.rates(z) - (z - start) / step) / scale)
        size = float(np.max(np.abs(move / scale)))
        if not np.isfinite(size):
            return None
        z = _moved(z, move, search)
        if size < _CONVERGED:
            return z
    return None


class _Search:
    """The plant with its controllers: z holds the states and the controllers' integrals c.

    Commands are u = c + s(x) and the integrals change with r(x), so the Jacobian follows from
    those of f, s and r by the chain rule.
    """

    def __init__(self, flowsheet: Flowsheet, system: System, plant: Plant) -> None:
        f = flowsheet
        laws = [_controller(f, plant, actuator) for actuator in f.inputs]
        shift, rate = (ca.vertcat(*column) for column in zip(*laws, strict=True))
        self._control = ca.Function("control", [f.x, f.u, f.p], [shift, rate])
        self._flowsheet, self._laws = f, (shift, rate)
        self._system, self._nominal, self._plant = system, f.nominal, plant
        self._count = len(f.states)
        limiting = {c.moves for c in plant.controllers.values() if c.kind == "limit"}
        leading = _leading(plant)
        self._inputs = f.inputs
        self._reads = {actuator: c.reads for actuator, c in leading.items()}
        self._limiting = np.array([float(actuator in limiting) for actuator in f.inputs])
        self.scale = np.concatenate([f.scale, np.ones(len(f.inputs))])
        self.positive = np.concatenate([f.positive, np.zeros(len(f.inputs))]) > 0
        self._moves = 1 - f.ages
        self.start = self._resting(f.guess, _first_commands(f, plant))

    @cached_property
    def _slopes(self) -> ca.Function:
        """By u of f, and by x of s and r; a start at rest asks for none of them."""
        f = self._flowsheet
        slopes = [ca.jacobian(f.derivative, f.u), *(ca.jacobian(law, f.x) for law in self._laws)]
        return ca.Function("slopes", [f.x, f.u, f.p], slopes, {"cse": True})

    def _resting(self, x: Array, u: Array) -> Array:
        """Returns z whose commands are u and whose integrals rest, as far as x is at rest."""
        shift, rate = map(_vector, self._control(x, u, self._nominal))
        return np.concatenate([x, u - shift + rate * self._limiting])

    def _commands(self, z: Array) -> tuple[Array, Array, Any]:
        """Returns x, the bounded commands, and which of them are not at a bound."""
        x = z[: self._count]
        shift = _vector(self._control(x, z[self._count :], self._nominal)[0])
        free = z[self._count :] + shift
        return x, np.clip(free, 0, 1), (free > 0) & (free < 1)

    def point(self, z: Array) -> tuple[Array, Array]:
        """Returns x and the commands."""
        x, u, _ = self._commands(z)
        return x, u

    def rates(self, z: Array) -> Array:
        """Returns dz/dt."""
        x, u, _ = self._commands(z)
        shift, rate = map(_vector, self._control(x, u, self._nominal))
        # what is beyond an end winds the integral of a limiting controller back
        excess = (z[self._count :] + shift - u) * self._limiting
        rates = self._moves * _vector(self._system.rates(x, u, self._nominal))
        return np.concatenate([rates, rate - excess])

    def size(self, z: Array) -> float:
        """Returns the largest scaled rate in 1/s."""
        return float(np.max(np.abs(self.rates(z) / self.scale)))

    def check(self, z: Array) -> None:
        """Gives up when a controller pushes ever harder against the end of its actuator.

        Raises:
            NoSteadyStateError: names the actuator and what does not come to its setpoint.
        """
        beyond = np.abs(z[self._count :] - np.clip(z[self._count :], 0, 1)) * (1 - self._limiting)
        worst = int(np.argmax(beyond))
        if beyond[worst] > _FUTILE:
            actuator = self._inputs[worst]
            what = self._reads.get(actuator, "what it controls")
            raise NoSteadyStateError(
                f"{_place(self._plant, actuator)}{actuator} is at its end, yet {what} does not come"
                " to its setpoint; change the setpoint or the size of the equipment"
            )

    def jacobian(self, z: Array) -> csc_matrix:
        """Returns the Jacobian of dz/dt."""
        x, u, free = self._commands(z)
        point = (x, u, self._nominal)
        moves = diags(self._moves)
        by_state = moves @ self._system.jacobian(*point).sparse()
        f_by_u, shift, rate = (matrix.sparse() for matrix in self._slopes(*point))
        by_command = moves @ f_by_u @ diags(free.astype(float))
        at_end = diags((1 - free.astype(float)) * self._limiting)
        rows = [rate - at_end @ shift, -at_end]
        return bmat([[by_state + by_command @ shift, by_command], rows], format="csc")


def _first_commands(flowsheet: Flowsheet, plant: Plant) -> Array:
    """Returns the described output of each actuator's controller, or the actuator's own guess."""
    moving = (c for c in plant.controllers.values() if not c.cascades_to)
    described = {a: at / 100 for c in moving for a, at in c.positions(c.output).items()}
    pairs = zip(flowsheet.inputs, flowsheet.command.tolist(), strict=True)
    return np.array([described.get(name, guess) for name, guess in pairs])


def _vector(values: ca.DM) -> Array:
    return np.asarray(values).ravel()


def _controller(flowsheet: Flowsheet, plant: Plant, actuator: str) -> tuple[Any, Any]:
    """Returns proportional part and rate of the integral of what moves an actuator."""
    controller = _leading(plant).get(actuator)
    if controller is None:
        return 0.0, 0.0
    instrument = plant.instruments[controller.reads]
    low, high, target = (
        to_si(value, instrument.unit)
        for value in (instrument.low, instrument.high, controller.setpoint)
    )
    error = (flowsheet.quantities[instrument.measures] - target) / (high - low)
    share = _travel(controller, plant)
    gain = share * (controller.gain if _opens(controller, plant) else -controller.gain)
    return gain * error, gain * error / controller.integral_time_s


def _leading(plant: Plant) -> dict[str, Controller]:
    """Returns the controller which decides of each actuator: the outermost of a cascade."""
    inner = {c.cascades_to for c in plant.controllers.values()}
    leading: dict[str, Controller] = {}
    for controller in plant.controllers.values():
        if controller.name not in inner:
            leading.setdefault(controller.moves, controller)
    return leading


def _travel(controller: Controller, plant: Plant) -> float:
    """How far the actuator goes for a percent of the output that moves it, of a split range too."""
    while controller.cascades_to:
        controller = plant.controllers[controller.cascades_to]
    return controller.travel


def _opens(controller: Controller, plant: Plant) -> bool:
    """Tells whether the actuator opens when the process value rises, through the whole cascade."""
    opens, inner = controller.action == "direct", controller.cascades_to
    while inner:
        below = plant.controllers[inner]
        opens, inner = opens != (below.action == "direct"), below.cascades_to
    return opens


def _moved(z: Array, move: Array, search: _Search) -> Array:
    """Returns z after as much of a Newton move as keeps amounts positive and changes small.

    Traces, such as light gas in the bottom of a column, do not hold the others back: they alone
    fall to no less than a tenth.
    """
    share = min(1.0, _LARGEST_MOVE / float(np.max(np.abs(move / search.scale))))
    trace = search.positive & (np.abs(z) < _TRACE * search.scale)
    falling = search.positive & (move < 0) & ~trace
    if falling.any():
        with np.errstate(over="ignore"):  # a move of next to nothing
            share = min(share, float(np.min(-0.9 * z[falling] / move[falling])))
    after = z + share * move
    return np.where(trace, np.maximum(after, 0.1 * z), after)
