"""The cooling water of an exchanger: cells in counter-current, a state each.

The water holds a little elasticity (`_ELASTICITY`), so that its pressure between valve and outlet
is a state and no equation has to be solved for its flow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from twin_simulator.fluid import Flow, Fluid, flow_of, water
from twin_simulator.properties import steam
from twin_simulator.properties.components import H2O, MOLAR_MASS, WATER
from twin_simulator.units.gas_volume import temperature_slope, total
from twin_simulator.units.resistance import by_name, liquid_valve
from twin_simulator.units.unit import Inventory, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twin_simulator.units.unit import Context

_ELASTICITY = 2e-3  # kg/Pa
_WATER_GUESS = 305.0  # K
_DENSITY = 995.0  # kg/m3


@dataclass(frozen=True)
class WaterSide:
    """Water enters at the last cell and leaves at the first; states `w1`, `w2`, ... and `p`."""

    parameters: Mapping[str, float]

    @property
    def cells(self) -> int:
        """Number of cells."""
        return round(self.parameters["cells"])

    @property
    def _numbers(self) -> range:
        return range(1, self.cells + 1)

    def states(self) -> tuple[State, ...]:
        """Returns the differential states."""
        guess = np.array([_WATER_GUESS])
        waters = [State(name=f"w{k}", guess=guess, scale=500.0) for k in self._numbers]
        pressure = np.array([self.parameters["water_pressure"]])
        return (*waters, State(name="p", guess=pressure, scale=1e6, positive=True))

    def temperatures(self, context: Context) -> list[Any]:
        """Returns the temperature of each cell in K."""
        return by_name(context.values, "w", self.cells)

    def waters(self, context: Context) -> list[Fluid]:
        """Returns the water in each cell."""
        return [water(context.values["p"], t) for t in self.temperatures(context)]

    def outflow(self, context: Context) -> Flow:
        """Returns the flow out of port `water_outlet`."""
        area = self.parameters["water_flow_area"]
        warm = self.waters(context)[0]
        return liquid_valve(area, warm, context.fluids["water_outlet"])

    def _mass(self, context: Context, number: int) -> Any:
        """Water in a cell in kg; the elastic part sits where the water enters."""
        nominal = self.parameters["water_volume"] / self.cells * _DENSITY
        if number < self.cells:
            return nominal
        stretch = context.values["p"] - self.parameters["water_pressure"]
        return nominal + _ELASTICITY * stretch

    def slopes(self, context: Context, heats: list[Any]) -> dict[str, Any]:
        """Returns the time derivatives; `heats` in W go into the cells."""
        waters = self.waters(context)
        inward, outward = context.flows["water_inlet"], context.flows["water_outlet"]
        through = outward.mass
        slopes: dict[str, Any] = {"p": (inward.mass - through) / _ELASTICITY}
        for k in self._numbers:
            entering = inward if k == self.cells else flow_of(waters[k], through)
            leaving = flow_of(waters[k - 1], through)
            gain = entering.enthalpy - leaving.enthalpy + heats[k - 1]
            temperature = context.values[f"w{k}"]
            energy = self._mass(context, k) * steam.liquid_enthalpy(temperature)
            others = [(context.values["p"], slopes["p"])]
            slopes[f"w{k}"] = temperature_slope(energy, temperature, gain, others)
        return slopes

    def inventory(self, context: Context) -> Inventory:
        """Returns what the water side holds."""
        masses = [self._mass(context, k) for k in self._numbers]
        held = [
            Inventory(amounts=m / MOLAR_MASS[H2O] * WATER, energy=m * steam.liquid_enthalpy(t))
            for m, t in zip(masses, self.temperatures(context), strict=True)
        ]
        amounts, energy = total(held)
        return Inventory(amounts=amounts, energy=energy)
