"""How much of a liquid boils at once when it comes to the atmosphere.

Source: Crowl and Louvar 2011, Chemical Process Safety, 3rd ed., section 4-9: the heat above the
boiling point evaporates a part of the liquid, which cools the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

import casadi as ca

from twin_simulator.medium import ATMOSPHERE
from twin_simulator.properties import liquid
from twin_simulator.properties.components import CH3OH, COMPONENTS, H2O, MOLAR_MASS, NH3
from twin_simulator.properties.phase_equilibrium import volatilities

_SOLVENTS = (H2O, CH3OH, NH3)
_COLDEST, _HOTTEST, _HALVINGS = 180.0, 420.0, 40  # K; vapour pressures have no poles between


def flashed(fractions: Mapping[str, float], temperature: float) -> float:
    """Returns the share which boils at once, from 0 to 1; dissolved gases are left out.

    Args:
        fractions: by mass.
        temperature: before the opening in K.

    >>> round(flashed({"H2O": 1.0}, 449.8), 2)  # 350 degF; 0.15 by the steam tables
    0.17
    >>> flashed({"CH3OH": 1.0}, 300.0)
    0.0
    """
    moles = [fractions.get(name, 0.0) / float(MOLAR_MASS[k]) for k, name in enumerate(COMPONENTS)]
    solvents = sum(moles[k] for k in _SOLVENTS)
    if solvents <= 0:
        return 1.0
    kept = [one / solvents if k in _SOLVENTS else 0.0 for k, one in enumerate(moles)]
    composition = ca.DM(kept)
    boiling = _boiling_point(composition)
    if temperature <= boiling:
        return 0.0
    hot, cold = (float(liquid.mixture_enthalpy(composition, one)) for one in (temperature, boiling))
    heat = float(ca.dot(composition, liquid.heat_of_vaporisation(boiling)))
    return 1 - exp((cold - hot) / heat)


def _boiling_point(composition: ca.DM) -> float:
    low, high = _COLDEST, _HOTTEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        pressures = volatilities(composition, middle)
        boils = sum(float(composition[k]) * float(pressures[k]) for k in _SOLVENTS) > ATMOSPHERE
        low, high = (low, middle) if boils else (middle, high)
    return low
