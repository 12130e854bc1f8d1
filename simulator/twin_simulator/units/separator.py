"""Separator: gas leaves at the top, liquid at the bottom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twin_simulator.fluid import Fluid
from twin_simulator.units.gas_volume import net
from twin_simulator.units.two_phase import TwoPhase, two_phase_states
from twin_simulator.units.unit import Context, Inventory, State, Unit


@dataclass(frozen=True)
class Separator(Unit):
    """What comes in joins the gas and condenses from there; no droplets are carried over."""

    def states(self) -> tuple[State, ...]:
        return two_phase_states(self, "", self.parameters["volume"], self.parameters["level"])

    def _content(self, context: Context) -> TwoPhase:
        v = context.values
        return TwoPhase(
            held_gas=v["g"],
            held_liquid=v["l"],
            temperature=v["T"],
            volume=self.parameters["volume"],
            medium=self.medium,
        )

    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        content = self._content(context)
        top = dict.fromkeys(("inlet", "gas_a", "gas_b"), content.vapour)
        return {**top, "liquid": content.bottom.fluid}

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        f, content = context.flows, self._content(context)
        outward = [f[port] for port in ("gas_a", "gas_b") if port in f]
        amounts, enthalpy = net((f["inlet"],), outward)
        gas_out, liquid_out = content.bottom.taken(f["liquid"])
        heat = enthalpy - f["liquid"].enthalpy
        slopes = content.slopes(amounts - gas_out, -liquid_out, heat)
        return dict(zip(("g", "l", "T"), slopes, strict=True))

    def quantities(self, context: Context) -> Mapping[str, Any]:
        content = self._content(context)
        return {
            "pressure": content.vapour.pressure,
            "temperature": content.temperature,
            "level": content.liquid_volume / self.parameters["volume"],
        }

    def inventory(self, context: Context) -> Inventory:
        content = self._content(context)
        return Inventory(amounts=content.gas + content.liquid, energy=content.energy)
