"""Saturated water at the normal boiling point."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twin_simulator.properties import steam
from twin_simulator.validation.line import ValidationLine, compare

SOURCE = "IAPWS SR1-86(1992), table 1"
_KELVIN = 373.1243


def _from_triple_point(enthalpy: Callable[[float], Any]) -> Callable[[float], Any]:
    """Counts an enthalpy from water at its triple point, as the tables do."""
    return lambda temperature: enthalpy(temperature) - steam.TRIPLE_POINT


def lines() -> list[ValidationLine]:
    """Compares the printed check values."""
    checks = (
        ("vapour pressure", 101325.0, steam.saturation_pressure, "Pa"),
        ("liquid density", 958.365, steam.liquid_density, "kg/m^3"),
        ("vapour density", 0.597586, steam.vapour_density, "kg/m^3"),
        ("liquid enthalpy", 419.05e3, _from_triple_point(steam.liquid_enthalpy), "J/kg"),
        ("vapour enthalpy", 2675.7e3, _from_triple_point(steam.vapour_enthalpy), "J/kg"),
    )
    return [
        compare(f"saturated water: {name}", SOURCE, value, float(law(_KELVIN)), unit, 1e-4)
        for name, value, law, unit in checks
    ]
