"""Steam reforming, water-gas shift and methanation on nickel.

Source: Xu and Froment 1989, AIChE J. 35, 88, table 6 (rate and adsorption constants, fitted at
500-575 degC for reforming and 300-400 degC for methanation and shift) and equations 3;
equilibrium constants as Elnashaie and Elshishini 1993 write them for the same model.
Effectiveness factors in an industrial pellet: De Groote and Froment 1996, Appl. Catal. A 138, 245,
the averages 0.07, 0.7 and 0.06 of a profile which Xu and Froment 1989 (AIChE J. 35, 97) computed.
"""

from __future__ import annotations

from typing import Any

import casadi as ca

from twin_simulator.properties.components import CH4, CO, CO2, GAS_CONSTANT, H2, H2O, by_component

# CH4 + H2O = CO + 3 H2;  CO + H2O = CO2 + H2;  CH4 + 2 H2O = CO2 + 4 H2
STOICHIOMETRY = ca.horzcat(
    by_component({CH4: -1, H2O: -1, CO: 1, H2: 3}),
    by_component({CO: -1, H2O: -1, CO2: 1, H2: 1}),
    by_component({CH4: -1, H2O: -2, CO2: 1, H2: 4}),
)
EFFECTIVENESS = (0.07, 0.7, 0.06)

VALID_TEMPERATURE = (573.0, 1300.0)  # K; above 848 K extrapolated, as reformer models do
VALID_PRESSURE = (3e5, 40e5)  # Pa

_SMALL = 0.02  # bar; without hydrogen the rates are without bound


def reforming_equilibrium(temperature: Any) -> Any:
    """Returns K of CH4 + H2O = CO + 3 H2 in bar^2.

    >>> round(float(reforming_equilibrium(1000.0)), 1)
    26.7
    """
    return ca.exp(30.114 - 26830 / temperature)


def shift_equilibrium(temperature: Any) -> Any:
    """Returns K of CO + H2O = CO2 + H2.

    >>> round(float(shift_equilibrium(1000.0)), 2)
    1.44
    """
    return ca.exp(4400 / temperature - 4.036)


def _arrhenius(factor: float, energy: float, temperature: Any) -> Any:
    return factor * ca.exp(-energy / (GAS_CONSTANT * temperature))


def rates(pressures: Any, temperature: Any) -> Any:
    """Returns the intrinsic rates of the three reactions in mol/(kg catalyst s).

    Args:
        pressures: partial pressures in Pa, one per component.
        temperature: in K.
    """
    p, t = pressures / 1e5, temperature
    h = p[H2] + _SMALL
    methane, steam, oxide = p[CH4], p[H2O], p[CO]
    adsorption = (
        1
        + _arrhenius(8.23e-5, -70.65e3, t) * oxide
        + _arrhenius(6.12e-9, -82.90e3, t) * h
        + _arrhenius(6.65e-4, -38.28e3, t) * methane
        + _arrhenius(1.77e5, 88.68e3, t) * steam / h
    )
    first, second = reforming_equilibrium(t), shift_equilibrium(t)
    to_oxide = (methane * steam - h**3 * oxide / first) / h**2.5
    shift = (oxide * steam - h * p[CO2] / second) / h
    to_dioxide = (methane * steam**2 - h**4 * p[CO2] / (first * second)) / h**3.5
    constants = ca.vertcat(
        _arrhenius(4.225e15, 240.1e3, t) * to_oxide,
        _arrhenius(1.955e6, 67.13e3, t) * shift,
        _arrhenius(1.020e15, 243.9e3, t) * to_dioxide,
    )
    return constants / adsorption**2 / 3.6  # from kmol/(kg h)


def pellet_rates(pressures: Any, temperature: Any) -> Any:
    """Returns the rates in an industrial pellet, which diffusion limits, in mol/(kg s)."""
    return ca.vertcat(*EFFECTIVENESS) * rates(pressures, temperature)
