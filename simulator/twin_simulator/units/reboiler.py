"""Steam-heated reboiler with the sump of its column: one equilibrium stage over a steam chest.

The chest holds saturated steam and condensate of one temperature, as a steam drum does; the trap
at its bottom lets condensate out, and no steam.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.properties.components import CH3OH, H2O
from twin_simulator.units.drum import SteamDrum
from twin_simulator.units.gas_volume import net, total
from twin_simulator.units.resistance import liquid_valve
from twin_simulator.units.stage import GRAVITY, stage_states, under_head
from twin_simulator.units.stage_vessel import StageVessel
from twin_simulator.units.unit import Context, Inventory, State, remembered

_DRAINED = 0.02  # level in the chest at which the trap is half open


@dataclass(frozen=True)
class SteamReboiler(StageVessel):
    """Node ports `liquid_inlet`, `vapour`, `liquid` and `steam`; flow port `condensate`.

    Equations:
        A stage vessel heated by U A (T_steam - T); chest of saturated steam and condensate as a
        steam drum; the trap lets condensate out by its level.

    Assumptions:
        As a stage vessel. The conductance does not depend on flow or boiling; the trap passes no
        steam.
    """

    @property
    def _chest(self) -> SteamDrum:
        p = self.parameters
        chest = {"volume": p["chest_volume"], "pressure": p["chest_pressure"], "level": _DRAINED}
        return SteamDrum(chest, self.medium)

    def states(self) -> tuple[State, ...]:
        p = self.parameters
        content = stage_states(self, "", p["volume"], p["level"], p.get("start_methanol"))
        steam = [State(**{**vars(s), "name": f"chest_{s.name}"}) for s in self._chest.states()]
        return (*content, *steam)

    def adjustable(self) -> Mapping[str, float]:
        return {"cleanness": 1.0}

    @remembered
    def _inner(self, context: Context) -> Context:
        """The context of the chest, which knows its states as a steam drum does."""
        v = context.values
        return Context(values={"m": v["chest_m"], "T": v["chest_T"]})

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        content = self.content(context)
        depth = content.liquid_volume / self.parameters["area"]
        head = depth * content.solution.density * GRAVITY
        return {
            "liquid_inlet": content.solution,
            "vapour": content.vapour,
            "liquid": under_head(content.bottom, head),
            "steam": self._chest.fluids(self._inner(context))["steam"],
        }

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        inner = self._inner(context)
        water = self._chest.fluids(inner)["downcomer"]
        level = ca.fmax(self._chest.level(inner), 0)
        share = level**2 / (level**2 + _DRAINED**2)
        area = self.parameters["trap_area"] * share
        return {"condensate": liquid_valve(area, water, context.fluids["condensate"])}

    @remembered
    def _duty(self, context: Context) -> Any:
        v = context.values
        conductance = self.parameters["conductance"] * v["cleanness"]
        content = self.content(context)
        # tubes which run dry transfer no heat
        level = ca.fmax(content.liquid_volume / self.parameters["volume"], 0)
        wet = level / (level + _DRAINED)
        return conductance * wet * (v["chest_T"] - v["T"])

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        f, duty = context.flows, self._duty(context)
        outward = [f[port] for port in ("vapour", "liquid") if port in f]
        amounts, enthalpy = net([f["liquid_inlet"]], outward)
        held, slope = self.content(context).slopes(amounts, enthalpy + duty)
        steam, heat = net([f["steam"]], [f["condensate"]])
        chest = self._chest.changes(self._inner(context), steam, heat - duty)
        return {"n": held, "T": slope, "chest_m": chest["m"], "chest_T": chest["T"]}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        content = self.content(context)
        chest = self._chest.quantities(self._inner(context))
        return {
            "pressure": content.pressure,
            "temperature": content.temperature,
            "level": content.liquid_volume / self.parameters["volume"],
            "duty": self._duty(context),
            "methanol": content.mass_fraction(CH3OH),
            "water": content.mass_fraction(H2O),
            "chest_pressure": chest["pressure"],
            "chest_temperature": chest["temperature"],
            "chest_level": chest["level"],
        }

    def inventory(self, context: Context) -> Inventory:
        chest = self._chest.inventory(self._inner(context))
        amounts, energy = total([self.content(context).inventory, chest])
        return Inventory(amounts=amounts, energy=energy)
