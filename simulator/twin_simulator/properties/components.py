"""The components, their molar masses and what elements they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import casadi as ca

COMPONENTS = (
    *("H2", "CO", "CO2", "CH4", "N2", "H2O", "CH3OH"),
    # methyl diethanolamine, CH3N(C2H4OH)2, and methanethiol, which stands for organic sulfur
    *("NH3", "AR", "O2", "H2S", "MDEA", "CH3SH"),
)
H2, CO, CO2, CH4, N2, H2O, CH3OH, NH3, AR, O2, H2S, MDEA, CH3SH = range(len(COMPONENTS))

GAS_CONSTANT = 8.314462618  # J/(mol K), CODATA 2018

ELEMENTS = ("C", "H", "O", "N", "S", "Ar")
ATOMS = ca.DM([
    [0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 5, 1],
    [2, 0, 0, 4, 0, 2, 4, 3, 0, 0, 2, 13, 4],
    [0, 1, 2, 0, 0, 1, 1, 0, 0, 2, 0, 2, 0],
    [0, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 1, 0],
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1],
    [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
])  # atoms of each element (row) in each component (column)

# IUPAC 2021 abridged atomic weights in kg/mol, in the order of ELEMENTS
_ATOMIC_MASS = ca.DM([12.011, 1.008, 15.999, 14.007, 32.06, 39.95]) * 1e-3
MOLAR_MASS = ATOMS.T @ _ATOMIC_MASS  # kg/mol


def only(component: int) -> ca.DM:
    """Returns the composition of a pure component."""
    composition = ca.DM.zeros(len(COMPONENTS))
    composition[component] = 1
    return composition


def by_component(values: Mapping[int, Any]) -> Any:
    """Returns a column with a value per component; what is not named is zero."""
    return ca.vertcat(*(values.get(i, 0) for i in range(len(COMPONENTS))))


WATER = only(H2O)
NITROGEN = only(N2)
