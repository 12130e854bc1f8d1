"""Separator: gas leaves at the top, liquid at the bottom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twin_simulator.fluid import Fluid
from twin_simulator.units.two_phase import TwoPhase, two_phase_states
from twin_simulator.units.unit import Context, Inventory, State, Unit, remembered

_GAS_OUTLETS = ("gas_a", "gas_b")


@dataclass(frozen=True)
class Separator(Unit):
    """Gas joins the gas and liquid the liquid; no droplets are carried over.

    Equations:
        Amounts of gas and liquid and one temperature; phases exchange in proportion to the distance
        from equilibrium (`units/two_phase.py`).

    Assumptions:
        No droplets are carried over, no gas with the liquid. Ideal vapour, no Poynting factor.
        Walls store no heat.

    Validity:
        Henry constants hold near 20 to 60 degC; not checked.
    """

    def states(self) -> tuple[State, ...]:
        return two_phase_states(self, "", self.parameters["volume"], self.parameters["level"])

    @remembered
    def _content(self, context: Context) -> TwoPhase:
        v = context.values
        return TwoPhase(
            held_gas=v["g"],
            held_liquid=v["l"],
            temperature=v["T"],
            volume=self.parameters["volume"],
            medium=self.medium,
        )

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        content = self._content(context)
        top = dict.fromkeys(("inlet", *_GAS_OUTLETS), content.vapour)
        return {**top, "liquid": content.bottom}

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        f, content = context.flows, self._content(context)
        tops = [f[port] for port in _GAS_OUTLETS if port in f]
        outward = [*tops, f["liquid"]]
        gases = f["inlet"].gas - sum(flow.gas for flow in outward)
        liquids = f["inlet"].liquid - sum(flow.liquid for flow in outward)
        heat = f["inlet"].enthalpy - sum(flow.enthalpy for flow in outward)
        slopes = content.slopes(gases, liquids, heat)
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
