"""Balances of elements and energy over the whole section: what comes in against what is held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import casadi as ca
import numpy as np

from twin_simulator.properties.components import ATOMS, ELEMENTS
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from twin_simulator.flowsheet import Flowsheet


@dataclass(frozen=True)
class Balance:
    """Compares inflow and storage of the elements (mol/s) and energy (W)."""

    terms: ca.Function
    held: ca.Function

    @classmethod
    def of(cls, flowsheet: Flowsheet) -> Balance:
        """Builds the balance of a flowsheet."""
        f = flowsheet
        held = ca.vertcat(ATOMS @ f.amounts, f.energy)
        inflow = ca.vertcat(ATOMS @ f.amounts_inflow, f.energy_inflow)
        stored = ca.jtimes(held, f.x, f.derivative)
        symbols = [f.x, f.u, f.p]
        return cls(
            ca.Function("terms", symbols, [stored, inflow]), ca.Function("held", symbols, [held])
        )

    def imbalance(self, x: Array, u: Array, p: Array) -> Array:
        """Returns stored minus inflow per second, relative to what the section holds.

        One value for each of `ELEMENTS`, then energy.
        """
        stored, inflow = (np.asarray(term).ravel() for term in self.terms(x, u, p))
        held = np.abs(np.asarray(self.held(x, u, p)).ravel())
        # an element which the plant does not hold can not be out of balance
        return np.asarray((stored - inflow) / np.where(held > 0, held, 1.0))


TERMS = (*ELEMENTS, "energy")
