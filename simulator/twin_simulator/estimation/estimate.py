"""What the twin has learned about one slow parameter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ParameterEstimate:
    """A parameter, 1 as described, or the travel of an actuator, 0 as told.

    Attributes:
        name: in the model, such as `R-101.activity`; `FV-101.travel` for an actuator.
        value: estimate.
        deviation: its standard deviation.
        nominal: value of the description.
        prior: standard deviation before anything was measured; near `deviation`, no instrument
            tells anything about it.
    """

    name: str
    value: float
    deviation: float
    nominal: float
    prior: float
