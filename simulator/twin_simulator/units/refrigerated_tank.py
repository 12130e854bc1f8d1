"""Refrigerated tank: a liquid boils at about the pressure of the atmosphere.

What flows in warm flashes, heat leaks in through the insulation, and the vapour goes to a
compressor; a relief valve opens above the vent pressure. Liquid and vapour are one equilibrium
stage: no layers form in the liquid, and the pressure follows its temperature, slowly as so much
liquid does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.units.tank import LiquidTank
from twin_simulator.units.unit import Context, remembered


@dataclass(frozen=True)
class RefrigeratedTank(LiquidTank):
    """Node ports `inlet_a` to `inlet_c`, `outlet_a`, `outlet_b` and `vapour`; flow port `vent`.

    Equations:
        A stage vessel; heat leak = k (T_ambient - T); the relief valve opens in proportion to the
        distance above its pressure.

    Assumptions:
        As a stage vessel; liquid well mixed: no layers, no roll-over. No vacuum breaker.
    """

    inlets = ("inlet_a", "inlet_b", "inlet_c")
    outlets = ("outlet_a", "outlet_b", "vapour", "vent")

    def adjustable(self) -> Mapping[str, float]:
        return {"ambient_temperature": self.parameters["ambient_temperature"]}

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        vapour = self.content(context).vapour
        return {**super().fluids(context), **dict.fromkeys((*self.inlets, "vapour"), vapour)}

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        return {"vent": self.venting(context)}

    @remembered
    def leaking(self, context: Context) -> Any:
        warmer = context.values["ambient_temperature"] - context.values["T"]
        return self.parameters["heat_leak"] * warmer

    def power(self, context: Context) -> Any:
        """Returns the heat which leaks in: the balance counts it with the work done in W."""
        return self.leaking(context)

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return {**self.contents(context), "heat_leak": self.leaking(context)}
