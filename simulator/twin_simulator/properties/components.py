"""The components, their molar masses and what elements they are made of."""

from __future__ import annotations

import casadi as ca

COMPONENTS = ("H2", "CO", "CO2", "CH4", "N2", "H2O", "CH3OH")
H2, CO, CO2, CH4, N2, H2O, CH3OH = range(len(COMPONENTS))

GAS_CONSTANT = 8.314462618  # J/(mol K), CODATA 2018

# IUPAC 2021 abridged atomic weights: C 12.011, H 1.008, O 15.999, N 14.007
MOLAR_MASS = ca.DM([2.016, 28.010, 44.009, 16.043, 28.014, 18.015, 32.042]) * 1e-3  # kg/mol

ELEMENTS = ("C", "H", "O", "N")
ATOMS = ca.DM([
    [0, 1, 1, 1, 0, 0, 1],
    [2, 0, 0, 4, 0, 2, 4],
    [0, 1, 2, 0, 0, 1, 1],
    [0, 0, 0, 0, 2, 0, 0],
])  # atoms of each element (row) in each component (column)

WATER = ca.DM([0, 0, 0, 0, 0, 1, 0])  # composition of pure water
NITROGEN = ca.DM([0, 0, 0, 0, 1, 0, 0])
