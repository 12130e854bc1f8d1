"""Water-cooled condenser: two-phase cells on one side, counter-current water on the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import casadi as ca

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.units.gas_volume import total
from twin_simulator.units.resistance import by_name, pipe
from twin_simulator.units.two_phase import Parts, TwoPhase, two_phase_states
from twin_simulator.units.unit import Context, Inventory, State, Unit
from twin_simulator.units.water_side import WaterSide


@dataclass(frozen=True)
class CondensingCooler(Unit):
    """Node ports `hot_inlet` and `water_inlet`, flow ports `hot_outlet` and `water_outlet`."""

    @property
    def cells(self) -> int:
        """Number of cells."""
        return round(self.parameters["cells"])

    def states(self) -> tuple[State, ...]:
        volume = self.parameters["volume"] / self.cells
        process = [s for k in self._numbers for s in two_phase_states(self, str(k), volume, 0.0)]
        return (*process, *self._water.states())

    @property
    def _water(self) -> WaterSide:
        return WaterSide(self.parameters)

    @property
    def _numbers(self) -> range:
        return range(1, self.cells + 1)

    def adjustable(self) -> Mapping[str, float]:
        return {"cleanness": 1.0}

    def _process(self, context: Context) -> list[TwoPhase]:
        v, volume = context.values, self.parameters["volume"] / self.cells
        return [
            TwoPhase(
                held_gas=v[f"g{k}"],
                held_liquid=v[f"l{k}"],
                temperature=v[f"T{k}"],
                volume=volume,
                medium=self.medium,
            )
            for k in self._numbers
        ]

    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        return {
            "hot_inlet": self._process(context)[0].mixture.fluid,
            "water_inlet": self._water.waters(context)[-1],
        }

    def _area(self) -> float:
        return float(self.parameters["flow_area"] * self.cells**0.5)

    def flows(self, context: Context) -> Mapping[str, Flow]:
        last = self._process(context)[-1].mixture.fluid
        return {
            "hot_outlet": pipe(self._area(), last, context.fluids["hot_outlet"]),
            "water_outlet": self._water.outflow(context),
        }

    def _heats(self, context: Context) -> list[Any]:
        """Heat which each cell gives to the water in W."""
        conductance = self.parameters["conductance"] / self.cells * context.values["cleanness"]
        waters = self._water.temperatures(context)
        temperatures = by_name(context.values, "T", self.cells)
        return [conductance * (t - w) for t, w in zip(temperatures, waters, strict=True)]

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        waters = self._water.slopes(context, self._heats(context))
        return {**self._process_slopes(context), **waters}

    def _process_slopes(self, context: Context) -> dict[str, Any]:
        cells, heats = self._process(context), self._heats(context)
        mixtures = [cell.mixture for cell in cells]
        between = [pipe(self._area(), a.fluid, b.fluid) for a, b in pairwise(mixtures)]
        inward = [context.flows["hot_inlet"], *between]
        outward = [*between, context.flows["hot_outlet"]]
        # a neighbour outside the cooler gives and takes gas; its own unit condenses
        parts = [None, *mixtures, None]
        phases = [
            _phases(flow, before, after)
            for flow, (before, after) in zip([*inward, outward[-1]], pairwise(parts), strict=True)
        ]
        slopes: dict[str, Any] = {}
        for i, cell in enumerate(cells):
            (gas_in, liquid_in), (gas_out, liquid_out) = phases[i], phases[i + 1]
            heat = inward[i].enthalpy - outward[i].enthalpy - heats[i]
            rates = cell.slopes(gas_in - gas_out, liquid_in - liquid_out, heat)
            slopes.update(zip((f"g{i + 1}", f"l{i + 1}", f"T{i + 1}"), rates, strict=True))
        return slopes

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return {
            "outlet_temperature": context.values[f"T{self.cells}"],
            "water_outlet_temperature": context.values["w1"],
            "duty": sum(self._heats(context)),
        }

    def inventory(self, context: Context) -> Inventory:
        process = [
            Inventory(amounts=cell.gas + cell.liquid, energy=cell.energy)
            for cell in self._process(context)
        ]
        amounts, energy = total([*process, self._water.inventory(context)])
        return Inventory(amounts=amounts, energy=ca.sum1(energy))


def _phases(flow: Flow, before: Parts | None, after: Parts | None) -> tuple[Any, Any]:
    """Splits a flow into gas and liquid, by what it comes from in either direction."""
    everything = (flow.amounts, ca.DM.zeros(flow.amounts.shape))
    ahead = before.taken(flow) if before else everything
    back = after.taken(flow) if after else everything
    forward = ca.sum1(flow.amounts) > 0
    gases, liquids = (ca.if_else(forward, a, b) for a, b in zip(ahead, back, strict=True))
    return gases, liquids
