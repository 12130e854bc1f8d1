"""A row of two-phase cells through which gas and its condensate flow without slip."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.units.resistance import pipe
from twin_simulator.units.two_phase import TwoPhase, two_phase_states
from twin_simulator.units.unit import Context, Inventory, State, Unit, remembered


@dataclass(frozen=True)
class CondensingRow(Unit):
    """Node port `hot_inlet`, flow port `hot_outlet`; what cools it is up to the equipment.

    Equations:
        For each of N cells: amounts of gas and liquid, and dU/dt = enthalpy in - out - heat.
        Components pass between the phases in proportion to the distance of partial pressure from
        equilibrium (`units/two_phase.py`), NRTL and Henry (`properties/phase_equilibrium.py`).

    Assumptions:
        Liquid flows with the gas without slip. Ideal vapour, no Poynting factor: what stays in the
        gas is understated at high pressure. Conductance does not depend on flow or condensate.

    Validity:
        Henry constants hold near 20 to 60 degC (ammonia: near 0 degC); not checked.
    """

    @property
    def cells(self) -> int:
        """Number of cells."""
        return round(self.parameters["cells"])

    @property
    def numbers(self) -> range:
        """Numbers of the cells."""
        return range(1, self.cells + 1)

    def process_states(self) -> list[State]:
        """Returns the states of the cells."""
        volume = self.parameters["volume"] / self.cells
        return [s for k in self.numbers for s in two_phase_states(self, str(k), volume, 0.0)]

    @remembered
    def process(self, context: Context) -> list[TwoPhase]:
        """Returns the content of the cells."""
        v, volume = context.values, self.parameters["volume"] / self.cells
        return [
            TwoPhase(
                held_gas=v[f"g{k}"],
                held_liquid=v[f"l{k}"],
                temperature=v[f"T{k}"],
                volume=volume,
                medium=self.medium,
            )
            for k in self.numbers
        ]

    @remembered
    def hot_inlet(self, context: Context) -> Fluid:
        """Returns the fluid in the first cell."""
        return self.process(context)[0].mixture

    @property
    def _area(self) -> float:
        return float(self.parameters["flow_area"] * self.cells**0.5)

    @remembered
    def hot_outlet(self, context: Context) -> Flow:
        """Returns the flow out of the last cell."""
        last = self.process(context)[-1].mixture
        return pipe(self._area, last, context.fluids["hot_outlet"])

    def process_slopes(self, context: Context, heats: list[Any]) -> dict[str, Any]:
        """Returns the time derivatives, given the heat which each cell gives away in W."""
        cells = self.process(context)
        mixtures = [cell.mixture for cell in cells]
        between = [pipe(self._area, a, b) for a, b in pairwise(mixtures)]
        inward = [context.flows["hot_inlet"], *between]
        outward = [*between, context.flows["hot_outlet"]]
        slopes: dict[str, Any] = {}
        for i, cell in enumerate(cells):
            fed, left = inward[i], outward[i]
            heat = fed.enthalpy - left.enthalpy - heats[i]
            rates = cell.slopes(fed.gas - left.gas, fed.liquid - left.liquid, heat)
            slopes.update(zip((f"g{i + 1}", f"l{i + 1}", f"T{i + 1}"), rates, strict=True))
        return slopes

    @remembered
    def process_inventories(self, context: Context) -> list[Inventory]:
        """Returns what each cell holds."""
        return [
            Inventory(amounts=cell.gas + cell.liquid, energy=cell.energy)
            for cell in self.process(context)
        ]
