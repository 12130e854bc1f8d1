"""Zinc oxide bed: takes hydrogen sulfide out of natural gas until it is spent.

ZnO + H2S = ZnS + H2O, irreversible here (equilibrium leaves some ppb). The front moves through
the cells: a cell's rate is first order in hydrogen sulfide (Westmoreland, Gibson and Harrison
1977, Environ. Sci. Technol. 11, 488) and in the oxide which is left; the rate constant is a
parameter of the bed. Heat of reaction -76.6 kJ/mol (NIST WebBook formation enthalpies).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca
import numpy as np

from twin_simulator.fluid import Fluid
from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import H2O, H2S, by_component
from twin_simulator.units.raw_gas_bed import RawGasBed, within
from twin_simulator.units.resistance import by_name
from twin_simulator.units.unit import Context, Inventory, State, remembered

EXCHANGED = by_component({H2S: -1, H2O: 1})
_HEAT = -76.6e3  # J for each mol of H2S
# enthalpy of the sulfide less that of the oxide in J/mol; the gas gives more than the heat above
_SOLID = float(_HEAT - ca.dot(EXCHANGED, ideal_gas.enthalpy(298.15)))


@dataclass(frozen=True)
class ZincOxideBed(RawGasBed):
    """States beside the bed's: `s`, the share of each cell's oxide which is spent.

    Equations:
        Packed bed; H2S is taken up at k c (1 - s) in each cell, ds/dt = uptake / capacity of the
        cell. ZnO + H2S = ZnS + H2O, -76.6 kJ/mol.

    Assumptions:
        Irreversible; first order in H2S and in the oxide left (Westmoreland, Gibson and Harrison
        1977). Organic sulfur passes.

    Validity:
        As the range of its kinetics below, in every cell.
    """

    kinetics = within((473.0, 720.0), EXCHANGED)

    @property
    def capacity(self) -> float:
        """Sulfur that a cell can take in mol."""
        return self.parameters["sulfur_capacity"] / self.cells

    def states(self) -> tuple[State, ...]:
        new = np.array([0.0])
        spent = [State(name=f"s{k}", guess=new, scale=1.0, ages=True) for k in self.numbers]
        return (*super().states(), *spent)

    @remembered
    def _taken(self, context: Context, number: int) -> Any:
        """Hydrogen sulfide which a cell takes in mol/s."""
        fresh = 1 - context.values[f"s{number}"]
        held = self.held.spread(context.values[f"n{number}"])[H2S]
        return context.values["activity"] * self.parameters["uptake_rate"] * fresh * held

    def made(self, context: Context, number: int, cell: Fluid) -> Any:
        del cell
        return EXCHANGED * self._taken(context, number)

    @remembered
    def heats(self, context: Context) -> list[Any]:
        """Returns the heat which goes into the solid of each cell, as its oxide is spent, in W."""
        return [_SOLID * self._taken(context, k) for k in self.numbers]

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        spent = {f"s{k}": self._taken(context, k) / self.capacity for k in self.numbers}
        return {**super().derivatives(context), **spent}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        spent = by_name(context.values, "s", self.cells)
        slip = self.bed(context)[-1].composition[H2S]
        return {**super().quantities(context), "spent": sum(spent) / self.cells, "slip": slip}

    def inventory(self, context: Context) -> Inventory:
        """Counts the solid as the hydrogen sulfide it took less the water it gave."""
        gas = super().inventory(context)
        taken = self.capacity * sum(by_name(context.values, "s", self.cells))
        return Inventory(
            amounts=gas.amounts - EXCHANGED * taken, energy=gas.energy + _SOLID * taken
        )
