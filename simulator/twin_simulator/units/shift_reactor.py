"""Shift converters, high- and low-temperature, and the methanator: adiabatic beds."""

from __future__ import annotations

from dataclasses import dataclass

from twin_simulator.kinetics import reforming, shift
from twin_simulator.units.bed import Kinetics, PackedBed


@dataclass(frozen=True)
class HighTemperatureShift(PackedBed):
    """Iron catalyst.

    Equations:
        Packed bed with the rate on iron of Rase 1977, which contains the pellet's diffusion
        (`kinetics/shift.py`).
    """

    kinetics = Kinetics(
        rates=shift.iron_rate,
        stoichiometry=shift.STOICHIOMETRY,
        temperature=shift.IRON_TEMPERATURE,
        pressure=shift.VALID_PRESSURE,
    )


@dataclass(frozen=True)
class LowTemperatureShift(PackedBed):
    """Copper/zinc catalyst.

    Equations:
        Packed bed with the rate on copper and zinc of Rase 1977, which contains the pellet's
        diffusion (`kinetics/shift.py`).
    """

    kinetics = Kinetics(
        rates=shift.copper_rate,
        stoichiometry=shift.STOICHIOMETRY,
        temperature=shift.COPPER_TEMPERATURE,
        pressure=shift.VALID_PRESSURE,
    )


@dataclass(frozen=True)
class Methanator(PackedBed):
    """Nickel catalyst at 280-400 degC, where reforming runs backwards.

    Equations:
        Packed bed with Xu and Froment 1989 and effectiveness factors of a reformer's pellets
        (`kinetics/reforming.py`).

    Assumptions:
        As a packed bed. The catalyst is a reforming one: much less active than methanation
        catalyst, so that the bed must be several times larger than a real one.
    """

    kinetics = Kinetics(
        rates=reforming.pellet_rates,
        stoichiometry=reforming.STOICHIOMETRY,
        temperature=(548.0, 720.0),
        pressure=reforming.VALID_PRESSURE,
    )
