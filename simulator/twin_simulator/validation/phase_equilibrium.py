"""Methanol and water boiling at one atmosphere, over the whole range.

The published points are those of Perry's Chemical Engineers' Handbook (table of constant-pressure
liquid-vapour equilibrium data, 101.3 kPa; measured by Cornell and Montonna 1933, Ind. Eng. Chem.
25, 1331), quoted from the general literature. Where methanol is nearly pure the water in the
vapour is compared too, which decides the purity of the product: the model understates it by
4 to 5 %, so its column separates a little too well at the top.
"""

from __future__ import annotations

import casadi as ca
from scipy.optimize import brentq

from twin_simulator.properties.components import CH3OH, H2O, by_component
from twin_simulator.properties.phase_equilibrium import equilibrium_pressures
from twin_simulator.validation.line import ValidationLine, compare

SOURCE = "Perry's Chemical Engineers' Handbook, methanol/water at 101.3 kPa (secondary)"
# methanol in the liquid and in the vapour, K, and tolerance of the vapour: sources differ by
# several percent below x = 0.1
POINTS = (
    (0.02, 0.134, 369.55, 0.06),
    (0.06, 0.304, 364.35, 0.05),
    (0.1, 0.418, 360.85, 0.03),
    (0.2, 0.579, 354.85, 0.03),
    (0.3, 0.665, 351.15, 0.03),
    (0.4, 0.729, 348.45, 0.03),
    (0.5, 0.779, 346.25, 0.03),
    (0.6, 0.825, 344.35, 0.03),
    (0.7, 0.870, 342.45, 0.03),
    (0.8, 0.915, 340.65, 0.03),
    (0.9, 0.958, 339.15, 0.03),
    (0.95, 0.979, 338.15, 0.03),
)
_RICH = (
    0.8  # from here on the water in the vapour is compared, of which the table gives two figures
)
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
    for methanol, vapour, published, tolerance in POINTS:
        kelvin, computed = boiling_point(methanol)
        case = f"methanol/water at 1 atm, x = {methanol}"
        found.append(compare(f"{case}: vapour", SOURCE, vapour, computed, "1", tolerance))
        found.append(compare(f"{case}: boiling point", SOURCE, published, kelvin, "K", 0.003))
        if methanol >= _RICH:
            water = (1 - vapour, 1 - computed)
            found.append(compare(f"{case}: water in the vapour", SOURCE, *water, "1", 0.06))
    return found
