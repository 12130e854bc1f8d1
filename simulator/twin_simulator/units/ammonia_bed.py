"""A bed of an ammonia converter: iron catalyst in adiabatic flow."""

from __future__ import annotations

from dataclasses import dataclass

from twin_simulator.kinetics import ammonia
from twin_simulator.units.bed import Kinetics, PackedBed


@dataclass(frozen=True)
class AmmoniaBed(PackedBed):
    """Flow port `feed`, node port `product`; a converter is a row of beds with quench between.

    Equations:
        Packed bed with the modified Temkin-Pyzhev equation of Dyson and Simon 1968 in activities
        (`kinetics/ammonia.py`).

    Assumptions:
        As a packed bed. Grains small enough for no diffusion limitation. Fugacity in kinetics and
        equilibrium only: density and enthalpy are those of an ideal gas. No poisoning by oxides.
    """

    kinetics = Kinetics(
        rates=ammonia.rates,
        stoichiometry=ammonia.STOICHIOMETRY,
        temperature=ammonia.VALID_TEMPERATURE,
        pressure=ammonia.VALID_PRESSURE,
    )
