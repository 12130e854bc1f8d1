"""Ammonia at equilibrium in a mixture of three hydrogen and one nitrogen.

Measured by Larson and Dodge 1923 (10 to 100 atm) and Larson 1924 (300 atm), J. Am. Chem. Soc. 45,
2918 and 46, 367, as the general literature quotes them (secondary). The equilibrium is where the
rate of the kinetics vanishes. The fugacity coefficients do not go to one at low pressure (nitrogen
1.025, ammonia 0.96 at 10 atm and 350 degC), which is why 10 atm deviates most.
"""

from __future__ import annotations

from scipy.optimize import brentq

from twin_simulator.kinetics import ammonia
from twin_simulator.properties.components import H2, N2, NH3, by_component
from twin_simulator.validation.line import ValidationLine, compare

SOURCE = "Larson and Dodge 1923 / Larson 1924, J. Am. Chem. Soc. (secondary)"
POINTS = (
    *((10, 350, 7.35), (10, 400, 3.85), (10, 450, 2.11), (10, 500, 1.21)),
    *((30, 350, 17.80), (30, 400, 10.09), (30, 450, 5.86), (30, 500, 3.49)),
    *((50, 350, 25.11), (50, 400, 15.11), (50, 450, 9.17), (50, 500, 5.56)),
    *((100, 400, 25.12), (100, 450, 16.43), (100, 500, 10.61)),
    *((300, 450, 35.5), (300, 500, 26.44)),
)  # atm, degC, mol%
_ATMOSPHERE = 101325.0


def ammonia_fraction(pressure: float, temperature: float) -> float:
    """Returns the mole fraction of ammonia at which the rate vanishes, at Pa and K."""

    def rate(fraction: float) -> float:
        rest = 1 - fraction
        gas = by_component({H2: 0.75 * rest, N2: 0.25 * rest, NH3: fraction})
        return float(ammonia.rates(gas * pressure, temperature))

    return float(brentq(rate, 1e-6, 1 - 1e-6, xtol=1e-12))


def lines() -> list[ValidationLine]:
    """Compares all points; measurements scatter by about two percent, the fits by as much."""
    return [
        compare(
            f"ammonia equilibrium at {pressure} atm, {celsius} degC",
            SOURCE,
            percent,
            100 * ammonia_fraction(pressure * _ATMOSPHERE, celsius + 273.15),
            "mol%",
            0.05,
        )
        for pressure, celsius, percent in POINTS
    ]
