"""A jet that burns: radiation by the point source model.

Source: API Standard 521 (2014), annex C.2: all heat radiates from one point, and the air takes none
of it away. Shares of radiated heat are 0.1 to 0.3 there; hydrogen-rich gas radiates less than
hydrocarbons. Heats of combustion follow from the enthalpies of formation.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import pi

import numpy as np

from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import ATOMS, CO2, COMPONENTS, H2O, MOLAR_MASS, O2

RADIATED = 0.2  # share of the heat of combustion
PAIN, EQUIPMENT = 4.73e3, 12.5e3  # W/m2: escape without shelter; steel which is not cooled
_REFERENCE = 298.15
_BURN = ("H2", "CO", "CH4", "CH3OH", "NH3")


@cache
def heat_of_combustion(component: str) -> float:
    """Returns the lower heating value in J/kg, 0 for what does not burn.

    >>> round(heat_of_combustion("CH4") / 1e6, 1), round(heat_of_combustion("H2") / 1e6, 0)
    (50.0, 120.0)
    """
    if component not in _BURN:
        return 0.0
    place = COMPONENTS.index(component)
    formed = np.asarray(ideal_gas.enthalpy(_REFERENCE)).ravel()
    carbon, hydrogen, oxygen = (float(ATOMS[row, place]) for row in range(3))
    needed = carbon + hydrogen / 4 - oxygen / 2
    products = carbon * formed[CO2] + hydrogen / 2 * formed[H2O]
    molar_mass = float(MOLAR_MASS[place])
    return float((formed[place] + needed * formed[O2] - products) / molar_mass)


def heat_release(rate: float, fractions: Mapping[str, float]) -> float:
    """Returns the heat in W of a release of kg/s that burns; fractions are by mass."""
    return rate * sum(share * heat_of_combustion(name) for name, share in fractions.items())


def radiation(heat: float, distance: float, radiated: float = RADIATED) -> float:
    """Returns the radiation in W/m2 at a distance in m from the middle of a flame of `heat` W."""
    return radiated * heat / (4 * pi * distance**2)


def flame_length(heat: float) -> float:
    """Returns the length in m of a flame that gives off `heat` W, of a jet or a flare.

    Source: Beychok 2005, Fundamentals of Stack Gas Dispersion, 4th ed., from the curve of API
    Recommended Practice 521: 0.006 ft by the heat in Btu/h to the power of 0.478. Quoted elsewhere
    as 0.0059 (from his 0.0042 for the height of a flame at 45 degrees) and, fitted anew, 0.00604 to
    the power of 0.4776: 1.7 % less, and 0.2 % less.

    >>> round(flame_length(12.6 * 50e6), 1)  # the flare of API 521, C.2, example 1: 52 m
    52.8
    """
    return float(0.3048 * 0.006 * (heat * 3.41214) ** 0.478)


def reach(heat: float, limit: float, radiated: float = RADIATED) -> float:
    """Returns the distance in m at which radiation falls to a limit in W/m2.

    API 521, C.2, example 1, as a published spreadsheet quotes it: 100,000 lb/h of 21,500 Btu/lb, of
    which 0.3 radiates, and 2,000 Btu/(h ft2) allowed. The distance from the middle of the flame is
    not quoted there.

    >>> round(reach(12.6 * 50e6, 6.3e3, radiated=0.3), 1)  # 48.9 m in the standard, from memory
    48.9
    """
    return float((radiated * heat / (4 * pi * limit)) ** 0.5)
