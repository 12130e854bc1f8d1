"""Head and power of compression against textbook examples.

Smith, Van Ness and Abbott 2005, Introduction to Chemical Engineering Thermodynamics, 7th ed.,
examples 7.8 (steam, saturated at 100 kPa, to 300 kPa with an isentropic efficiency of 0.75: 213.4
kJ/kg isentropic, 284.5 kJ/kg of work, 246.1 degC) and 7.9 (methane as an ideal gas, 293.15 K and
140 kPa to 560 kPa: 3966.8 J/mol and 397.37 K isentropic). From memory. The model's efficiency is
polytropic: at one the two mean the same, and 0.75 isentropic is turned into a polytropic one with
the exponents of the suction gas. The printed work of steam is one of steam tables, the model's of
an ideal gas.

Tolerances, set before comparing: 1 % for an ideal gas with the heat capacity of the suction held
constant, 2 % for steam.
"""

from __future__ import annotations

from math import log

from scipy.optimize import brentq

from twin_simulator.fluid import Fluid, gas
from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import (
    CH4,
    GAS_CONSTANT,
    H2O,
    only,
)
from twin_simulator.units.compressor_map import needed_head
from twin_simulator.validation.line import ValidationLine, compare

BOOK = "Smith, Van Ness and Abbott 2005, 7th ed., example"


def outlet(suction: Fluid, work: float) -> float:
    """Returns the temperature in K of a gas after `work` J/kg."""
    enthalpy = float(suction.enthalpy) + work * float(suction.molar_mass)

    def surplus(kelvin: float) -> float:
        return float(ideal_gas.mixture_enthalpy(suction.composition, kelvin)) - enthalpy

    return float(brentq(surplus, 200.0, 900.0))


def polytropic(suction: Fluid, ratio: float, isentropic: float) -> float:
    """Returns the polytropic efficiency that is as good as an isentropic one at this ratio."""
    heat = ideal_gas.mixture_heat_capacity(suction.composition, suction.temperature)
    exponent = GAS_CONSTANT / float(heat)
    rise = (ratio**exponent - 1) / isentropic
    return exponent * log(ratio) / log(1 + rise)


def _head(suction: Fluid, discharge: float, efficiency: float) -> float:
    behind = gas(discharge, suction.temperature, suction.composition)
    return float(needed_head(suction, behind, efficiency))


def _methane() -> list[ValidationLine]:
    suction = gas(140e3, 293.15, only(CH4))
    head = _head(suction, 560e3, 1.0)
    molar = head * float(suction.molar_mass)
    return [
        compare("methane, 140 to 560 kPa: head", f"{BOOK} 7.9", 3966.8, molar, "J/mol", 0.01),
        compare(
            "methane, 140 to 560 kPa: discharge",
            f"{BOOK} 7.9",
            397.37,
            outlet(suction, head),
            "K",
            0.01,
        ),
    ]


def _steam() -> list[ValidationLine]:
    suction = gas(100e3, 372.78, only(H2O))
    efficiency = polytropic(suction, 3.0, 0.75)
    work = _head(suction, 300e3, efficiency) / efficiency
    ideal = _head(suction, 300e3, 1.0)
    case, source = "steam, 100 to 300 kPa", f"{BOOK} 7.8"
    return [
        compare(f"{case}: head", source, 213.4, ideal / 1e3, "kJ/kg", 0.02),
        compare(f"{case}: work", source, 284.5, work / 1e3, "kJ/kg", 0.02),
        compare(f"{case}: discharge", source, 519.25, outlet(suction, work), "K", 0.02),
    ]


def lines() -> list[ValidationLine]:
    """Compares head, work and temperature."""
    return [*_methane(), *_steam()]
