"""Partial pressures over crude methanol: NRTL for methanol and water, Henry's law for gases.

Sources:
    Vapour pressures: Antoine constants, Smith, Van Ness and Abbott 2005, table B.2.
    Activity: NRTL, methanol(1)/water(2), ibid. table 12.5
    (b12 = -253.88, b21 = 845.21 cal/mol, alpha = 0.2994).
    Henry constants at 298 K: in water Sander 2015 (Atmos. Chem. Phys. 15, 4399); in methanol
    from the mole-fraction solubilities at 1 atm collected by Fogg and Gerrard 1991, rounded to
    two figures. The mixture's is the geometric mean by mole fraction (Krichevsky 1937). Their
    dependence on temperature is neglected: valid for a separator between about 20 and 60 degC.
    The vapour is ideal and the Poynting factor one: at 50 bar this understates methanol
    in the gas by some tens of percent.
"""

from __future__ import annotations

from typing import Any

import casadi as ca

from twin_simulator.properties.components import CH3OH, COMPONENTS, H2O

_CALORIE = 4.184
_B12, _B21, _ALPHA = -253.88 * _CALORIE, 845.21 * _CALORIE, 0.2994
_R = 8.314462618

# Pa, for H2, CO, CO2, CH4, N2
_HENRY_METHANOL = ca.DM([6300.0, 3100.0, 160.0, 1160.0, 3700.0]) * 1e5
_HENRY_WATER = ca.DM([71000.0, 58000.0, 1640.0, 40000.0, 86000.0]) * 1e5


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
        fractions: mole fractions in the liquid, shape (7, 1); may sum to less than one.
        temperature: in K.
    """
    methanol = fractions[CH3OH] / (fractions[CH3OH] + fractions[H2O] + 1e-12)
    gamma_methanol, gamma_water = activity_coefficients(methanol, temperature)
    henry = ca.exp(methanol * ca.log(_HENRY_METHANOL) + (1 - methanol) * ca.log(_HENRY_WATER))
    factors = [henry[i] for i in range(len(COMPONENTS) - 2)]
    factors.append(gamma_water * water_vapour_pressure(temperature))
    factors.append(gamma_methanol * methanol_vapour_pressure(temperature))
    return fractions * ca.vertcat(*factors)
