"""A packed bed: a row of well-mixed cells of gas and catalyst.

Gas and catalyst of a cell share one temperature (pseudo-homogeneous). Pressure drop: each cell
passes on through the same flow area, so that the area of the whole bed is what is described.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

import casadi as ca

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.units.gas_volume import gas_energy, gas_state, temperature_slope, total
from twin_simulator.units.resistance import by_name, pipe
from twin_simulator.units.unit import Context, Inventory, State, Unit, remembered

DEPTHS = (5, 25, 50, 75, 95)  # percent, where thermometers are


@dataclass(frozen=True, kw_only=True)
class Kinetics:
    """Rate laws of a catalyst.

    Attributes:
        rates: of partial pressures in Pa and temperature in K; mol/(kg catalyst s), a column.
        stoichiometry: change of each component (row) in each reaction (column).
        temperature, pressure: ranges in which they hold, in K and Pa.
    """

    rates: Callable[[Any, Any], Any]
    stoichiometry: Any
    temperature: tuple[float, float]
    pressure: tuple[float, float]


@dataclass(frozen=True)
class PackedBed(Unit):
    """Adiabatic bed. Flow port `feed`, node port `product`.

    Equations:
        For each of N well-mixed cells: dn/dt = in - out + nu r(p, T) m; dU/dt of gas and catalyst =
        enthalpy in - out - heat through the wall. w = A sqrt(2 rho dp) from cell to cell.

    Assumptions:
        Gas and catalyst have one temperature. No radial gradients. Cells disperse: the peak is
        lower and fronts are wider than in plug flow. Catalyst keeps its activity unless `activity`
        is changed. No heat loss.

    Validity:
        Temperatures and pressures at which the kinetics were fitted (below), with 1 K and 1 bar to
        spare, in every cell.
    """

    kinetics: ClassVar[Kinetics]
    feeds: ClassVar[tuple[str, ...]] = ("feed",)

    @property
    def cells(self) -> int:
        """Number of cells along the bed."""
        return round(self.parameters["cells"])

    @property
    def bed_volume(self) -> float:
        """Volume of one cell in m3."""
        return self.parameters["volume"] / self.cells

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
    def area(self) -> float:
        """Effective flow area between two cells in m2."""
        return float(self.parameters["flow_area"] * self.cells**0.5)

    @property
    def numbers(self) -> range:
        """Numbers of the cells."""
        return range(1, self.cells + 1)

    def states(self) -> tuple[State, ...]:
        gases = [self.gas_amounts(f"n{k}", self.gas_volume) for k in self.numbers]
        return (*gases, *(self.temperature_state(f"T{k}") for k in self.numbers))

    def adjustable(self) -> Mapping[str, float]:
        return {"activity": 1.0}

    @remembered
    def bed(self, context: Context) -> list[Fluid]:
        """Returns the gas in each cell."""
        v, hot = context.values, self.held.hot
        return [
            gas_state(self.held.spread(v[f"n{k}"]), v[f"T{k}"], self.gas_volume, hot=hot)
            for k in self.numbers
        ]

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        return {"product": self.bed(context)[-1]}

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        first = self.bed(context)[0]
        return {port: pipe(self.area, context.fluids[port], first) for port in self.feeds}

    @remembered
    def heats(self, context: Context) -> list[Any]:
        """Returns the heat which leaves each cell through its wall in W."""
        del context
        return [0.0] * self.cells

    def made(self, context: Context, number: int, cell: Fluid) -> Any:
        """Returns what the reactions make in a cell, of each component in mol/s."""
        del number
        rates = self.kinetics.rates(cell.composition * cell.pressure, cell.temperature)
        mass = self.catalyst_mass * context.values["activity"]
        return self.kinetics.stoichiometry @ rates * mass

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        bed, heats = self.bed(context), self.heats(context)
        between = [pipe(self.area, a, b) for a, b in pairwise(bed)]
        feeds = [self.flows(context)[port] for port in self.feeds]
        inward = [feeds, *([flow] for flow in between)]
        outward = [*between, context.flows["product"]]
        slopes: dict[str, Any] = {}
        for k, cell in enumerate(bed, start=1):
            n, t = context.values[f"n{k}"], context.values[f"T{k}"]
            made = self.made(context, k, cell)
            amounts = sum(f.amounts for f in inward[k - 1]) - outward[k - 1].amounts + made
            gain = sum(f.enthalpy for f in inward[k - 1]) - outward[k - 1].enthalpy - heats[k - 1]
            held = self.held.pick(amounts)
            slopes[f"n{k}"] = held
            slopes[f"T{k}"] = temperature_slope(self.energy(n, t), t, gain, [(n, held)])
        return slopes

    def energy(self, held: Any, temperature: Any) -> Any:
        """Returns the internal energy of a cell's gas and catalyst in J."""
        catalyst = self.catalyst_mass * self.parameters["catalyst_heat_capacity"]
        gas = gas_energy(self.held.spread(held), temperature, hot=self.held.hot)
        return gas + catalyst * temperature

    def quantities(self, context: Context) -> Mapping[str, Any]:
        temperatures = by_name(context.values, "T", self.cells)
        bed = self.bed(context)
        depths = {f"bed_temperature_{d:02d}": _at_depth(temperatures, d / 100) for d in DEPTHS}
        return {
            **depths,
            "peak_temperature": ca.mmax(ca.vertcat(*temperatures)),
            "pressure_drop": context.fluids["feed"].pressure - bed[-1].pressure,
        }

    def validity(self, context: Context) -> Any:
        """Holds while all gas is where the kinetics were fitted, with a bar or kelvin to spare."""
        low, high = self.kinetics.temperature
        least, most = self.kinetics.pressure
        inside = [
            ca.logic_and(
                ca.logic_and(cell.temperature > low - 1, cell.temperature < high + 1),
                ca.logic_and(cell.pressure > least - 1e5, cell.pressure < most + 1e5),
            )
            for cell in self.bed(context)
        ]
        return ca.mmin(ca.vertcat(*inside))

    def inventory(self, context: Context) -> Inventory:
        amounts, energy = total(
            Inventory(amounts=self.held.spread(n), energy=self.energy(n, t))
            for n, t in zip(
                by_name(context.values, "n", self.cells),
                by_name(context.values, "T", self.cells),
                strict=True,
            )
        )
        return Inventory(amounts=amounts, energy=energy)


def _at_depth(temperatures: list[Any], depth: float) -> Any:
    """Interpolates between the middles of the cells; constant beyond the outer ones."""
    last = len(temperatures) - 1
    position = min(max(depth * len(temperatures) - 0.5, 0.0), float(last))
    below = min(int(position), max(last - 1, 0))
    share = position - below
    return (1 - share) * temperatures[below] + share * temperatures[min(below + 1, last)]
