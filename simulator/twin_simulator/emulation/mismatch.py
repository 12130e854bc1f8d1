"""Deliberate differences between the emulated plant and its model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin_schemas.plant import Plant


_AGED = {
    "R-101.activity": 0.93,
    "R-101.cleanness": 0.97,
    "E-101.cleanness": 0.92,
    "E-102.cleanness": 0.90,
    "FV-101.capacity": 0.97,
    "PV-107.capacity": 1.04,
    "C-101.efficiency_factor": 0.97,
    "R-201.activity": 0.9,
    "R-201.cleanness": 0.97,
    "E-202.cleanness": 0.93,
    "E-203.cleanness": 0.92,
    "E-206.cleanness": 0.9,
    "R-222.activity": 0.85,
    "R-223.activity": 0.8,
    "E-224.cleanness": 0.93,
    "E-244.cleanness": 0.9,
    "R-401.activity": 0.94,
    "R-402.activity": 0.95,
    "R-403.activity": 0.96,
    "E-402.cleanness": 0.93,
    "C-301.efficiency_factor": 0.985,
    "E-503.cleanness": 0.93,
    "E-504.cleanness": 0.93,
}
_BIASED = {"TT-103C": 0.6, "FT-102": -0.4, "AT-104": 0.05, "TT-201B": 1.5, "FT-401": 0.2}


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
    def aged(cls, plant: Plant) -> Mismatch:
        """Returns a plant some months after a turnaround: the part of it which this plant has."""
        return cls(
            parameters={n: v for n, v in _AGED.items() if n.split(".")[0] in plant.equipment},
            bias={tag: error for tag, error in _BIASED.items() if tag in plant.instruments},
        )
