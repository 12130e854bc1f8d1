"""High- and low-temperature water-gas shift.

Source: Rase 1977, Chemical Reactor Design for Process Plants, vol. 2, case study 105 (after Moe
1962, Chem. Eng. Prog. 58, 33): r = 379 k phi (y_CO y_H2O - y_CO2 y_H2 / K) / rho_bed in
lb mol/(lb catalyst h), T in degrees Rankine. Iron: k = exp(15.95 - 8820/T), phi = 0.816 + 0.184 P
to 11.8 atm, 1.53 + 0.123 P to 20 atm, 4 above. Copper/zinc: k = exp(12.88 - 3340/T),
phi = 0.86 + 0.14 P to 24.8 atm, 4.33 above. Both contain the industrial pellet's diffusion.
"""

from __future__ import annotations

from typing import Any

import casadi as ca

from twin_simulator.kinetics.reforming import shift_equilibrium
from twin_simulator.properties.components import CO, CO2, H2, H2O, by_component

STOICHIOMETRY = by_component({CO: -1, H2O: -1, CO2: 1, H2: 1})

IRON_TEMPERATURE = (570.0, 790.0)  # K
COPPER_TEMPERATURE = (440.0, 550.0)  # K
VALID_PRESSURE = (1e5, 40e5)  # Pa

_ATMOSPHERE = 101_325.0
_RANKINE = 1.8  # degrees in a kelvin
_BED = 70.0 * 379.0  # lb/ft3 of Rase's catalysts over the cubic feet of a lb mol
_SI = 1000.0 / 3600.0  # from lb mol/(lb h), which is kmol/(kg h)


def iron_rate(pressures: Any, temperature: Any) -> Any:
    """Returns the rate of the high-temperature shift in mol/(kg catalyst s)."""
    atmospheres = ca.sum1(pressures) / _ATMOSPHERE
    low = 0.816 + 0.184 * atmospheres
    phi = ca.fmin(ca.fmax(ca.fmin(low, 1.53 + 0.123 * atmospheres), 0.816), 4.0)
    return phi * _rate(pressures, temperature, 15.95, 8820.0)


def copper_rate(pressures: Any, temperature: Any) -> Any:
    """Returns the rate of the low-temperature shift in mol/(kg catalyst s)."""
    phi = ca.fmin(0.86 + 0.14 * ca.sum1(pressures) / _ATMOSPHERE, 4.33)
    return phi * _rate(pressures, temperature, 12.88, 3340.0)


def _rate(pressures: Any, temperature: Any, factor: float, energy: float) -> Any:
    y = pressures / ca.sum1(pressures)
    constant = ca.exp(factor - energy / (_RANKINE * temperature))
    distance = y[CO] * y[H2O] - y[CO2] * y[H2] / shift_equilibrium(temperature)
    return 379.0 * constant * distance / _BED * _SI
