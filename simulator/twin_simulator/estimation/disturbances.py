"""In which directions the true states walk away from the model's: what it does not know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.estimation.layout import Layout

_FILL, _WARMTH = 2e-4, 0.01  # in a minute: share of what a unit holds, and K
_FIRST_FILL, _FIRST_WARMTH = 0.03, 2.0  # the same before anything was measured
_MINUTE = 60.0
_FOLLOWS = {"position", "speed", "fan"}  # what they are told, and that is known


@dataclass(frozen=True)
class Disturbances:
    """Two directions for each piece of equipment: all that it holds, and how warm it is.

    Attributes:
        fills: indices of the amounts of each unit. warmths: of its temperatures.
    """

    fills: tuple[Array, ...]
    warmths: tuple[Array, ...]

    @classmethod
    def of(cls, layout: Layout) -> Disturbances:
        """Groups the states by equipment and by what they are."""
        variables = layout.model.variables
        fills: list[Array] = []
        warmths: list[Array] = []
        numbered = enumerate(variables.states[k] for k in layout.x)
        for _, states in groupby(numbered, lambda pair: pair[1].split(".")[0]):
            for warm, found in _by_kind(list(states), layout.scale):
                (warmths if warm else fills).append(found)
        return cls(tuple(fills), tuple(warmths))

    def columns(self, x: Array, scale: Array, seconds: float | None) -> Array:
        """Returns the factor that is added to the states, scaled, shape (n, q).

        Args:
            x: states.
            scale: their magnitude.
            seconds: since the last time; None before anything was measured.
        """
        share = 1.0 if seconds is None else (seconds / _MINUTE) ** 0.5
        fill, warmth = (_FIRST_FILL, _FIRST_WARMTH) if seconds is None else (_FILL, _WARMTH)
        found = np.zeros((len(x), len(self.fills) + len(self.warmths)))
        for column, rows in enumerate(self.fills):
            found[rows, column] = fill * share * x[rows] / scale[rows]
        for column, rows in enumerate(self.warmths, len(self.fills)):
            found[rows, column] = warmth * share / scale[rows]
        return found


def _by_kind(states: list[tuple[int, str]], scale: Array) -> Iterator[tuple[bool, Array]]:
    """Yields the temperatures of a unit, then what it holds, as indices."""
    held = [(k, name) for k, name in states if _local(name) not in _FOLLOWS]
    for warm in (True, False):
        rows = [k for k, name in held if _is_warmth(_local(name)) is warm]
        if rows and np.all(scale[rows] > 0):
            yield warm, np.array(rows)


def _local(name: str) -> str:
    return name.split(".")[1].rstrip("0123456789")


def _is_warmth(local: str) -> bool:
    """Whether a state is a temperature: of a fluid, a wall, a bed."""
    return local.startswith(("T", "wall")) or local.endswith("T")
