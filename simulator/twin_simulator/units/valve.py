"""Control valves with their actuators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from twin_simulator.fluid import Flow
from twin_simulator.units.resistance import gas_valve, liquid_valve, opening
from twin_simulator.units.unit import Context, State, Unit


@dataclass(frozen=True)
class GasValve(Unit):
    """A valve whose stem follows its command with a first-order lag."""

    law = staticmethod(gas_valve)

    def states(self) -> tuple[State, ...]:
        return (State(name="position", guess=np.array([0.5]), scale=1.0),)

    def inputs(self) -> Mapping[str, float]:
        return {"position": 0.5}

    def adjustable(self) -> Mapping[str, float]:
        return {"capacity": 1.0}

    def flows(self, context: Context) -> Mapping[str, Flow]:
        share = opening(context.values["position"], self.parameters["rangeability"])
        area = self.parameters["flow_area"] * context.values["capacity"] * share
        flow = self.law(area, context.fluids["inlet"], context.fluids["outlet"])
        return {"inlet": flow, "outlet": flow}

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        error = context.values["position.command"] - context.values["position"]
        return {"position": error / self.parameters["stroke_time"]}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return {"position": context.values["position"]}


@dataclass(frozen=True)
class LiquidValve(GasValve):
    """A valve for an incompressible liquid."""

    law = staticmethod(liquid_valve)


@dataclass(frozen=True)
class CheckValve(Unit):
    """A non-return valve of a gas line; it has no actuator."""

    def flows(self, context: Context) -> Mapping[str, Flow]:
        area = self.parameters["flow_area"]
        flow = gas_valve(area, context.fluids["inlet"], context.fluids["outlet"])
        return {"inlet": flow, "outlet": flow}
