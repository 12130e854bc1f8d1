"""Water-cooled condenser: two-phase cells on one side, counter-current water on the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.units.condensing_row import CondensingRow
from twin_simulator.units.gas_volume import total
from twin_simulator.units.resistance import by_name
from twin_simulator.units.unit import Context, Inventory, State, remembered
from twin_simulator.units.water_side import WaterSide


@dataclass(frozen=True)
class CondensingCooler(CondensingRow):
    """Node ports `hot_inlet` and `water_inlet`, flow ports `hot_outlet` and `water_outlet`.

    Equations:
        Condensing row; cooling water in counter-current cells (`units/water_side.py`), heat U A (T
        - T_water) of each cell.
    """

    @property
    def _water(self) -> WaterSide:
        return WaterSide(self.parameters)

    def states(self) -> tuple[State, ...]:
        return (*self.process_states(), *self._water.states())

    def adjustable(self) -> Mapping[str, float]:
        return {"cleanness": 1.0}

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        return {
            "hot_inlet": self.hot_inlet(context),
            "water_inlet": self._water.inlet(context),
        }

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        return {
            "hot_outlet": self.hot_outlet(context),
            "water_outlet": self._water.outlet(context),
        }

    @remembered
    def _heats(self, context: Context) -> list[Any]:
        """Heat which each cell gives to the water in W."""
        conductance = self.parameters["conductance"] / self.cells * context.values["cleanness"]
        waters = self._water.temperatures(context)
        temperatures = by_name(context.values, "T", self.cells)
        return [conductance * (t - w) for t, w in zip(temperatures, waters, strict=True)]

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        heats = self._heats(context)
        return {**self.process_slopes(context, heats), **self._water.slopes(context, heats)}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return {
            "outlet_temperature": context.values[f"T{self.cells}"],
            "water_outlet_temperature": context.values["w1"],
            "duty": sum(self._heats(context)),
        }

    def inventory(self, context: Context) -> Inventory:
        waters = self._water.inventories(context)
        amounts, energy = total([*self.process_inventories(context), *waters])
        return Inventory(amounts=amounts, energy=ca.sum1(energy))
