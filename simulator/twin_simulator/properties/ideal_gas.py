"""Ideal-gas heat capacity, enthalpy and entropy from NASA 7-coefficient polynomials.

Source: GRI-Mech 3.0 thermodynamic data (Smith et al. 1999), the range 200 or 300 K to 1000 K.
The gas is ideal throughout: at 50 bar and 250 degC the compressibility of this
hydrogen-rich gas differs from one by about one percent.
"""

from __future__ import annotations

from typing import Any

import casadi as ca

from twin_simulator.properties.components import GAS_CONSTANT

_NASA = ca.DM([
    [2.34433112, 7.98052075e-3, -1.9478151e-5, 2.01572094e-8, -7.37611761e-12, -917.935173],
    [3.57953347, -6.1035368e-4, 1.01681433e-6, 9.07005884e-10, -9.04424499e-13, -14344.086],
    [2.35677352, 8.98459677e-3, -7.12356269e-6, 2.45919022e-9, -1.43699548e-13, -48371.9697],
    [5.14987613, -1.36709788e-2, 4.91800599e-5, -4.84743026e-8, 1.66693956e-11, -10246.6476],
    [3.298677, 1.4082404e-3, -3.963222e-6, 5.641515e-9, -2.444854e-12, -1020.8999],
    [4.19864056, -2.0364341e-3, 6.52040211e-6, -5.48797062e-9, 1.77197817e-12, -30293.7267],
    [5.71539582, -1.52309129e-2, 6.52441155e-5, -7.10806889e-8, 2.61352698e-11, -25642.7656],
])
_ENTROPY_CONSTANT = ca.DM([
    0.683010238,
    3.50840928,
    9.90105222,
    -4.64130376,
    3.950372,
    -0.849032208,
    -1.50409823,
])


def heat_capacity(temperature: Any) -> Any:
    """Returns cp of each component in J/(mol K) at `temperature` in K."""
    t = temperature
    return GAS_CONSTANT * _NASA[:, :5] @ ca.vertcat(1, t, t**2, t**3, t**4)


def enthalpy(temperature: Any) -> Any:
    """Returns the enthalpy of each component in J/mol, elements at 298.15 K being zero.

    >>> [round(float(h) / 1e3, 1) for h in enthalpy(298.15).full().ravel()]
    [0.0, -110.5, -393.5, -74.6, 0.0, -241.8, -200.9]
    """
    t = temperature
    return GAS_CONSTANT * _NASA @ ca.vertcat(t, t**2 / 2, t**3 / 3, t**4 / 4, t**5 / 5, 1)


def entropy(temperature: Any) -> Any:
    """Returns the entropy of each component in J/(mol K) at 1 bar and `temperature` in K."""
    t = temperature
    powers = ca.vertcat(ca.log(t), t, t**2 / 2, t**3 / 3, t**4 / 4)
    return GAS_CONSTANT * (_NASA[:, :5] @ powers + _ENTROPY_CONSTANT)


def mixture_heat_capacity(composition: Any, temperature: Any) -> Any:
    """Returns cp of a mixture in J/(mol K)."""
    t = temperature
    return GAS_CONSTANT * ca.dot(_NASA[:, :5].T @ composition, ca.vertcat(1, t, t**2, t**3, t**4))


def mixture_enthalpy(composition: Any, temperature: Any) -> Any:
    """Returns the enthalpy of a mixture in J/mol; cheap at many temperatures of one mixture."""
    t = temperature
    powers = ca.vertcat(t, t**2 / 2, t**3 / 3, t**4 / 4, t**5 / 5, 1)
    return GAS_CONSTANT * ca.dot(_NASA.T @ composition, powers)
