"""How fast a release leaves once it has come down to the pressure of the atmosphere."""

from __future__ import annotations

from collections.abc import Mapping

import casadi as ca

from twin_simulator.fluid import solution
from twin_simulator.medium import ATMOSPHERE
from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import COMPONENTS, GAS_CONSTANT, MOLAR_MASS


def gas_speed(pressure: float, temperature: float, fractions: Mapping[str, float]) -> float:
    """Returns the speed in m/s of an ideal gas that has expanded without losses.

    Args:
        pressure: before the opening in Pa.
        temperature: before the opening in K.
        fractions: by mass.

    >>> round(gas_speed(1.0e6, 300.0, {"N2": 1.0}))  # sqrt(2 cp dT) with cp of 1.04 kJ/(kg K)
    547
    """
    composition, molar_mass = _moles(fractions)
    if pressure <= ATMOSPHERE or molar_mass == 0:
        return 0.0
    capacity = float(ideal_gas.mixture_heat_capacity(composition, temperature, hot=True))
    cooled = 1 - (ATMOSPHERE / pressure) ** (GAS_CONSTANT / capacity)
    return float((2 * capacity * temperature * cooled / molar_mass) ** 0.5)


def liquid_speed(pressure: float, temperature: float, fractions: Mapping[str, float]) -> float:
    """Returns the speed in m/s of a liquid by Bernoulli; arguments as of `gas_speed`.

    >>> round(liquid_speed(3.0e5, 293.0, {"H2O": 1.0}), 1)  # sqrt(2 * 1.99e5 / 997)
    20.0
    """
    composition, molar_mass = _moles(fractions)
    if pressure <= ATMOSPHERE or molar_mass == 0:
        return 0.0
    density = float(solution(pressure, temperature, composition).density)
    return float((2 * (pressure - ATMOSPHERE) / density) ** 0.5)


def _moles(fractions: Mapping[str, float]) -> tuple[ca.DM, float]:
    """Mole fractions of all components, and kg/mol."""
    moles = [fractions.get(name, 0.0) / float(MOLAR_MASS[k]) for k, name in enumerate(COMPONENTS)]
    total = sum(moles)
    if total == 0:
        return ca.DM.zeros(len(COMPONENTS)), 0.0
    return ca.DM([one / total for one in moles]), sum(fractions.values()) / total
