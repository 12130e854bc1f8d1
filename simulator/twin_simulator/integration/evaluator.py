"""Calls a CasADi function through preallocated buffers; about ten times cheaper than by value."""

from __future__ import annotations

from typing import Any

import numpy as np

from twin_simulator.units.unit import Array


class Evaluator:
    """Evaluates one output of a function of vectors; not shared between threads."""

    def __init__(self, function: Any) -> None:
        self._buffer, self._evaluate = function.buffer()
        self._inputs = [np.zeros(function.nnz_in(k)) for k in range(function.n_in())]
        for k, array in enumerate(self._inputs):
            self._buffer.set_arg(k, array.data)
        self._output = np.zeros(function.nnz_out(0))
        self._buffer.set_res(0, self._output.data)

    def __call__(self, *arguments: Array) -> Array:
        """Returns the structural nonzeros of the output, column by column."""
        for own, given in zip(self._inputs, arguments, strict=True):
            own[:] = given
        self._evaluate()
        return self._output.copy()
