"""The adiabatic bench reactor of Vanden Bussche and Froment 1996, table 3 and figure 5.

The published figures were read off figure 5 by the authors of an independent open
implementation (550.4 K, 2.89 CO, 2.33 CH3OH, 2.07 CO2, 1.06 H2O mol%; text of the paper: the
shift turns round at 3 mm, equilibrium at 30 mm); the paper itself was not at hand. The paper does
not name its inert gas; nitrogen is taken here. With methane instead the exit is 550.9 K and
2.36 mol% methanol, so the choice weighs about as much as the deviation. Positions are uncertain
by a factor of about two: catalyst mass (34.8 g), and what length, diameter, density and porosity of
table 3 give (26.8 g), do not agree; here 34.8 g are spread over 0.15 m.
"""

from __future__ import annotations

from twin_simulator.properties.components import (
    CH3OH,
    CO,
    CO2,
    H2,
    H2O,
    MOLAR_MASS,
    N2,
    by_component,
)
from twin_simulator.validation.line import ValidationLine, compare
from twin_simulator.validation.plug_flow import Profile, adiabatic_profile

CASE = "adiabatic bench reactor"
SOURCE = "Vanden Bussche and Froment 1996, J. Catal. 161, 1-10, table 3, figure 5 (secondary)"
LENGTH = 0.15  # m
CATALYST = 34.8e-3  # kg
_FEED = by_component({H2: 0.82, CO: 0.04, CO2: 0.03, N2: 0.11}).full().ravel()
EXIT = (("CO", CO, 2.89), ("CH3OH", CH3OH, 2.33), ("CO2", CO2, 2.07), ("H2O", H2O, 1.06))


def profile() -> Profile:
    """Computes the profile at the conditions of table 3."""
    molar_mass = float(_FEED @ MOLAR_MASS.full().ravel())
    return adiabatic_profile(2.8e-5 / molar_mass * _FEED, 493.2, 50e5, CATALYST, points=1501)


def lines() -> list[ValidationLine]:
    """Compares the exit, and where the shift reaction turns round."""
    computed = profile()
    found = [
        compare(
            f"{CASE}: exit {name}",
            SOURCE,
            percent,
            100 * float(computed.composition[row, -1]),
            "mol%",
            0.04,
        )
        for name, row, percent in EXIT
    ]
    warm = float(computed.temperature[-1])
    found.append(compare(f"{CASE}: exit temperature", SOURCE, 550.4, warm, "K", 0.01))
    turn = 1e3 * LENGTH * float(computed.catalyst[computed.composition[CO].argmax()]) / CATALYST
    found.append(compare(f"{CASE}: shift turns round at", SOURCE, 3.0, turn, "mm", 0.5))
    return found
