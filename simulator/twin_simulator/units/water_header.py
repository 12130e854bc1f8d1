"""Header of a water circuit: water of one temperature between a pump and many valves.

Its pressure is a state, as air vessels and pipe walls give way by its elasticity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from twin_simulator.fluid import Fluid, water
from twin_simulator.medium import COOLING_WATER, Medium
from twin_simulator.properties import steam
from twin_simulator.properties.components import H2O, MOLAR_MASS, WATER
from twin_simulator.units.gas_volume import net, temperature_slope
from twin_simulator.units.unit import Context, Inventory, State, Unit, remembered

_DENSITY = 995.0  # kg/m3, nominal
_BRANCHES = tuple(f"{number:02d}" for number in range(1, 25))


@dataclass(frozen=True)
class WaterHeader(Unit):
    """Node ports `inlet_01` to `inlet_24` and `outlet_01` to `outlet_24`.

    Equations:
        dp/dt = (inward - outward mass flows) / elasticity; dU/dt = enthalpy inward - outward.

    Assumptions:
        Well mixed. Pipes and air vessels give way in proportion to pressure. No heat is lost.

    Validity:
        Liquid water, 273 to 450 K; not checked.
    """

    @property
    def held(self) -> Medium:
        return COOLING_WATER

    def states(self) -> tuple[State, ...]:
        pressure = np.array([self.parameters["pressure"]])
        temperature = np.array([self.start_temperature])
        return (
            State(name="p", guess=pressure, scale=1e6, positive=True),
            State(name="T", guess=temperature, scale=500.0, positive=True),
        )

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        fluid = water(context.values["p"], context.values["T"])
        return {f"{end}_{number}": fluid for end in ("inlet", "outlet") for number in _BRANCHES}

    @remembered
    def _mass(self, context: Context) -> Any:
        stretched = context.values["p"] - self.parameters["pressure"]
        return self.parameters["volume"] * _DENSITY + self.parameters["elasticity"] * stretched

    @remembered
    def _energy(self, context: Context) -> Any:
        return self._mass(context) * steam.liquid_enthalpy(context.values["T"])

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        flows = context.flows
        inward = [flow for port, flow in flows.items() if port.startswith("inlet")]
        outward = [flow for port, flow in flows.items() if port.startswith("outlet")]
        amounts, enthalpy = net(inward, outward)
        rise = amounts[H2O] * MOLAR_MASS[H2O] / self.parameters["elasticity"]
        p, t = context.values["p"], context.values["T"]
        return {
            "p": rise,
            "T": temperature_slope(self._energy(context), t, enthalpy, [(p, rise)]),
        }

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return {"pressure": context.values["p"], "temperature": context.values["T"]}

    def inventory(self, context: Context) -> Inventory:
        moles = self._mass(context) / MOLAR_MASS[H2O]
        return Inventory(amounts=moles * WATER, energy=self._energy(context))
