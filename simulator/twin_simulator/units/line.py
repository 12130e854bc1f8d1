"""A line full of liquid: header behind a pump, or the process side of a liquid cooler.

Its walls give way by `_ELASTIC_SHARE` of its volume for 1 bar, far more than steel does, so that
the pressure between pump and valves is a state which settles within about a second. A line
which is not full stands under the vapour pressure of its liquid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.units.gas_volume import net, total
from twin_simulator.units.stage import stage_states, under_head
from twin_simulator.units.stage_vessel import StageVessel
from twin_simulator.units.unit import Context, Inventory, State, remembered
from twin_simulator.units.water_side import WaterSide

_FULL = 0.9  # share of the volume at which the walls begin to stretch
_ELASTIC_SHARE = 0.01  # of the volume for each bar
_METAL = 4e5  # J/K for each m3: wall of a pipe of about 0.5 m
_OUTLETS = ("outlet_a", "outlet_b", "outlet_c")


@dataclass(frozen=True)
class LiquidLine(StageVessel):
    """Node ports `inlet`, `outlet_a`, `outlet_b` and `outlet_c`.

    Equations:
        A stage vessel whose walls give way in proportion to pressure once it is full.

    Assumptions:
        The walls are far softer than steel, so that pressure settles within a second. No friction.
    """

    @property
    def metal(self) -> float:
        return _METAL * self.volume

    def states(self) -> tuple[State, ...]:
        start = self.parameters.get("start_methanol")
        return stage_states(self, "", self.parameters["volume"], _FULL, start)

    @remembered
    def _fluid(self, context: Context) -> Fluid:
        content = self.content(context)
        stretch = ca.fmax(content.liquid_volume / self.parameters["volume"] - _FULL, 0)
        return under_head(content.bottom, stretch / _ELASTIC_SHARE * 1e5)

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        return dict.fromkeys(("inlet", *_OUTLETS), self._fluid(context))

    @remembered
    def _net(self, context: Context) -> tuple[Any, Any]:
        outward = [context.flows[port] for port in _OUTLETS if port in context.flows]
        return net([context.flows["inlet"]], outward)

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        held, slope = self.content(context).slopes(*self._net(context))
        return {"n": held, "T": slope}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        fluid = self._fluid(context)
        return {"pressure": fluid.pressure, "temperature": fluid.temperature}


@dataclass(frozen=True)
class LiquidCooler(LiquidLine):
    """A line which water cools; node port `water_inlet` and flow port `water_outlet`.

    Equations:
        A liquid line with heat U A (T - T_water) to counter-current cells of water
        (`units/water_side.py`).

    Assumptions:
        The liquid is well mixed. The conductance does not depend on flow.
    """

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
    def _heats(self, context: Context) -> list[Any]:
        conductance = self.parameters["conductance"] * context.values["cleanness"]
        each = conductance / self._water.cells
        return [each * (context.values["T"] - w) for w in self._water.temperatures(context)]

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        heats = self._heats(context)
        amounts, enthalpy = self._net(context)
        held, slope = self.content(context).slopes(amounts, enthalpy - sum(heats))
        return {"n": held, "T": slope, **self._water.slopes(context, heats)}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return {
            **super().quantities(context),
            "water_outlet_temperature": context.values["w1"],
            "duty": sum(self._heats(context)),
        }

    def inventory(self, context: Context) -> Inventory:
        amounts, energy = total([super().inventory(context), *self._water.inventories(context)])
        return Inventory(amounts=amounts, energy=energy)
