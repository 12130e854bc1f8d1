"""Partial pressures over methanol, water and ammonia: NRTL for the first two, Henry for gases.

Sources:
    Vapour pressures: Antoine constants, Smith, Van Ness and Abbott 2005, table B.2; ammonia:
    Stull 1947 as the NIST WebBook gives it, 239.6-371.5 K.
    Activity: NRTL, methanol(1)/water(2), ibid. table 12.5
    (b12 = -253.88, b21 = 845.21 cal/mol, alpha = 0.2994).
    Henry constants at 298 K: in water Sander 2015 (Atmos. Chem. Phys. 15, 4399); in methanol
    from the mole-fraction solubilities at 1 atm collected by Fogg and Gerrard 1991, rounded to
    two figures; methanethiol in methanol and ammonia, which it never meets, as hydrogen
    sulfide. The mixture's is the geometric mean by mole fraction (Krichevsky 1937). Their
    dependence on temperature is neglected: valid for a separator between about 20 and 60 degC.
    The vapour is ideal and the Poynting factor one: at 50 bar this understates methanol
    in the gas by some tens of percent.
"""

from __future__ import annotations

from math import log
from typing import Any

import casadi as ca

from twin_simulator.properties.amine import bound_volatility
from twin_simulator.properties.components import (
    AR,
    CH3OH,
    CH3SH,
    CH4,
    CO,
    CO2,
    COMPONENTS,
    H2,
    H2O,
    H2S,
    MDEA,
    N2,
    NH3,
    O2,
    by_component,
)
from twin_simulator.properties.inlined import inlined

_CALORIE = 4.184
_B12, _B21, _ALPHA = -253.88 * _CALORIE, 845.21 * _CALORIE, 0.2994
_R = 8.314462618
_TINY = 1e-12

_SOLVENTS = (CH3OH, H2O, NH3, MDEA)
_GASES = tuple(i for i in range(len(COMPONENTS)) if i not in _SOLVENTS)
# bar at 298 K, in ammonia about 273 K
_HENRY_METHANOL = {H2: 6300.0, CO: 3100.0, CO2: 160.0, CH4: 1160.0, N2: 3700.0}
_HENRY_METHANOL |= {AR: 2600.0, O2: 2500.0, H2S: 30.0, CH3SH: 30.0}
_HENRY_WATER = {H2: 71000.0, CO: 58000.0, CO2: 1640.0, CH4: 40000.0, N2: 86000.0}
_HENRY_WATER |= {AR: 40000.0, O2: 43000.0, H2S: 550.0, CH3SH: 150.0}
_HENRY_AMMONIA = {H2: 15000.0, CO: 8000.0, CO2: 100.0, CH4: 3500.0, N2: 9000.0}
_HENRY_AMMONIA |= {AR: 6000.0, O2: 6000.0, H2S: 10.0, CH3SH: 10.0}


def methanol_vapour_pressure(temperature: Any) -> Any:
    """Returns the vapour pressure of methanol in Pa.

    >>> round(float(methanol_vapour_pressure(337.85)) / 1e3)
    101
    """
    return 1e3 * ca.exp(16.5785 - 3638.27 / (temperature - 273.15 + 239.5))


def water_vapour_pressure(temperature: Any) -> Any:
    """Returns the vapour pressure of water in Pa.

    >>> round(float(water_vapour_pressure(373.15)) / 1e3)
    101
    """
    return 1e3 * ca.exp(16.3872 - 3885.70 / (temperature - 273.15 + 230.17))


def ammonia_vapour_pressure(temperature: Any) -> Any:
    """Returns the vapour pressure of ammonia in Pa.

    >>> round(float(ammonia_vapour_pressure(298.15)) / 1e3)
    994
    """
    return 1e5 * 10 ** (4.86886 - 1113.928 / (temperature - 10.409))


@inlined
def activity_coefficients(methanol: Any, temperature: Any) -> tuple[Any, Any]:
    """Returns the NRTL activity coefficients of methanol and water.

    Args:
        methanol: mole fraction of methanol in methanol and water alone.
        temperature: in K.
    """
    x1, x2 = methanol, 1 - methanol
    tau12, tau21 = _B12 / (_R * temperature), _B21 / (_R * temperature)
    g12, g21 = ca.exp(-_ALPHA * tau12), ca.exp(-_ALPHA * tau21)
    first = tau21 * (g21 / (x1 + x2 * g21)) ** 2 + tau12 * g12 / (x2 + x1 * g12) ** 2
    second = tau12 * (g12 / (x2 + x1 * g12)) ** 2 + tau21 * g21 / (x1 + x2 * g21) ** 2
    return ca.exp(x2**2 * first), ca.exp(x1**2 * second)


def equilibrium_pressures(fractions: Any, temperature: Any) -> Any:
    """Returns each component's partial pressure over the liquid in Pa.

    Args:
        fractions: mole fractions in the liquid, one per component; may sum to less than one.
        temperature: in K.
    """
    return fractions * volatilities(fractions, temperature)


def volatilities(liquid: Any, temperature: Any) -> Any:
    """Returns each component's partial pressure per mole fraction in the liquid, in Pa.

    Args:
        liquid: mole fractions or amounts, one per component; only their ratios count.
        temperature: in K.
    """
    bound = not ca.SX(liquid[MDEA]).is_zero()  # carbon dioxide in a solution of amine
    return _volatilities(liquid, temperature, amine=bound)


@inlined
def _volatilities(x: Any, temperature: Any, *, amine: bool) -> Any:
    gamma_methanol, gamma_water = activity_coefficients(
        x[CH3OH] / (x[CH3OH] + x[H2O] + _TINY), temperature
    )
    return by_component({
        **_henry(x),
        **({CO2: _bound(x, temperature)} if amine else {}),
        H2O: gamma_water * water_vapour_pressure(temperature),
        CH3OH: gamma_methanol * methanol_vapour_pressure(temperature),
        NH3: ammonia_vapour_pressure(temperature),
    })


def _bound(x: Any, temperature: Any) -> Any:
    # rounding may leave a trace below zero, where a line has run dry
    loading = ca.fmax(x[CO2], 0) / (ca.fmax(x[MDEA], 0) + _TINY)
    return bound_volatility(loading, x[H2O] / ca.sum1(x), temperature)


def _henry(x: Any) -> dict[int, Any]:
    """Henry constant of each gas in Pa: the geometric mean by mole fraction of the solvents."""
    solvent = x[CH3OH] + x[H2O] + x[NH3] + _TINY
    tables = ((CH3OH, _HENRY_METHANOL), (H2O, _HENRY_WATER), (NH3, _HENRY_AMMONIA))
    return {
        gas: 1e5 * ca.exp(sum(x[s] / solvent * log(table[gas]) for s, table in tables))
        for gas in _GASES
    }
