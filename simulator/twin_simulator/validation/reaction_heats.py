"""Heats of reaction, and what they make of an adiabatic bed.

Heats of formation at 298.15 K: NIST-JANAF (Chase 1998) and, of methanol, -200.94 kJ/mol (NIST
WebBook). Temperature rises of methanation: Twigg 1989, Catalyst Handbook, chapter 7 (74 K for each
percent of carbon monoxide, 60 K for each of dioxide, in the usual gas of ammonia plants), and of
ammonia synthesis: Appl 1999, Ammonia: Principles and Industrial Practice (14 to 15 K for each
percent of ammonia formed). From memory: no text was at hand.

Tolerances, set before comparing: 1 kJ/mol of the heats; half a unit of the last digit of the
printed rises and the spread of gases they are told for, 5 %.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scipy.optimize import brentq

from twin_simulator.kinetics import ammonia, methanol, reforming
from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import (
    CH4,
    CO,
    CO2,
    H2,
    H2O,
    N2,
    NH3,
    by_component,
)
from twin_simulator.validation.line import ValidationLine, compare, compare_range

HEATS = "NIST-JANAF, Chase 1998; methanol: NIST WebBook (from memory)"
TWIGG = "Twigg 1989, Catalyst Handbook, 2nd ed., chapter 7 (from memory)"
APPL = "Appl 1999, Ammonia: Principles and Industrial Practice (from memory)"
_STANDARD = 298.15  # K
_REACTIONS = (
    ("CH4 + H2O = CO + 3 H2", reforming.STOICHIOMETRY[:, 0], 206.17),
    ("CO + H2O = CO2 + H2", reforming.STOICHIOMETRY[:, 1], -41.17),
    ("CO2 + 3 H2 = CH3OH + H2O", methanol.STOICHIOMETRY[:, 0], -49.25),
    ("N2 + 3 H2 = 2 NH3", ammonia.STOICHIOMETRY, -91.80),
)  # kJ/mol
# behind the absorber, without carbon oxides
_WASHED: Mapping[int, float] = {H2: 0.743, N2: 0.247, CH4: 0.01}
_SHARE = 1e-3  # small, so that the rise is one for each percent
_SYNTHESIS: Mapping[int, float] = {H2: 0.72, N2: 0.24, NH3: 0.04}


def _outlet(before: Any, after: Any, kelvin: float) -> float:
    """Returns the temperature at which the gas has the enthalpy that it had before it reacted."""
    enthalpy = float(ideal_gas.mixture_enthalpy(before, kelvin))

    def surplus(temperature: float) -> float:
        return float(ideal_gas.mixture_enthalpy(after, temperature)) - enthalpy

    return float(brentq(surplus, kelvin, 1000.0))


def methanation_rise(oxide: int, oxygen: int) -> float:
    """Returns the rise in K for each percent of an oxide with so many atoms of oxygen."""
    before = by_component({**_WASHED, oxide: _SHARE})
    made = by_component({oxide: -1, H2: -2 - oxygen, CH4: 1, H2O: oxygen})
    return (_outlet(before, before + _SHARE * made, 573.15) - 573.15) / (100 * _SHARE)


def synthesis_rise() -> float:
    """Returns the rise in K for each mole percent of ammonia formed, of 4 to 14 percent."""
    before = by_component(_SYNTHESIS)
    # 0.04 + 2 e over 1 - 2 e is 0.14
    extent = 0.1 / 2.28
    after = before + extent * ammonia.STOICHIOMETRY
    return (_outlet(before, after, 673.15) - 673.15) / 10


def lines() -> list[ValidationLine]:
    """Compares heats and rises."""
    found = []
    enthalpies = ideal_gas.enthalpy(_STANDARD).full().ravel()
    for reaction, stoichiometry, published in _REACTIONS:
        heat = float(stoichiometry.full().ravel() @ enthalpies) / 1e3
        case = f"{reaction}: heat at 298 K"
        found.append(compare(case, HEATS, published, heat, "kJ/mol", 1 / abs(published)))
    for name, oxide, oxygen, published in (("CO", CO, 1, 74.0), ("CO2", CO2, 2, 60.0)):
        rise = methanation_rise(oxide, oxygen)
        case = f"methanation: rise for each percent of {name}"
        found.append(compare(case, TWIGG, published, rise, "K", 0.05))
    case = "ammonia synthesis: rise for each percent"
    return [*found, compare_range(case, APPL, 14.0 * 0.95, 15.0 * 1.05, synthesis_rise(), "K")]
