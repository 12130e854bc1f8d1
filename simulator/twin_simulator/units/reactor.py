"""Boiling-water methanol converter: a row of well-mixed cells of gas and catalyst.

Gas and catalyst of a cell share one temperature (pseudo-homogeneous, no diffusion limitation:
the kinetics are used as fitted). Boiling water takes heat through the tube walls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import pi
from typing import Any

import casadi as ca

from twin_simulator.fluid import Flow, Fluid, flow_of
from twin_simulator.kinetics import methanol
from twin_simulator.properties.components import CH3OH
from twin_simulator.units.gas_volume import gas_energy, gas_state, temperature_slope, total
from twin_simulator.units.resistance import by_name, pipe
from twin_simulator.units.unit import Context, Inventory, State, Unit

_DEPTHS = (5, 25, 50, 75, 95)  # percent, where thermometers are


@dataclass(frozen=True)
class MethanolReactor(Unit):
    """Flow port `feed` and coolant ports; node port `product`."""

    @property
    def cells(self) -> int:
        """Number of cells along the tubes."""
        return round(self.parameters["cells"])

    @property
    def bed_volume(self) -> float:
        """Volume inside the tubes of one cell in m3."""
        p = self.parameters
        return p["tubes"] * pi / 4 * p["tube_diameter"] ** 2 * p["tube_length"] / self.cells

    @property
    def gas_volume(self) -> float:
        """Gas volume of one cell in m3."""
        return self.bed_volume * self.parameters["void_fraction"]

    @property
    def catalyst_mass(self) -> float:
        """Catalyst in one cell in kg."""
        solid = 1 - self.parameters["void_fraction"]
        return self.bed_volume * solid * self.parameters["catalyst_density"]

    @property
    def wall_conductance(self) -> float:
        """Heat transfer to the water for each cell in W/K."""
        p = self.parameters
        return (
            p["heat_transfer"]
            * p["tubes"]
            * pi
            * p["tube_diameter"]
            * p["tube_length"]
            / (self.cells)
        )

    def states(self) -> tuple[State, ...]:
        numbers = range(1, self.cells + 1)
        gases = [self.gas_amounts(f"n{k}", self.gas_volume) for k in numbers]
        return (*gases, *(self.temperature_state(f"T{k}") for k in numbers))

    def adjustable(self) -> Mapping[str, float]:
        return {"activity": 1.0, "cleanness": 1.0}

    def _bed(self, context: Context) -> list[Fluid]:
        amounts = by_name(context.values, "n", self.cells)
        temperatures = by_name(context.values, "T", self.cells)
        pairs = zip(amounts, temperatures, strict=True)
        return [gas_state(self.medium.spread(n), t, self.gas_volume) for n, t in pairs]

    def _feed(self, context: Context) -> Flow:
        area = self.parameters["flow_area"] * self.cells**0.5
        return pipe(area, context.fluids["feed"], self._bed(context)[0])

    def _heats(self, context: Context) -> list[Any]:
        """Heat which each cell gives to the water in W."""
        conductance = self.wall_conductance * context.values["cleanness"]
        water = context.fluids["coolant_inlet"].temperature
        return [conductance * (cell.temperature - water) for cell in self._bed(context)]

    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        return {"product": self._bed(context)[-1]}

    def flows(self, context: Context) -> Mapping[str, Flow]:
        circulation = flow_of(context.fluids["coolant_inlet"], self.parameters["circulation"])
        heated = circulation.enthalpy + sum(self._heats(context))
        return {
            "feed": self._feed(context),
            "coolant_inlet": circulation,
            "coolant_outlet": Flow(amounts=circulation.amounts, enthalpy=heated),
        }

    def _through(self, context: Context) -> list[Flow]:
        """The flows into the first cell, between the cells and out of the last."""
        area = self.parameters["flow_area"] * self.cells**0.5
        bed = self._bed(context)
        between = [pipe(area, a, b) for a, b in pairwise(bed)]
        return [self._feed(context), *between, context.flows["product"]]

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        through, heats = self._through(context), self._heats(context)
        slopes: dict[str, Any] = {}
        for k, cell in enumerate(self._bed(context), start=1):
            inward, outward = through[k - 1], through[k]
            n, t = context.values[f"n{k}"], context.values[f"T{k}"]
            rates = methanol.rates(cell.composition * cell.pressure, cell.temperature)
            made = methanol.STOICHIOMETRY @ rates * self.catalyst_mass * context.values["activity"]
            slopes[f"n{k}"] = self.medium.pick(inward.amounts - outward.amounts + made)
            gain = inward.enthalpy - outward.enthalpy - heats[k - 1]
            others = [(n, slopes[f"n{k}"])]
            slopes[f"T{k}"] = temperature_slope(self._energy(n, t), t, gain, others)
        return slopes

    def _energy(self, amounts: Any, temperature: Any) -> Any:
        catalyst = self.catalyst_mass * self.parameters["catalyst_heat_capacity"]
        return gas_energy(self.medium.spread(amounts), temperature) + catalyst * temperature

    def quantities(self, context: Context) -> Mapping[str, Any]:
        temperatures = by_name(context.values, "T", self.cells)
        bed = self._bed(context)
        depths = {
            f"bed_temperature_{depth:02d}": _at_depth(temperatures, depth / 100)
            for depth in _DEPTHS
        }
        return {
            **depths,
            "peak_temperature": ca.mmax(ca.vertcat(*temperatures)),
            "pressure_drop": context.fluids["feed"].pressure - bed[-1].pressure,
            "duty": sum(self._heats(context)),
            "methanol": bed[-1].composition[CH3OH],
        }

    def validity(self, context: Context) -> Any:
        """Holds while all gas is where the kinetics were fitted, with a bar or kelvin to spare."""
        low, high = methanol.VALID_TEMPERATURE
        least, most = methanol.VALID_PRESSURE
        inside = [
            ca.logic_and(
                ca.logic_and(cell.temperature > low - 1, cell.temperature < high + 1),
                ca.logic_and(cell.pressure > least - 1e5, cell.pressure < most + 1e5),
            )
            for cell in self._bed(context)
        ]
        return ca.mmin(ca.vertcat(*inside))

    def inventory(self, context: Context) -> Inventory:
        amounts, energy = total(
            Inventory(amounts=self.medium.spread(n), energy=self._energy(n, t))
            for n, t in zip(
                by_name(context.values, "n", self.cells),
                by_name(context.values, "T", self.cells),
                strict=True,
            )
        )
        return Inventory(amounts=amounts, energy=energy)


def _at_depth(temperatures: list[Any], depth: float) -> Any:
    """Interpolates between the middles of the cells; constant beyond the outer ones."""
    position = min(max(depth * len(temperatures) - 0.5, 0.0), len(temperatures) - 1.0)
    below = min(int(position), len(temperatures) - 2)
    share = position - below
    return (1 - share) * temperatures[below] + share * temperatures[below + 1]
