"""Centrifugal pump with variable speed.

Curve: specific work = shut-off work n^2 - (volume flow / area)^2 / 2 over the speed n, the usual
parabola; the discharge lies `lift` metres above the suction. Flow settles at once: inertia of
liquid in a short line is neglected. A non-return flap holds the flow back when the pressure behind
the pump is higher.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca
import numpy as np

from twin_simulator.fluid import Flow, flow_of
from twin_simulator.units.resistance import smooth_root
from twin_simulator.units.stage import GRAVITY
from twin_simulator.units.unit import Context, State, Unit, remembered


@dataclass(frozen=True)
class Pump(Unit):
    """Its speed, relative to full speed, follows the command with a first-order lag.

    Equations:
        Specific work = shut-off work n^2 - (volume flow / area)^2 / 2; dn/dt = (command - n) /
        speed time; power = mass flow work / efficiency.

    Assumptions:
        Flow settles at once. One efficiency at all flows. No cavitation. A flap lets nothing back.

    Validity:
        Liquid at the suction; not checked.
    """

    def states(self) -> tuple[State, ...]:
        return (State(name="speed", guess=np.array([0.7]), scale=1.0),)

    def inputs(self) -> Mapping[str, float]:
        return {"speed": 0.7}

    def adjustable(self) -> Mapping[str, float]:
        return {"head_factor": 1.0}

    @remembered
    def _shut_off(self, context: Context) -> Any:
        """Specific work at zero flow in J/kg."""
        factor = context.values["head_factor"]
        return self.parameters["shut_off_work"] * factor * context.values["speed"] ** 2

    @remembered
    def _mass_flow(self, context: Context) -> Any:
        suction, discharge = context.fluids["inlet"], context.fluids["outlet"]
        gained = suction.density * (self._shut_off(context) - GRAVITY * self.parameters["lift"])
        surplus = ca.fmax(gained + suction.pressure - discharge.pressure, 0)
        area = self.parameters["flow_area"]
        return area * ca.sqrt(2 * suction.density) * smooth_root(surplus)

    def power(self, context: Context) -> Any:
        suction, discharge = context.fluids["inlet"], context.fluids["outlet"]
        rise = ca.fmax(discharge.pressure - suction.pressure, 0) / suction.density
        work = rise + GRAVITY * self.parameters["lift"]
        return self._mass_flow(context) * work / self.parameters["efficiency"]

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        flow = flow_of(context.fluids["inlet"], self._mass_flow(context))
        heated = Flow(amounts=flow.amounts, enthalpy=flow.enthalpy + self.power(context))
        return {"inlet": flow, "outlet": heated}

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        error = context.values["speed.command"] - context.values["speed"]
        return {"speed": error / self.parameters["speed_time"]}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        speed = context.values["speed"] * self.parameters["full_speed"]
        return {"speed": speed, "power": self.power(context)}
