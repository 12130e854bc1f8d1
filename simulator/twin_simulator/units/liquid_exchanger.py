"""Exchanger between two liquids: counter-current cells around a metal wall.

The heat capacity of both liquids is a parameter: it only decides how near their temperatures come,
not the energy balance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import casadi as ca

from twin_simulator.fluid import Flow
from twin_simulator.units.exchanger import FeedEffluentExchanger, Side
from twin_simulator.units.resistance import liquid_valve
from twin_simulator.units.unit import Context


@dataclass(frozen=True)
class LiquidExchanger(FeedEffluentExchanger):
    """Ports as those of the feed/effluent exchanger; neither liquid flows backwards.

    Equations:
        As the feed/effluent exchanger, with one heat capacity for both liquids.

    Assumptions:
        The heat capacity only decides how near the temperatures come; the energy balance is exact.
        The conductance does not depend on flow. No heat loss.

    Validity:
        Liquids which do not boil; not checked.
    """

    def side(self, context: Context, side: str, walls: list[Any]) -> Side:
        area, upstream = self.parameters[f"{side}_flow_area"], context.fluids[f"{side}_inlet"]
        flow = liquid_valve(area, upstream, context.fluids[f"{side}_outlet"])
        capacity = flow.mass * self.parameters["heat_capacity"]
        conductance = 2 * self.parameters["conductance"] * context.values["cleanness"]
        transfer = 1 - ca.exp(-conductance / self.cells / (capacity + 1.0))
        temperature, heats = upstream.temperature, []
        for wall in walls:
            drop = (temperature - wall) * transfer
            heats.append(capacity * drop)
            temperature = temperature - drop
        leaving = Flow(amounts=flow.amounts, enthalpy=flow.enthalpy - sum(heats))
        return Side(flow=flow, leaving=leaving, outlet_temperature=temperature, heats=heats)
