"""A measuring instrument."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """Measures one quantity of a stream or a piece of equipment.

    Attributes:
        tag: ISA-5.1 name.
        owner: identifier of the measured stream or equipment.
        quantity: the measured quantity of `owner`, such as `mass_flow`.
        unit, low, high: engineering unit and calibrated range.
        noise: standard deviation of the instrument's noise, in `unit`.
        lag_s: first-order time constant in seconds.
        drives: the boundary condition of the model which it measures, such as `X-101.pressure`;
            None for what the model computes.
    """

    tag: str
    area: str
    description: str
    owner: str
    quantity: str
    unit: str
    low: float
    high: float
    noise: float
    lag_s: float
    drives: str | None

    @property
    def measures(self) -> str:
        """The measured quantity as the description writes it: `S-101.mass_flow`."""
        return f"{self.owner}.{self.quantity}"
