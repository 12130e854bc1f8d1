"""Water-cooled condenser above its reflux drum, total or partial.

Vapour, condensate and gases which do not condense are one equilibrium stage: the condensate
leaves at its boiling point under the partial pressure that the gases leave it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.properties.components import CH3OH, H2O
from twin_simulator.units.gas_volume import net, total
from twin_simulator.units.resistance import pipe
from twin_simulator.units.stage import stage_states
from twin_simulator.units.stage_vessel import StageVessel
from twin_simulator.units.unit import Context, Inventory, State, remembered
from twin_simulator.units.water_side import WaterSide


@dataclass(frozen=True)
class CondenserDrum(StageVessel):
    """Flow port `vapour`; node ports `gas`, `reflux`, `product` and `water_inlet`.

    Equations:
        A stage vessel cooled by counter-current cells of water (`units/water_side.py`), heat U A (T
        - T_water).

    Assumptions:
        As a stage vessel: condensate is at its boiling point under the partial pressure which the
        gases leave it. The conductance does not depend on flow or gases.
    """

    @property
    def _water(self) -> WaterSide:
        return WaterSide(self.parameters)

    def states(self) -> tuple[State, ...]:
        p = self.parameters
        content = stage_states(self, "", p["volume"], p["level"], p.get("start_methanol"))
        return (*content, *self._water.states())

    def adjustable(self) -> Mapping[str, float]:
        return {"cleanness": 1.0}

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        content = self.content(context)
        return {
            "gas": content.vapour,
            "reflux": content.bottom,
            "product": content.bottom,
            "water_inlet": self._water.inlet(context),
        }

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        drum = self.content(context).vapour
        return {
            "vapour": pipe(self.parameters["flow_area"], context.fluids["vapour"], drum),
            "water_outlet": self._water.outlet(context),
        }

    @remembered
    def _heats(self, context: Context) -> list[Any]:
        """Heat which goes into each cell of the water in W."""
        conductance = self.parameters["conductance"] * context.values["cleanness"]
        each = conductance / self._water.cells
        return [each * (context.values["T"] - w) for w in self._water.temperatures(context)]

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        heats, f = self._heats(context), context.flows
        outward = [f[port] for port in ("gas", "reflux", "product") if port in f]
        amounts, enthalpy = net([f["vapour"]], outward)
        held, slope = self.content(context).slopes(amounts, enthalpy - sum(heats))
        return {"n": held, "T": slope, **self._water.slopes(context, heats)}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        content = self.content(context)
        return {
            "pressure": content.pressure,
            "temperature": content.temperature,
            "level": content.liquid_volume / self.parameters["volume"],
            "duty": sum(self._heats(context)),
            "water_outlet_temperature": context.values["w1"],
            "methanol": content.mass_fraction(CH3OH),
            "water": content.mass_fraction(H2O),
        }

    def inventory(self, context: Context) -> Inventory:
        content = self.content(context)
        amounts, energy = total([content.inventory, *self._water.inventories(context)])
        return Inventory(amounts=amounts, energy=energy)
