"""Vapour pressure and heat of vaporisation of methanol and water up to the sump's temperature.

Methanol: Antoine equation of the NIST WebBook (288-357 K, Ambrose and Sprake 1970) and Majer and
Svoboda 1985 as the WebBook gives them, dHv = 45.3 kJ/mol exp(0.31 Tr) (1 - Tr)^0.4241.
Water: IAPWS SR1-86(1992). The model's Antoine constants for methanol end at 83 degC; the methanol
left in the sump, at 110 degC, is a trace.
"""

from __future__ import annotations

from math import exp

from twin_simulator.properties import steam
from twin_simulator.properties.components import CH3OH, H2O, MOLAR_MASS
from twin_simulator.properties.liquid import heat_of_vaporisation
from twin_simulator.properties.phase_equilibrium import (
    methanol_vapour_pressure,
    water_vapour_pressure,
)
from twin_simulator.validation.line import ValidationLine, compare

METHANOL = "NIST WebBook, methanol (Ambrose and Sprake 1970; Majer and Svoboda 1985)"
WATER = "IAPWS SR1-86(1992)"
_CRITICAL = 512.6  # K


def _methanol_pressure(kelvin: float) -> float:
    return float(1e5 * 10 ** (5.20409 - 1581.341 / (kelvin - 33.5)))


def _methanol_heat(kelvin: float) -> float:
    reduced = kelvin / _CRITICAL
    return float(45.3e3 * exp(0.31 * reduced) * (1 - reduced) ** 0.4241)


def _water_heat(kelvin: float) -> float:
    heat = steam.vapour_enthalpy(kelvin) - steam.liquid_enthalpy(kelvin)
    return float(heat * MOLAR_MASS[H2O])


def lines() -> list[ValidationLine]:
    """Compares both liquids at several temperatures."""
    found = []
    for kelvin in (298.15, 320.0, 340.0, 355.0):
        published, computed = _methanol_pressure(kelvin), methanol_vapour_pressure(kelvin)
        case = f"methanol at {kelvin} K: vapour pressure"
        found.append(compare(case, METHANOL, published, float(computed), "Pa", 0.02))
    for kelvin in (298.15, 340.0, 373.15, 400.0):
        computed = heat_of_vaporisation(kelvin)[CH3OH]
        case = f"methanol at {kelvin} K: heat of vaporisation"
        found.append(
            compare(case, METHANOL, _methanol_heat(kelvin), float(computed), "J/mol", 0.025)
        )
    for kelvin in (298.15, 340.0, 373.15, 413.15):
        pressure, heat = water_vapour_pressure(kelvin), heat_of_vaporisation(kelvin)[H2O]
        published = float(steam.saturation_pressure(kelvin))
        case = f"water at {kelvin} K"
        found.append(
            compare(f"{case}: vapour pressure", WATER, published, float(pressure), "Pa", 0.01)
        )
        found.append(
            compare(
                f"{case}: heat of vaporisation",
                WATER,
                _water_heat(kelvin),
                float(heat),
                "J/mol",
                0.025,
            )
        )
    return found
