"""Calls a CasADi function through preallocated buffers; about ten times cheaper than by value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    import casadi as ca


class Evaluator:
    """Evaluates one output of a function of vectors; not shared between threads."""

    def __init__(self, function: ca.Function) -> None:
        self._buffer, self._evaluate = function.buffer()
        self._inputs = [np.zeros(function.nnz_in(k)) for k in range(function.n_in())]
        for k, array in enumerate(self._inputs):
            self._buffer.set_arg(k, memoryview(array))
        self._output = np.zeros(function.nnz_out(0))
        self._buffer.set_res(0, memoryview(self._output))

    def __call__(self, *arguments: Array) -> Array:
        """Returns the structural nonzeros of the output, column by column."""
        for own, given in zip(self._inputs, arguments, strict=True):
            own[:] = given
        self._evaluate()
        return self._output.copy()
