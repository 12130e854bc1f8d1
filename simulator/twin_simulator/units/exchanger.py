"""Feed/effluent exchanger: counter-current cells, gas passes around a metal wall.

In a cell with a uniform wall each gas leaves at T_w + (T_in - T_w) exp(-NTU), the exact
solution for a constant heat capacity; the wall stores heat, the gas stores none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import casadi as ca
import numpy as np

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import COMPONENTS
from twin_simulator.units.resistance import by_name, pipe
from twin_simulator.units.unit import Context, Inventory, State, Unit, remembered


@dataclass(frozen=True, kw_only=True)
class Side:
    """One gas on its way through the cells: temperatures, and heat given to each wall."""

    flow: Flow
    leaving: Flow
    outlet_temperature: Any
    heats: list[Any]


@dataclass(frozen=True, kw_only=True)
class Content:
    """What flows past the walls, in J/mol: its enthalpy where it enters, and by temperature."""

    entering: Any
    enthalpy: Callable[[Any], Any]
    heat_capacity: Callable[[Any], Any]


@dataclass(frozen=True)
class FeedEffluentExchanger(Unit):
    """Cold gas enters at the last cell, hot gas at the first.

    Equations:
        Counter-current cells of a wall: each gas leaves a cell at T_w + (T_in - T_w) exp(-NTU); C_w
        dT_w/dt = heat of hot gas - heat to cold gas. Each film has twice the overall conductance.
        Flow through either side as through a pipe.

    Assumptions:
        Gas stores no heat, the wall does. The conductance does not depend on flow. Nothing
        condenses. Backward flow exchanges no heat. No heat loss.

    Validity:
        Above the dew point of both gases; not checked.
    """

    @property
    def cells(self) -> int:
        """Number of cells along the exchanger."""
        return round(self.parameters["cells"])

    def states(self) -> tuple[State, ...]:
        guesses = np.linspace(self.parameters.get("start_temperature", 470.0), 350.0, self.cells)
        return tuple(
            State(name=f"wall{k}", guess=np.array([guess]), scale=500.0, positive=True)
            for k, guess in enumerate(guesses, start=1)
        )

    def adjustable(self) -> Mapping[str, float]:
        return {"cleanness": 1.0}

    def side(self, context: Context, side: str, walls: list[Any]) -> Side:
        """Leads the gas of a side past the walls, in its own direction."""
        area = self.parameters[f"{side}_flow_area"]
        upstream, downstream = context.fluids[f"{side}_inlet"], context.fluids[f"{side}_outlet"]
        flow = pipe(area, upstream, downstream)
        # two film resistances in series make the overall conductance
        conductance = 2 * self.parameters["conductance"] * context.values["cleanness"]
        return _pass(flow, upstream, self.content(side, upstream), walls, conductance / self.cells)

    def content(self, side: str, upstream: Fluid) -> Content:
        """Returns what flows on a side: an ideal gas."""
        del side
        mixture, hot = upstream.composition, self.medium.hot
        return Content(
            entering=ideal_gas.mixture_enthalpy(mixture, upstream.temperature, hot=hot),
            enthalpy=lambda t: ideal_gas.mixture_enthalpy(mixture, t, hot=hot),
            heat_capacity=lambda t: ideal_gas.mixture_heat_capacity(mixture, t, hot=hot),
        )

    @remembered
    def _sides(self, context: Context) -> tuple[Side, Side]:
        walls = by_name(context.values, "wall", self.cells)
        hot = self.side(context, "hot", walls)
        cold = self.side(context, "cold", walls[::-1])
        return hot, cold

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        hot, cold = self._sides(context)
        return {
            "hot_inlet": hot.flow,
            "hot_outlet": hot.leaving,
            "cold_inlet": cold.flow,
            "cold_outlet": cold.leaving,
        }

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        hot, cold = self._sides(context)
        capacity = self.parameters["wall_heat_capacity"] / self.cells
        pairs = zip(hot.heats, cold.heats[::-1], strict=True)
        return {f"wall{k}": (h + c) / capacity for k, (h, c) in enumerate(pairs, start=1)}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        hot, cold = self._sides(context)
        return {
            "hot_outlet_temperature": hot.outlet_temperature,
            "cold_outlet_temperature": cold.outlet_temperature,
            "duty": sum(hot.heats),
        }

    def inventory(self, context: Context) -> Inventory:
        walls = by_name(context.values, "wall", self.cells)
        capacity = self.parameters["wall_heat_capacity"] / self.cells
        return Inventory(amounts=ca.DM.zeros(len(COMPONENTS)), energy=capacity * sum(walls))


def _pass(
    flow: Flow, upstream: Fluid, content: Content, walls: list[Any], conductance: Any
) -> Side:
    """Leads a gas past the walls of a row of cells; backward flow exchanges no heat."""
    forward = ca.fmax(flow.mass, 0) / upstream.molar_mass  # mol/s
    temperature, before, heats = upstream.temperature, content.entering, []
    for wall in walls:
        capacity_flow = forward * content.heat_capacity(temperature)
        transfer = 1 - ca.exp(-conductance / (capacity_flow + 1.0))
        temperature = temperature + (wall - temperature) * transfer
        after = content.enthalpy(temperature)
        heats.append(forward * (before - after))
        before = after
    leaving = replace(flow, enthalpy=flow.enthalpy - sum(heats))  # liquid comes back as liquid
    return Side(flow=flow, leaving=leaving, outlet_temperature=temperature, heats=heats)
