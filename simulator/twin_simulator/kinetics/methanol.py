"""Methanol synthesis and reverse water-gas shift on Cu/ZnO/Al2O3.

Source: Vanden Bussche and Froment 1996, J. Catal. 161, 1-10, table 2 and equations 17 and 18;
equilibrium constants as that paper takes them from Graaf et al. 1986, Chem. Eng. Sci. 41, 2883.
Fitted at 180-280 degC and 15-51 bar.
"""

from __future__ import annotations

from typing import Any

import casadi as ca

from twin_simulator.properties.components import CH3OH, CO, CO2, GAS_CONSTANT, H2, H2O, by_component

# change of each component in CO2 + 3 H2 = CH3OH + H2O and CO2 + H2 = CO + H2O
STOICHIOMETRY = ca.horzcat(
    by_component({CO2: -1, H2: -3, CH3OH: 1, H2O: 1}),
    by_component({CO2: -1, H2: -1, CO: 1, H2O: 1}),
)

VALID_TEMPERATURE = (453.0, 553.0)  # K
VALID_PRESSURE = (15e5, 51e5)  # Pa

_SMALL = 1e-4  # bar; keeps the rate finite in a gas without hydrogen


def methanol_equilibrium(temperature: Any) -> Any:
    """Returns K1 of CO2 + 3 H2 = CH3OH + H2O in bar^-2.

    >>> round(float(methanol_equilibrium(500.0)) * 1e5, 2)
    3.47
    """
    return 10 ** (3066 / temperature - 10.592)


def shift_equilibrium(temperature: Any) -> Any:
    """Returns K of the reverse shift CO2 + H2 = CO + H2O (1/K3 of the paper).

    >>> round(float(shift_equilibrium(500.0)) * 1e3, 2)
    7.64
    """
    return 10 ** (-2073 / temperature + 2.029)


def _arrhenius(factor: float, energy: float, temperature: Any) -> Any:
    return factor * ca.exp(energy / (GAS_CONSTANT * temperature))


def rates(pressures: Any, temperature: Any) -> Any:
    """Returns the rates of methanol formation and reverse shift in mol/(kg catalyst s).

    Args:
        pressures: partial pressures in Pa, one per component.
        temperature: in K.
    """
    p = pressures / 1e5
    hydrogen = ca.fmax(p[H2], _SMALL)
    adsorption = (
        1
        + 3453.38 * p[H2O] / hydrogen
        + _arrhenius(0.499, 17197, temperature) * ca.sqrt(hydrogen)
        + _arrhenius(6.62e-11, 124119, temperature) * p[H2O]
    )
    methanol_distance = p[CO2] * hydrogen - p[H2O] * p[CH3OH] / (
        methanol_equilibrium(temperature) * hydrogen**2
    )
    shift_distance = p[CO2] - p[H2O] * p[CO] / (shift_equilibrium(temperature) * hydrogen)
    methanol = _arrhenius(1.07, 36696, temperature) * methanol_distance / adsorption**3
    shift = _arrhenius(1.22e10, -94765, temperature) * shift_distance / adsorption
    return ca.vertcat(methanol, shift)
