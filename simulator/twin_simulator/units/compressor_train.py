"""Centrifugal stages on one shaft with a driver of limited power.

Ports `inlet_a`, `outlet_a`, `inlet_b`, ... are flow ports; each stage has its own map, between them
may be coolers and vessels. The driver holds the commanded speed with droop, as a governor does,
until its power is spent; without power the rotors run down against gas and bearings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import casadi as ca
import numpy as np

from twin_simulator.fluid import Flow
from twin_simulator.units.compressor_map import distance_to_surge, head, needed_head
from twin_simulator.units.resistance import upwind
from twin_simulator.units.steam_turbine import SteamTurbine
from twin_simulator.units.unit import Context, State, Unit, remembered

_FULL_SPEED = 1.1  # of the rated speed, at a command of 100 %
_GOVERNOR = 20.0  # share of the driver's power for an error of the rated speed: 5 % droop
_BEARINGS = 0.01  # of the driver's power at the rated speed
_CRAWL = 0.05  # of the rated speed; below it inertia does not fall on


@dataclass(frozen=True)
class CompressorTrain(Unit):
    """States: flow of each stage over rated, and speed over rated.

    Equations:
        For each stage: head by the cubic of Moore and Greitzer 1986, needed head by the polytropic
        work of an ideal gas (`units/compressor_map.py`), dq/dt = (head - needed) / (rated head flow
        time). Shaft: inertia time (n + 0.05) dn/dt = driver - load / driver power - 0.01 n, the
        driver held between 0 and its power by a governor with 5 % droop; where steam is connected
        the driver is a turbine (`units/steam_turbine.py`), whose valves the governor opens. Power =
        mass flow head / efficiency, all of it into the gas.

    Assumptions:
        The map is a usual shape, not a vendor's; one efficiency at all flows. Stages are alike but
        for their rated point.

    Validity:
        Ideal gas: at 155 bar volume flow, head and power are understated by some 7 %. Surge swings
        are qualitative. Not checked.
    """

    stages: ClassVar[str] = "a"

    def states(self) -> tuple[State, ...]:
        one = np.array([1.0])
        flows = [State(name=f"q_{s}", guess=one, scale=1.0) for s in self.stages]
        return (*flows, State(name="speed", guess=one, scale=1.0))

    def inputs(self) -> Mapping[str, float]:
        return {"speed": 0.95}

    def adjustable(self) -> Mapping[str, float]:
        return {"head_factor": 1.0, "efficiency_factor": 1.0}

    @remembered
    def _head(self, context: Context, stage: str) -> Any:
        v = context.values
        rated = self.parameters[f"rated_head_{stage}"] * v["head_factor"]
        return rated * head(v[f"q_{stage}"], v["speed"])

    @remembered
    def _mass_flow(self, context: Context, stage: str) -> Any:
        volume_flow = context.values[f"q_{stage}"] * self.parameters[f"rated_flow_{stage}"]
        return volume_flow * context.fluids[f"inlet_{stage}"].density

    @remembered
    def _power(self, context: Context, stage: str) -> Any:
        efficiency = self.parameters["efficiency"] * context.values["efficiency_factor"]
        mass_flow = ca.fmax(self._mass_flow(context, stage), 0)
        return mass_flow * ca.fmax(self._head(context, stage), 0) / efficiency

    def _load(self, context: Context) -> Any:
        """Power which all stages take in W."""
        return sum(self._power(context, s) for s in self.stages)

    @remembered
    def _turbine(self, context: Context) -> SteamTurbine | None:
        """The turbine, if steam is connected."""
        if "steam" not in context.fluids:
            return None
        p = self.parameters
        return SteamTurbine(
            inlet=context.fluids["steam"],
            exhaust=context.fluids["exhaust"],
            opening=self._governor(context),
            rated_flow=p["steam_flow"],
            efficiency=p["turbine_efficiency"],
        )

    def power(self, context: Context) -> Any:
        """Work done on the gas less that which steam has done, in W."""
        turbine = self._turbine(context)
        return self._load(context) - (turbine.power if turbine else 0)

    def _governor(self, context: Context) -> Any:
        v = context.values
        wanted = _GOVERNOR * (_FULL_SPEED * v["speed.command"] - v["speed"])
        return ca.fmin(ca.fmax(wanted, 0), 1)

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        turbine = self._turbine(context)
        found = dict(turbine.flows) if turbine else {}
        for s in self.stages:
            suction, discharge = context.fluids[f"inlet_{s}"], context.fluids[f"outlet_{s}"]
            flow = upwind(self._mass_flow(context, s), suction, discharge)
            heated = flow.enthalpy + self._power(context, s)
            found[f"inlet_{s}"] = flow
            found[f"outlet_{s}"] = Flow(amounts=flow.amounts, enthalpy=heated)
        return found

    @remembered
    def _surplus(self, context: Context, stage: str) -> Any:
        """Head made beyond what the pressures at both ends need, over rated."""
        suction, discharge = (context.fluids[f"{end}_{stage}"] for end in ("inlet", "outlet"))
        needed = needed_head(suction, discharge, self.parameters["efficiency"])
        return (self._head(context, stage) - needed) / self.parameters[f"rated_head_{stage}"]

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        p, v = self.parameters, context.values
        turbine = self._turbine(context)
        driver = turbine.power / p["driver_power"] if turbine else self._governor(context)
        surplus = driver - self._load(context) / p["driver_power"] - _BEARINGS * v["speed"]
        flows = {f"q_{s}": self._surplus(context, s) / p["flow_time"] for s in self.stages}
        return {**flows, "speed": surplus / (p["inertia_time"] * (v["speed"] + _CRAWL))}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        v = context.values
        distances = {s: distance_to_surge(v[f"q_{s}"], v["speed"]) for s in self.stages}
        nearest = ca.mmin(ca.vertcat(*distances.values()))
        return {
            "speed": v["speed"] * self.parameters["rated_speed"],
            "power": self._load(context),
            "surge_ratio": nearest,
            **{f"surge_ratio_{s}": distance for s, distance in distances.items()},
        }


@dataclass(frozen=True)
class TwoStages(CompressorTrain):
    """Two stages on one shaft."""

    stages = "ab"


@dataclass(frozen=True)
class ThreeStages(CompressorTrain):
    """Three stages on one shaft."""

    stages = "abc"


@dataclass(frozen=True)
class FourStages(CompressorTrain):
    """Four stages on one shaft."""

    stages = "abcd"
