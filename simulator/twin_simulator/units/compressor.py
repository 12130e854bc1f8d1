"""The recycle compressor.

Map: dimensionless head 1.2 n^2 + 0.2 n q - 0.4 q^2 over speed n and flow q relative to rated,
the usual falling shape of a centrifugal stage near its rated point (not a vendor's map).
Head needed: polytropic work of an ideal gas. A non-return flap resists backward flow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca
import numpy as np

from twin_simulator.fluid import Flow
from twin_simulator.units.compressor_map import BACKWARD, needed_head
from twin_simulator.units.resistance import upwind
from twin_simulator.units.unit import Context, State, Unit, remembered


@dataclass(frozen=True)
class Compressor(Unit):
    """Flow follows the surplus of head with the inertia of gas; speed follows its command.

    Equations:
        Head = rated head (1.2 n^2 + 0.2 n q - 0.4 q^2). Needed head: polytropic work of an ideal
        gas (`units/compressor_map.py`). dq/dt = (head - needed) / (rated head flow time); dn/dt =
        (command - n) / speed time. Power = mass flow head / efficiency, all of it into the gas.

    Assumptions:
        The map is a usual shape, not a vendor's; one efficiency at all flows. The driver holds its
        speed whatever the load.

    Validity:
        Near the rated point; surge is not part of this map. Ideal gas. Not checked.
    """

    def states(self) -> tuple[State, ...]:
        return (
            State(name="q", guess=np.array([1.0]), scale=1.0),
            State(name="speed", guess=np.array([1.0]), scale=1.0),
        )

    def inputs(self) -> Mapping[str, float]:
        return {"speed": 0.8}

    def adjustable(self) -> Mapping[str, float]:
        return {"head_factor": 1.0, "efficiency_factor": 1.0}

    @remembered
    def _head(self, context: Context) -> Any:
        q, n = context.values["q"], context.values["speed"]
        friction = ca.if_else(q > 0, 0.4, BACKWARD) * q * ca.fabs(q)
        curve = 1.2 * n**2 + 0.2 * n * ca.fmax(q, 0) - friction
        return self.parameters["rated_head"] * context.values["head_factor"] * curve

    @remembered
    def _mass_flow(self, context: Context) -> Any:
        volume_flow = context.values["q"] * self.parameters["rated_flow"]
        return volume_flow * context.fluids["inlet"].density

    def power(self, context: Context) -> Any:
        efficiency = self.parameters["efficiency"] * context.values["efficiency_factor"]
        work = ca.fmax(self._mass_flow(context), 0) * ca.fmax(self._head(context), 0)
        return work / efficiency

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        suction, discharge = context.fluids["inlet"], context.fluids["outlet"]
        flow = upwind(self._mass_flow(context), suction, discharge)
        heated = Flow(amounts=flow.amounts, enthalpy=flow.enthalpy + self.power(context))
        return {"inlet": flow, "outlet": heated}

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        p, v = self.parameters, context.values
        suction, discharge = context.fluids["inlet"], context.fluids["outlet"]
        needed = needed_head(suction, discharge, p["efficiency"])
        surplus = (self._head(context) - needed) / p["rated_head"]
        return {
            "q": surplus / p["flow_time"],
            "speed": (_FULL_SPEED * v["speed.command"] - v["speed"]) / p["speed_time"],
        }

    def quantities(self, context: Context) -> Mapping[str, Any]:
        speed = context.values["speed"] * self.parameters["rated_speed"]
        return {"speed": speed, "power": self.power(context)}


_FULL_SPEED = 1.25  # of the rated speed, at a command of 100 %
