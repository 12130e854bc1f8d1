"""The entries of x, u and p as numbers: all that a run has to know of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

from twin_simulator.units.unit import Array


@dataclass(frozen=True, kw_only=True)
class Variables:
    """What the entries of x, u and p are called, and their usual values.

    Attributes:
        states, inputs, parameters: names of the entries of x, u and p.
        guess, scale, positive: first guess, magnitude and sign of each state.
        ages: which states never come to rest.
        command, nominal: first guess of u and nominal p.
    """

    states: tuple[str, ...]
    inputs: tuple[str, ...]
    parameters: tuple[str, ...]
    guess: Array
    scale: Array
    positive: Array
    ages: Array
    command: Array
    nominal: Array

    @classmethod
    def of(cls, other: Variables) -> Self:
        """Takes these entries from something that has more."""
        return cls(**{field.name: getattr(other, field.name) for field in fields(cls)})
