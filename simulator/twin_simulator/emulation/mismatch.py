"""Deliberate differences between the emulated plant and its model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Mismatch:
    """Differences of the emulated plant.

    Attributes:
        parameters: value of adjustable parameters by `equipment.name`, such as
            `R-101.activity`, `E-101.cleanness` or `FV-101.capacity` (1 is as described).
        bias: constant error of sensors by tag, in the tag's unit.
        noise: factor on the noise of all sensors.
    """

    parameters: Mapping[str, float] = field(default_factory=dict)
    bias: Mapping[str, float] = field(default_factory=dict)
    noise: float = 1.0

    @classmethod
    def aged(cls) -> Mismatch:
        """Returns a methanol loop some months after a turnaround."""
        return cls(
            parameters={
                "R-101.activity": 0.93,
                "R-101.cleanness": 0.97,
                "E-101.cleanness": 0.92,
                "E-102.cleanness": 0.90,
                "FV-101.capacity": 0.97,
                "PV-107.capacity": 1.04,
                "C-101.efficiency_factor": 0.97,
            },
            bias={"TT-103C": 0.6, "FT-102": -0.4, "AT-104": 0.05},
        )
