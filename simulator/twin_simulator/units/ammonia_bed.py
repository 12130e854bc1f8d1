"""A bed of an ammonia converter: iron catalyst in adiabatic flow."""

from __future__ import annotations

from dataclasses import dataclass

from twin_simulator.kinetics import ammonia
from twin_simulator.units.bed import Kinetics, PackedBed


@dataclass(frozen=True)
class AmmoniaBed(PackedBed):
    """Flow port `feed`, node port `product`; a converter is a row of beds with quench between."""

    kinetics = Kinetics(
        rates=ammonia.rates,
        stoichiometry=ammonia.STOICHIOMETRY,
        temperature=ammonia.VALID_TEMPERATURE,
        pressure=ammonia.VALID_PRESSURE,
    )
