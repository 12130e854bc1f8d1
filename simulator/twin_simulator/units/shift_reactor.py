"""Shift converters, high- and low-temperature, and the methanator: adiabatic beds."""

from __future__ import annotations

from dataclasses import dataclass

from twin_simulator.kinetics import reforming, shift
from twin_simulator.units.bed import Kinetics, PackedBed


@dataclass(frozen=True)
class HighTemperatureShift(PackedBed):
    """Iron catalyst."""

    kinetics = Kinetics(
        rates=shift.iron_rate,
        stoichiometry=shift.STOICHIOMETRY,
        temperature=shift.IRON_TEMPERATURE,
        pressure=shift.VALID_PRESSURE,
    )


@dataclass(frozen=True)
class LowTemperatureShift(PackedBed):
    """Copper/zinc catalyst."""

    kinetics = Kinetics(
        rates=shift.copper_rate,
        stoichiometry=shift.STOICHIOMETRY,
        temperature=shift.COPPER_TEMPERATURE,
        pressure=shift.VALID_PRESSURE,
    )


@dataclass(frozen=True)
class Methanator(PackedBed):
    """Nickel catalyst at 280-400 degC, where reforming runs backwards."""

    kinetics = Kinetics(
        rates=reforming.pellet_rates,
        stoichiometry=reforming.STOICHIOMETRY,
        temperature=(548.0, 720.0),
        pressure=reforming.VALID_PRESSURE,
    )
