"""An L-stable, stiffly accurate two-stage SDIRK method of order two.

Source: Alexander 1977, SIAM J. Numer. Anal. 14, 1006: gamma = 1 - 1/sqrt(2). The scan of the
control system cuts time into short pieces; CVODES would start anew at order one in each, which
costs several times more than two stages whose factorised Newton matrix is kept between scans.
The step is the scan: the error is not controlled but compared with CVODES in a test. Yet a step in
which a vessel runs empty may end below zero, from where the equations lead anywhere; it is halved
(Shampine, Thompson, Kierzenka and Byrne 2005, Appl. Math. Comput. 170, 556), as is one in which
Newton does not converge.
The matrix's base point is part of the state, so that a restored run repeats bit by bit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from twin_simulator.integration.evaluator import Evaluator
from twin_simulator.integration.newton_matrix import NewtonMatrix
from twin_simulator.integration.system import System
from twin_simulator.units.unit import Array

_GAMMA = 1 - 0.5**0.5
_TOLERANCE = 1e-7  # of what Newton leaves, relative to the states' magnitude
_SLOW, _MOST_ITERATIONS = 4, 8
_EPSILON = 1e-16
_FEW = 2  # iterations of a stage with a good matrix
_PATIENCE = 12  # iterations more than those, which cost as much as a new matrix
_SHORTEST = 1e-4  # s
_GROUND = 16  # parts in a row without a failure before they are made longer within a step
_SIGNED = 0.01  # s: the shortest step which the sign of amounts may halve


class IntegrationError(RuntimeError):
    """The integrator could not go on; the message says at which state."""


@dataclass(frozen=True, kw_only=True)
class Base:
    """Where the Newton matrix was last evaluated.

    Attributes:
        wasted: iterations since then which a better matrix would have saved.
        error: what a Newton move leaves, as a share of the move.
    """

    x: Array
    u: Array
    p: Array
    step: float
    wasted: int = 0
    error: float = 1.0


class Implicit:
    """Advances a system; keeps the factorised Newton matrix while Newton converges fast."""

    def __init__(
        self,
        system: System,
        base: Base | None = None,
        slope: Array | None = None,
        halvings: int = 0,
    ) -> None:
        self._system = system
        self._rates = Evaluator(system.rates)
        self._matrix = NewtonMatrix(system)
        self._halvings = halvings
        self._base: Base | None = None
        self._wasted, self._error = 0, 1.0
        self._slope = np.zeros(len(system.scale)) if slope is None else slope
        if base is not None:
            self._factorise(base)

    @property
    def base(self) -> Base | None:
        """Where the Newton matrix was last evaluated; None before the first step."""
        return self._base and replace(self._base, wasted=self._wasted, error=self._error)

    @property
    def halvings(self) -> int:
        """How often the next step is halved from its beginning.

        Parts become longer again slowly: to try what has just failed costs a new matrix each time.
        """
        return self._halvings

    @property
    def slope(self) -> Array:
        """The last rate of change, from which the next step's first guess comes."""
        return self._slope

    def advance(self, x: Array, u: Array, p: Array, step: float) -> Array:
        """Returns the state after `step` seconds of constant u and p.

        Raises:
            IntegrationError: the state is not finite or the step has become too short.
        """
        done, parts = 0, 2**self._halvings  # of the step, and in how many parts it is gone
        row, failed = 0, False
        while done < parts:
            after = self._attempt(x, u, p, step / parts)
            if after is not None:
                x, done, row = after, done + 1, row + 1
                if row >= _GROUND and done % 2 == 0 and done < parts:
                    done, parts, row = done // 2, parts // 2, 0
            elif step / parts < _SHORTEST:
                raise IntegrationError(f"the state can not be advanced by {step / parts:.1e} s")
            else:
                done, parts, row, failed = 2 * done, 2 * parts, 0, True
        self._halvings = max(parts.bit_length() - 1 - (not failed), 0)
        return x

    def _factorise(self, base: Base) -> None:
        self._matrix.factorise((base.x, base.u, base.p), _GAMMA * base.step)
        self._base, self._wasted, self._error = base, base.wasted, base.error

    def _attempt(self, x: Array, u: Array, p: Array, step: float) -> Array | None:
        """Tries a step with the old matrix, then with a new one."""
        if self._base is not None and self._base.step == step and self._wasted < _PATIENCE:
            after = self._stages(x, u, p, step)
            if after is not None:
                return after
        try:
            self._factorise(Base(x=x.copy(), u=u.copy(), p=p.copy(), step=step))
        except RuntimeError:  # singular matrix
            return None
        return self._stages(x, u, p, step)

    def _stages(self, x: Array, u: Array, p: Array, step: float) -> Array | None:
        first = self._solve(x, x + _GAMMA * step * self._slope, u, p, step)
        if first is None:
            return None
        start = x + (1 - _GAMMA) * step * first
        second = self._solve(start, start + _GAMMA * step * first, u, p, step)
        if second is None:
            return None
        after: Array = start + _GAMMA * step * second
        if step > _SIGNED and self._sinks(x, after):
            return None
        self._slope = second
        return after

    def _sinks(self, before: Array, after: Array) -> bool:
        """Whether an amount falls below zero, by more than Newton's iteration explains.

        One that was below before is not caught by shorter steps: its own equations lead there.
        """
        low = -_TOLERANCE * self._system.scale
        return bool(np.any((before >= low) & (after < low) & (self._system.positive > 0)))

    def _solve(self, start: Array, guess: Array, u: Array, p: Array, step: float) -> Array | None:
        """Returns k = f(start + gamma step k); None when Newton converges too slowly.

        The error that is left is estimated from the contraction, at first that of the last stage
        (Hairer and Wanner 1996, Solving Ordinary Differential Equations II, section IV.8).
        """
        x, size, error = guess, np.inf, self._error**0.8
        for iteration in range(_MOST_ITERATIONS):
            rates = self._rates(x, u, p)
            move = self._matrix.solve(start + _GAMMA * step * rates - x)
            last, size = size, float(np.max(np.abs(move)))
            if not np.isfinite(size) or size > last:
                return None
            if iteration:
                error = max(size / (last - size), _EPSILON) if size < last else np.inf
            x = x + self._system.scale * move
            self._wasted += iteration >= _FEW
            if error * size < _TOLERANCE:
                self._error = error
                return np.asarray((x - start) / (_GAMMA * step))
            if iteration >= _SLOW and size > _TOLERANCE**0.5:
                return None
        return None
