"""An L-stable, stiffly accurate two-stage SDIRK method of order two.

Source: Alexander 1977, SIAM J. Numer. Anal. 14, 1006: gamma = 1 - 1/sqrt(2). The scan of the
control system cuts time into short pieces; CVODES would start anew at order one in each, which
costs several times more than two stages whose factorised Newton matrix is kept between scans.
The step is the scan: the error is not controlled but compared with CVODES in a test.
The matrix's base point is part of the state, so that a restored run repeats bit by bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import identity
from scipy.sparse.linalg import splu

from twin_simulator.integration.evaluator import Evaluator
from twin_simulator.integration.system import System, as_matrix
from twin_simulator.units.unit import Array

_GAMMA = 1 - 0.5**0.5
_TOLERANCE = 1e-7  # of a Newton correction, relative to the states' magnitude
_SLOW, _MOST_ITERATIONS = 4, 8
_SHORTEST = 1e-4  # s


class IntegrationError(RuntimeError):
    """The integrator could not go on; the message says at which state."""


@dataclass(frozen=True, kw_only=True)
class Base:
    """Where the Newton matrix was last evaluated."""

    x: Array
    u: Array
    p: Array
    step: float


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
        self._jacobian = Evaluator(system.jacobian)
        self._halvings = halvings
        self._base: Base | None = None
        self._factors: Any = None
        self._slope = np.zeros(len(system.scale)) if slope is None else slope
        if base is not None:
            self._factorise(base)

    @property
    def base(self) -> Base | None:
        """Where the Newton matrix was last evaluated; None before the first step."""
        return self._base

    @property
    def halvings(self) -> int:
        """How often the last step had to be halved at its end: where the next one begins."""
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
        while done < parts:
            after = self._attempt(x, u, p, step / parts)
            if after is not None:
                x, done = after, done + 1
                if done % 2 == 0 and parts > 1:
                    done, parts = done // 2, parts // 2
            elif step / parts < _SHORTEST:
                raise IntegrationError(f"the state can not be advanced by {step / parts:.1e} s")
            else:
                done, parts = 2 * done, 2 * parts
        self._halvings = parts.bit_length() - 1
        return x

    def _factorise(self, base: Base) -> None:
        nonzeros = self._jacobian(base.x, base.u, base.p)
        scaled = _GAMMA * base.step * as_matrix(self._system.jacobian, nonzeros)
        self._factors = splu((identity(len(base.x), format="csc") - scaled).tocsc())
        self._base = base

    def _attempt(self, x: Array, u: Array, p: Array, step: float) -> Array | None:
        """Tries a step with the old matrix, then with a new one."""
        if self._base is not None and self._base.step == step:
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
        self._slope = second
        after: Array = start + _GAMMA * step * second
        return after

    def _solve(self, start: Array, guess: Array, u: Array, p: Array, step: float) -> Array | None:
        """Returns k = f(start + gamma step k); None when Newton converges too slowly."""
        x, size = guess, np.inf
        for iteration in range(_MOST_ITERATIONS):
            rates = self._rates(x, u, p)
            move: Array = self._factors.solve(start + _GAMMA * step * rates - x)
            last, size = size, float(np.max(np.abs(move) / self._system.scale))
            if not np.isfinite(size) or size > last:
                return None
            x = x + move
            if size < _TOLERANCE:
                return np.asarray((x - start) / (_GAMMA * step))
            if iteration >= _SLOW and size > _TOLERANCE**0.5:
                return None
        return None
