"""Cooling water on its way through a row of cells, counter-current to what it cools.

It holds a little elasticity (`_ELASTICITY`), so that the pressure of the water between its valve
and its outlet is a state and no equation has to be solved for its flow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from twin_simulator.fluid import Flow, Fluid, flow_of, water
from twin_simulator.properties import steam
from twin_simulator.properties.components import H2O, MOLAR_MASS, WATER
from twin_simulator.units.gas_volume import temperature_slope
from twin_simulator.units.resistance import by_name, liquid_valve
from twin_simulator.units.unit import Context, Inventory, State, remembered

_ELASTICITY = 5e-4  # kg/Pa; even a small cell (500 kg) keeps most of its water without pressure
_WATER_GUESS = 305.0  # K


@dataclass(frozen=True)
class WaterSide:
    """Node port `water_inlet` (the last cell), flow port `water_outlet` (the first)."""

    parameters: Mapping[str, float]

    @property
    def cells(self) -> int:
        """Number of cells."""
        return round(self.parameters["cells"])

    def states(self) -> list[State]:
        """Returns the temperature of each cell and the pressure."""
        guess = np.array([_WATER_GUESS])
        waters = [State(name=f"w{k + 1}", guess=guess, scale=500.0) for k in range(self.cells)]
        pressure = np.array([self.parameters["water_pressure"]])
        return [*waters, State(name="p", guess=pressure, scale=1e6, positive=True)]

    @remembered
    def temperatures(self, context: Context) -> list[Any]:
        """Returns the temperature of each cell in K."""
        return by_name(context.values, "w", self.cells)

    @remembered
    def _waters(self, context: Context) -> list[Fluid]:
        return [water(context.values["p"], t) for t in self.temperatures(context)]

    @remembered
    def inlet(self, context: Context) -> Fluid:
        """Returns the water where it enters."""
        return self._waters(context)[-1]

    @remembered
    def outlet(self, context: Context) -> Flow:
        """Returns the flow which leaves."""
        area = self.parameters["water_flow_area"]
        return liquid_valve(area, self._waters(context)[0], context.fluids["water_outlet"])

    @remembered
    def _mass(self, context: Context, number: int) -> Any:
        """Water in a cell in kg; the elastic part sits where the water enters."""
        nominal = self.parameters["water_volume"] / self.cells * 995.0
        if number < self.cells:
            return nominal
        return nominal + _ELASTICITY * (context.values["p"] - self.parameters["water_pressure"])

    def slopes(self, context: Context, heats: list[Any]) -> dict[str, Any]:
        """Returns the time derivatives, given the heat which each cell takes up in W."""
        waters = self._waters(context)
        inward, outward = context.flows["water_inlet"], context.flows["water_outlet"]
        through = outward.mass
        found: dict[str, Any] = {"p": (inward.mass - through) / _ELASTICITY}
        for k in range(1, self.cells + 1):
            entering = inward if k == self.cells else flow_of(waters[k], through)
            leaving = flow_of(waters[k - 1], through)
            gain = entering.enthalpy - leaving.enthalpy + heats[k - 1]
            temperature = context.values[f"w{k}"]
            energy = self._mass(context, k) * steam.liquid_enthalpy(temperature)
            others = [(context.values["p"], found["p"])]
            found[f"w{k}"] = temperature_slope(energy, temperature, gain, others)
        return found

    @remembered
    def inventories(self, context: Context) -> list[Inventory]:
        """Returns what each cell holds."""
        masses = [self._mass(context, k + 1) for k in range(self.cells)]
        return [
            Inventory(amounts=m / MOLAR_MASS[H2O] * WATER, energy=m * steam.liquid_enthalpy(t))
            for m, t in zip(masses, self.temperatures(context), strict=True)
        ]
