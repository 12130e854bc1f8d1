"""Storage tank for a liquid under nitrogen, with breather valves and an overflow.

The vapour space is in equilibrium with the liquid and held by two self-acting regulators:
nitrogen comes in below the blanket pressure, gas goes out above the vent pressure, both in
proportion to the distance over `_BAND`. What the tank can not take runs over its overflow into a
stream of its own, so nothing is lost without being counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi
from typing import Any, ClassVar

import casadi as ca

from twin_simulator.fluid import Flow, Fluid, flow_of
from twin_simulator.properties.components import CH3OH, H2O
from twin_simulator.units.gas_volume import net
from twin_simulator.units.resistance import gas_valve
from twin_simulator.units.stage import GRAVITY, Stage, stage_states, under_head
from twin_simulator.units.stage_vessel import StageVessel
from twin_simulator.units.unit import Context, State, remembered

_BAND = 500.0  # Pa from shut to fully open
_FULL = 0.97  # level of the overflow nozzle
_FRANCIS = 1.84  # m^0.5/s, see column.py


@dataclass(frozen=True)
class LiquidTank(StageVessel):
    """Node ports `inlet_a`, `inlet_b`, `outlet_a`, `outlet_b`; the other ports are flows.

    Equations:
        A stage vessel; nitrogen comes in below, gas goes out above its pressures in proportion to
        the distance; overflow over a weir (Francis).

    Assumptions:
        As a stage vessel; liquid well mixed. Roof and ground are adiabatic.
    """

    inlets: ClassVar[tuple[str, ...]] = ("inlet_a", "inlet_b", "nitrogen")
    outlets: ClassVar[tuple[str, ...]] = ("outlet_a", "outlet_b", "vent", "overflow")

    @property
    def volume(self) -> float:
        return float(pi / 4 * self.parameters["diameter"] ** 2 * self.parameters["height"])

    def states(self) -> tuple[State, ...]:
        p = self.parameters
        return stage_states(self, "", self.volume, p["level"], p.get("start_methanol"))

    def level(self, content: Stage) -> Any:
        """Returns the share of the volume which the liquid takes."""
        return content.liquid_volume / self.volume

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        content = self.content(context)
        depth = self.level(content) * self.parameters["height"]
        bottom = under_head(content.bottom, depth * content.solution.density * GRAVITY)
        inlets = dict.fromkeys(("inlet_a", "inlet_b"), content.vapour)
        return {**inlets, "outlet_a": bottom, "outlet_b": bottom}

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        p, around = self.parameters, context.fluids
        content = self.content(context)
        low = (p["blanket_pressure"] - content.pressure) / _BAND
        filling = gas_valve(p["breather_area"] * _bounded(low), around["nitrogen"], content.vapour)
        vent = {"vent": self.venting(context)}
        return {**vent, "nitrogen": filling, "overflow": self._overflow(content)}

    @remembered
    def venting(self, context: Context) -> Flow:
        """Returns what the vent valve lets out."""
        p, vapour = self.parameters, self.content(context).vapour
        high = (vapour.pressure - p["vent_pressure"]) / _BAND
        return gas_valve(p["breather_area"] * _bounded(high), vapour, context.fluids["vent"])

    def _overflow(self, content: Stage) -> Flow:
        height = ca.fmax(self.level(content) - _FULL, 0) * self.parameters["height"]
        volume_flow = _FRANCIS * self.parameters["overflow_length"] * height**1.5
        return flow_of(content.solution, volume_flow * content.solution.density)

    @remembered
    def leaking(self, context: Context) -> Any:
        """Returns the heat which comes in through the wall in W."""
        del context
        return 0.0

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        f = context.flows
        inward = [f[port] for port in self.inlets if port in f]
        outward = [f[port] for port in self.outlets if port in f]
        amounts, enthalpy = net(inward, outward)
        held, slope = self.content(context).slopes(amounts, enthalpy + self.leaking(context))
        return {"n": held, "T": slope}

    @remembered
    def contents(self, context: Context) -> Mapping[str, Any]:
        """Returns what is measured of any liquid."""
        content = self.content(context)
        return {
            "pressure": content.pressure,
            "temperature": content.temperature,
            "level": self.level(content),
            "mass": content.liquid_volume * content.solution.density,
        }

    def quantities(self, context: Context) -> Mapping[str, Any]:
        content = self.content(context)
        methanol, water = content.mass_fraction(CH3OH), content.mass_fraction(H2O)
        return {**self.contents(context), "methanol": methanol, "water": water}


def _bounded(opening: Any) -> Any:
    return ca.fmin(ca.fmax(opening, 0), 1)
