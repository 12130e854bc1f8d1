"""A bed in natural gas that still has its sulfur, which the rest of its area does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from twin_simulator.medium import RAW_GAS, Medium
from twin_simulator.units.bed import Kinetics, PackedBed


def _nothing(pressures: Any, temperature: Any) -> Any:
    del pressures, temperature
    return 0.0


@dataclass(frozen=True)
class RawGasBed(PackedBed):
    """A bed whose reaction goes with amounts in a cell, not with partial pressures alone."""

    @property
    def held(self) -> Medium:
        """Natural gas with its sulfur."""
        return RAW_GAS


def within(temperature: tuple[float, float], stoichiometry: Any) -> Kinetics:
    """Returns the valid range of such a bed in K; what it makes it says itself in `made`."""
    return Kinetics(
        rates=_nothing,
        stoichiometry=stoichiometry,
        temperature=temperature,
        pressure=(1e5, 60e5),
    )
