"""Boiling ammonia, and ammonia left in cold synthesis gas.

Saturated ammonia: ASHRAE Handbook of Fundamentals, refrigerant 717: 190.2, 429.4 and 857.5 kPa,
and 1329, 1262 and 1186 kJ/kg, at -20, 0 and 20 degC. Ammonia above its liquid in stoichiometric
gas: Larson and Black 1925, J. Am. Chem. Soc. 47, 1015, as Appl 1999 gives it: log10 of mole
percent = 4.1856 + 1.906 / sqrt(MPa) - 1099.544 / K. All from memory.

Tolerances, set before comparing: 2 % (the handbook's figures are exact to the last digit, the
model's Antoine equation was fitted to within about 1 %), 3 % for the heat, and 10 % for Larson and
Black, whose measurements scatter by so much.
"""

from __future__ import annotations

from math import sqrt

import casadi as ca

from twin_simulator.properties.components import H2, MOLAR_MASS, N2, NH3, by_component
from twin_simulator.properties.liquid import heat_of_vaporisation
from twin_simulator.properties.phase_equilibrium import ammonia_vapour_pressure, volatilities
from twin_simulator.validation.line import ValidationLine, compare

ASHRAE = "ASHRAE Handbook of Fundamentals, refrigerant 717 (from memory)"
BLACK = "Larson and Black 1925, J. Am. Chem. Soc. 47, 1015 (secondary, from memory)"
_SATURATED = ((-20.0, 190.2, 1329.0), (0.0, 429.4, 1262.0), (20.0, 857.5, 1186.0))
_SEPARATORS = ((15e6, 273.15), (20e6, 273.15), (30e6, 283.15))  # Pa, K
_KNOWN = (
    "ideal vapour and no Poynting factor: the model leaves about half of the ammonia which real"
    " gas carries out of the separator"
)


def left(pressure: float, kelvin: float) -> float:
    """Returns mole percent of ammonia in stoichiometric gas over its liquid."""
    liquid = by_component({NH3: 0.98, H2: 0.015, N2: 0.005})
    return 100 * float(volatilities(ca.DM(liquid), kelvin)[NH3]) * 0.98 / pressure


def published_left(pressure: float, kelvin: float) -> float:
    """Returns the same after Larson and Black."""
    return float(10 ** (4.1856 + 1.906 / sqrt(pressure / 1e6) - 1099.544 / kelvin))


def lines() -> list[ValidationLine]:
    """Compares vapour pressure, heat of vaporisation and what a separator leaves."""
    found = []
    for celsius, pressure, heat in _SATURATED:
        kelvin, case = celsius + 273.15, f"ammonia at {celsius:.0f} degC"
        used = float(ammonia_vapour_pressure(kelvin)) / 1e3
        found.append(compare(f"{case}: vapour pressure", ASHRAE, pressure, used, "kPa", 0.02))
        used = float(heat_of_vaporisation(kelvin)[NH3] / MOLAR_MASS[NH3]) / 1e3
        found.append(compare(f"{case}: heat of vaporisation", ASHRAE, heat, used, "kJ/kg", 0.03))
    for pressure, kelvin in _SEPARATORS:
        case = f"ammonia left at {pressure / 1e5:.0f} bar, {kelvin - 273.15:.0f} degC"
        published, used = published_left(pressure, kelvin), left(pressure, kelvin)
        found.append(compare(case, BLACK, published, used, "mol%", 0.1, known=_KNOWN))
    return found
