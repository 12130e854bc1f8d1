"""Control valves with their actuators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from twin_simulator.fluid import Flow
from twin_simulator.units.resistance import gas_valve, liquid_valve, opening
from twin_simulator.units.unit import Context, State, Unit, remembered


@dataclass(frozen=True)
class GasValve(Unit):
    """A valve whose stem follows its command with a first-order lag.

    Equations:
        Flow by IEC 60534-2-1 with an effective area (`units/resistance.py`): w = A f(s) Y sqrt(2
        rho dp), choked from dp / p = 0.7. Opening f(s) equal percentage and shut tight at zero.
        Stem: ds/dt = (command - s) / stroke time.

    Assumptions:
        Isenthalpic. A non-return flap lets nothing back. Noise, flashing and stiction are left out.

    Validity:
        Any pressure, temperature and composition at which the gas is nearly ideal; not checked.
    """

    law = staticmethod(gas_valve)

    def states(self) -> tuple[State, ...]:
        return (State(name="position", guess=np.array([0.5]), scale=1.0),)

    def inputs(self) -> Mapping[str, float]:
        return {"position": 0.5}

    def adjustable(self) -> Mapping[str, float]:
        return {"capacity": 1.0}

    @remembered
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
    """A valve for an incompressible liquid.

    Equations:
        w = A f(s) sqrt(2 rho dp) (IEC 60534-2-1 for incompressible flow); stem as that of a gas
        valve.

    Assumptions:
        Isenthalpic. Neither flashing nor cavitation limits the flow. A flap lets nothing back.

    Validity:
        Liquid far enough from boiling; not checked.
    """

    law = staticmethod(liquid_valve)


@dataclass(frozen=True)
class CheckValve(Unit):
    """A non-return valve of a gas line; it has no actuator.

    Equations:
        w = A Y sqrt(2 rho dp) as of a gas valve that stands open; nothing flows back
        (`units/resistance.py`).

    Assumptions:
        It opens without delay and without a least pressure.

    Validity:
        Any pressure, temperature and composition at which the gas is nearly ideal; not checked.
    """

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        area = self.parameters["flow_area"]
        flow = gas_valve(area, context.fluids["inlet"], context.fluids["outlet"])
        return {"inlet": flow, "outlet": flow}
