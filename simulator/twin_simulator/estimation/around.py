"""The point around which the model is linearised: where it has been, not where it is just now."""

from __future__ import annotations

from dataclasses import dataclass

from twin_simulator.units.unit import Array

_TIME = 60.0  # s, of the mean: long for noise, short for what the plant does

Point = tuple[Array, Array, Array]


@dataclass
class Around:
    """A mean of the model's states, inputs and parameters over about a minute.

    The noise of boundary conditions and of the plant's outputs moves the model, and so what its
    readings are compared with. Derivatives of just now would go up and down with that same noise,
    and the product of the two has a mean: parameters would walk away for hours, by more than they
    are unsure of (errors in variables: Fuller 1987, Measurement Error Models, section 1.1).

    Attributes:
        point: the mean.
    """

    point: Point

    def note(self, point: Point, seconds: float) -> None:
        """Takes where the model was for some seconds."""
        share = min(1.0, seconds / _TIME)
        x, u, p = (old + share * (new - old) for old, new in zip(self.point, point, strict=True))
        self.point = x, u, p
