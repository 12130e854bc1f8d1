"""Adiabatic plug flow through methanol catalyst: the limit of infinitely many reactor cells."""

from __future__ import annotations

from dataclasses import dataclass

import casadi as ca
import numpy as np
from scipy.integrate import solve_ivp

from twin_simulator.kinetics import methanol
from twin_simulator.properties import ideal_gas
from twin_simulator.units.unit import Array


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Along the catalyst: its mass in kg, mole fractions of shape (components, points), K."""

    catalyst: Array
    composition: Array
    temperature: Array


def adiabatic_profile(
    feed: Array, temperature: float, pressure: float, catalyst: float, points: int = 61
) -> Profile:
    """Integrates balances of amounts and energy at constant pressure.

    Args:
        feed: flow of each component in mol/s.
        temperature: of the feed in K.
        pressure: in Pa.
        catalyst: mass in kg.
        points: how many to return.
    """
    stoichiometry = methanol.STOICHIOMETRY.full()

    def slope(_: float, state: Array) -> Array:
        flows, kelvin = state[:-1], state[-1]
        partial = ca.DM(flows / flows.sum() * pressure)
        made = stoichiometry @ methanol.rates(partial, kelvin).full().ravel()
        heat = -made @ ideal_gas.enthalpy(kelvin).full().ravel()
        capacity = flows @ ideal_gas.heat_capacity(kelvin).full().ravel()
        return np.append(made, heat / capacity)

    grid = np.linspace(0.0, catalyst, points)
    start = np.append(feed, temperature)
    solution = solve_ivp(slope, (0.0, catalyst), start, "LSODA", grid, rtol=1e-8, atol=1e-12)
    flows = solution.y[:-1]
    return Profile(catalyst=grid, composition=flows / flows.sum(axis=0), temperature=solution.y[-1])
