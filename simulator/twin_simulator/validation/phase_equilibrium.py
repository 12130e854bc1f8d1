"""Methanol and water boiling at one atmosphere.

The published points are those of Perry's Chemical Engineers' Handbook (table of constant-pressure
liquid-vapour equilibrium data, 101.3 kPa), quoted from the general literature.
"""

from __future__ import annotations

import casadi as ca
from scipy.optimize import brentq

from twin_simulator.properties.components import CH3OH, H2O, by_component
from twin_simulator.properties.phase_equilibrium import equilibrium_pressures
from twin_simulator.validation.line import ValidationLine, compare

SOURCE = "Perry's Chemical Engineers' Handbook, methanol/water at 101.3 kPa (secondary)"
_POINTS = ((0.1, 0.418, 360.85), (0.3, 0.665, 351.15), (0.5, 0.779, 346.25), (0.8, 0.915, 340.65))
_ATMOSPHERE = 101325.0


def boiling_point(methanol: float) -> tuple[float, float]:
    """Returns temperature in K and methanol in the vapour over a liquid at 1 atm."""
    fractions = by_component({CH3OH: methanol, H2O: 1 - methanol})

    def excess(kelvin: float) -> float:
        return float(ca.sum1(equilibrium_pressures(fractions, kelvin))) - _ATMOSPHERE

    kelvin = float(brentq(excess, 330.0, 380.0))
    return kelvin, float(equilibrium_pressures(fractions, kelvin)[CH3OH]) / _ATMOSPHERE


def lines() -> list[ValidationLine]:
    """Compares vapour fractions and boiling points."""
    found = []
    for methanol, vapour, published in _POINTS:
        kelvin, computed = boiling_point(methanol)
        case = f"methanol/water at 1 atm, x = {methanol}"
        found.append(compare(f"{case}: vapour", SOURCE, vapour, computed, "1", 0.03))
        found.append(compare(f"{case}: boiling point", SOURCE, published, kelvin, "K", 0.003))
    return found
