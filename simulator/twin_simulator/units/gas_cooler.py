"""Gas cooler: gas passes counter-current cells of water into a volume where it gathers.

Dry gas only: nothing condenses. In each cell gas leaves at T_w + (T - T_w) exp(-NTU). Gas
entering is as warm as its enthalpy says, with the heat capacity of the gas inside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.properties import ideal_gas
from twin_simulator.units.gas_volume import total
from twin_simulator.units.unit import Context, Inventory, State, remembered
from twin_simulator.units.vessel import GasVessel
from twin_simulator.units.water_side import WaterSide

_NO_FLOW = 1e-3  # mol/s


@dataclass(frozen=True)
class GasCooler(GasVessel):
    """Node ports `hot_inlet`, `outlet_a`, `outlet_b` and `water_inlet`; flow `water_outlet`.

    Equations:
        Gas passes counter-current cells of water, leaving each at T_w + (T - T_w) exp(-NTU), into a
        gas vessel.

    Assumptions:
        Nothing condenses. Gas in the cells stores no heat; the conductance does not depend on flow.

    Validity:
        Above the dew point of the gas; not checked.
    """

    inlets = ("hot_inlet",)
    nodes = ("hot_inlet", "outlet_a", "outlet_b")

    @property
    def _water(self) -> WaterSide:
        return WaterSide(self.parameters)

    def states(self) -> tuple[State, ...]:
        return (*super().states(), *self._water.states())

    def adjustable(self) -> Mapping[str, float]:
        return {"cleanness": 1.0}

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        return {**super().fluids(context), "water_inlet": self._water.inlet(context)}

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        return {"water_outlet": self._water.outlet(context)}

    @remembered
    def _entering(self, context: Context) -> tuple[Any, Any]:
        """Returns the heat capacity flow in W/K and the temperature in K of what comes in."""
        gas, flow = self.fluid(context), context.flows["hot_inlet"]
        heat_capacity = ideal_gas.mixture_heat_capacity(gas.composition, gas.temperature)
        moles = ca.fmax(ca.sum1(flow.amounts), 0)
        at_home = ideal_gas.mixture_enthalpy(flow.amounts, gas.temperature)
        surplus = (flow.enthalpy - at_home) / ((moles + _NO_FLOW) * heat_capacity)
        return moles * heat_capacity, gas.temperature + ca.if_else(moles > 0, surplus, 0)

    @remembered
    def _heats(self, context: Context) -> list[Any]:
        """Heat which each cell of water takes up in W."""
        capacity, temperature = self._entering(context)
        conductance = self.parameters["conductance"] * context.values["cleanness"]
        cells = self._water.temperatures(context)
        transfer = 1 - ca.exp(-conductance / len(cells) / (capacity + 1.0))
        found = []
        for water in cells:
            drop = (temperature - water) * transfer
            found.append(capacity * drop)
            temperature = temperature - drop
        return found

    @remembered
    def lost(self, context: Context) -> Any:
        return sum(self._heats(context))

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        water = self._water.slopes(context, self._heats(context))
        return {**super().derivatives(context), **water}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return {
            **super().quantities(context),
            "inlet_temperature": self._entering(context)[1],
            "water_outlet_temperature": context.values["w1"],
            "duty": self.lost(context),
        }

    def inventory(self, context: Context) -> Inventory:
        waters = self._water.inventories(context)
        amounts, energy = total([super().inventory(context), *waters])
        return Inventory(amounts=amounts, energy=ca.sum1(energy))
