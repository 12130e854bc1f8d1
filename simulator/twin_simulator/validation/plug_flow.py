"""Plug flow through catalyst: the limit of infinitely many cells of a packed bed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import casadi as ca
import numpy as np
from scipy.integrate import solve_ivp

from twin_simulator.kinetics import methanol
from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import COMPONENTS
from twin_simulator.units.unit import Array


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Along the catalyst: its mass in kg, flows in mol/s of shape (components, points), K."""

    catalyst: Array
    flows: Array
    temperature: Array

    @property
    def composition(self) -> Array:
        """Mole fractions of shape (components, points)."""
        fractions: Array = self.flows / self.flows.sum(axis=0)
        return fractions


@dataclass(frozen=True, kw_only=True)
class Tube:
    """A bed through which gas flows at constant pressure.

    Attributes:
        rates: of partial pressures in Pa and K, in mol/(kg catalyst s).
        stoichiometry: change of each component (row) in each reaction (column).
        catalyst: its mass in kg.
        heating: W for each kg of catalyst which the wall gives to the gas, of the gas in K.
        hot: above 1000 K.
    """

    rates: Callable[[Any, Any], Any]
    stoichiometry: Any
    catalyst: float
    heating: Callable[[Any], Any] = lambda _: 0.0
    hot: bool = False

    def profile(
        self, feed: Array, temperature: float, pressure: float, points: int = 61
    ) -> Profile:
        """Integrates balances of amounts and energy.

        Args:
            feed: flow of each component in mol/s.
            temperature: of the feed in K.
            pressure: in Pa.
            points: how many to return.
        """
        slope = self._slope(pressure)
        grid = np.linspace(0.0, self.catalyst, points)
        start = np.append(feed, temperature)
        ends = (0.0, self.catalyst)
        solution = solve_ivp(
            lambda _, state: slope(state).full().ravel(),
            *(ends, start, "LSODA", grid),
            rtol=1e-8,
            atol=1e-10 * float(np.sum(feed)),
        )
        return Profile(catalyst=grid, flows=solution.y[:-1], temperature=solution.y[-1])

    def _slope(self, pressure: float) -> ca.Function:
        """d(flows, T)/d(catalyst) as a function of (flows, T)."""
        flows, kelvin = ca.SX.sym("flows", len(COMPONENTS)), ca.SX.sym("T")
        made = self.stoichiometry @ self.rates(flows / ca.sum1(flows) * pressure, kelvin)
        heat = self.heating(kelvin) - ca.dot(made, ideal_gas.enthalpy(kelvin, hot=self.hot))
        capacity = ca.dot(flows, ideal_gas.heat_capacity(kelvin, hot=self.hot))
        return ca.Function(
            "slope", [ca.vertcat(flows, kelvin)], [ca.vertcat(made, heat / capacity)]
        )


def adiabatic_profile(
    feed: Array, temperature: float, pressure: float, catalyst: float, points: int = 61
) -> Profile:
    """Returns the profile in methanol catalyst from which no heat is lost; see `Tube.profile`."""
    tube = Tube(rates=methanol.rates, stoichiometry=methanol.STOICHIOMETRY, catalyst=catalyst)
    return tube.profile(feed, temperature, pressure, points)
