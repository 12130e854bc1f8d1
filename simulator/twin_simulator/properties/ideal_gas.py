"""Ideal-gas heat capacity, enthalpy and entropy from NASA 7-coefficient polynomials.

Source: GRI-Mech 3.0 thermodynamic data (Smith et al. 1999); H2S: JANAF 6/77 as NASA fitted it
(McBride, Gordon and Reno 1993, NASA TM-4513). The polynomials of the range 200 or 300 K to 1000 K
are used, and with `hot` those of 1000 K to 3500 K too; the two meet at 1000 K. MDEA never leaves
the liquid: its row is the heat capacity of the liquid, 272 J/(mol K) (Chen, Shih and Li 2001,
J. Chem. Eng. Data 46, 51), counted from the liquid at 298.15 K. CH3SH: a parabola through the heat
capacities from 300 to 1000 K of the sulfur library of the RMG database (12.05, 13.88, 15.68, 17.35,
20.17, 22.34 cal/(mol K) at 300, 400, 500, 600, 800, 1000 K; within 0.4 %), with -22.8 kJ/mol and
255.1 J/(mol K) at 298.15 K (NIST WebBook).
The gas is ideal throughout: at 50 bar and 250 degC the compressibility of this
hydrogen-rich gas differs from one by about one percent.
"""

from __future__ import annotations

from typing import Any

import casadi as ca

from twin_simulator.properties.components import GAS_CONSTANT
from twin_simulator.properties.inlined import inlined

# a1 to a6, then the entropy constant a7, of each of COMPONENTS
_BELOW = ca.DM([
    [2.34433112, 7.98052075e-3, -1.9478151e-5, 2.01572094e-8, -7.37611761e-12, -917.935173],
    [3.57953347, -6.1035368e-4, 1.01681433e-6, 9.07005884e-10, -9.04424499e-13, -14344.086],
    [2.35677352, 8.98459677e-3, -7.12356269e-6, 2.45919022e-9, -1.43699548e-13, -48371.9697],
    [5.14987613, -1.36709788e-2, 4.91800599e-5, -4.84743026e-8, 1.66693956e-11, -10246.6476],
    [3.298677, 1.4082404e-3, -3.963222e-6, 5.641515e-9, -2.444854e-12, -1020.8999],
    [4.19864056, -2.0364341e-3, 6.52040211e-6, -5.48797062e-9, 1.77197817e-12, -30293.7267],
    [5.71539582, -1.52309129e-2, 6.52441155e-5, -7.10806889e-8, 2.61352698e-11, -25642.7656],
    [4.2860274, -4.660523e-3, 2.1718513e-5, -2.2808887e-8, 8.2638046e-12, -6741.7285],
    [2.5, 0.0, 0.0, 0.0, 0.0, -745.375],
    [3.78245636, -2.99673416e-3, 9.84730201e-6, -9.68129509e-9, 3.24372837e-12, -1063.94356],
    [3.9323476, -5.0260905e-4, 4.5928473e-6, -3.1807214e-9, 6.6497561e-13, -3650.5359],
    [32.7, 0.0, 0.0, 0.0, 0.0, -9749.505],
    [2.69654794, 1.22711146e-2, -3.71744571e-6, 0.0, 0.0, -4058.75429],
])
_ABOVE = ca.DM([
    [3.3372792, -4.94024731e-5, 4.99456778e-7, -1.79566394e-10, 2.00255376e-14, -950.158922],
    [2.71518561, 2.06252743e-3, -9.98825771e-7, 2.30053008e-10, -2.03647716e-14, -14151.8724],
    [3.85746029, 4.41437026e-3, -2.21481404e-6, 5.23490188e-10, -4.72084164e-14, -48759.166],
    [0.074851495, 1.33909467e-2, -5.73285809e-6, 1.22292535e-9, -1.0181523e-13, -9468.34459],
    [2.92664, 1.4879768e-3, -5.68476e-7, 1.0097038e-10, -6.753351e-15, -922.7977],
    [3.03399249, 2.17691804e-3, -1.64072518e-7, -9.7041987e-11, 1.68200992e-14, -30004.2971],
    [1.78970791, 1.40938292e-2, -6.36500835e-6, 1.38171085e-9, -1.1706022e-13, -25374.8747],
    [2.6344521, 5.666256e-3, -1.7278676e-6, 2.3867161e-10, -1.2578786e-14, -6544.6958],
    [2.5, 0.0, 0.0, 0.0, 0.0, -745.375],
    [3.28253784, 1.48308754e-3, -7.57966669e-7, 2.09470555e-10, -2.16717794e-14, -1088.45772],
    [2.7452199, 4.0434607e-3, -1.538451e-6, 2.7520249e-10, -1.8592095e-14, -3419.9444],
    [32.7, 0.0, 0.0, 0.0, 0.0, -9749.505],
    [2.69654794, 1.22711146e-2, -3.71744571e-6, 0.0, 0.0, -4058.75429],
])
_ENTROPY_BELOW = ca.DM([
    *(0.683010238, 3.50840928, 9.90105222, -4.64130376, 3.950372, -0.849032208),
    *(-1.50409823, -0.62537277, 4.366, 3.65767573, 2.3157905, 0.0),
    11.8242305,
])
_ENTROPY_ABOVE = ca.DM([
    *(-3.20502331, 7.81868772, 2.27163806, 18.437318, 5.980528, 4.9667701),
    *(14.5023623, 6.5662928, 4.366, 5.45323129, 8.0546745, 0.0),
    11.8242305,
])
_LIMIT = 1000.0  # K


def _coefficients(temperature: Any, hot: bool) -> Any:
    return ca.if_else(temperature > _LIMIT, _ABOVE, _BELOW) if hot else _BELOW


@inlined
def heat_capacity(temperature: Any, *, hot: bool = False) -> Any:
    """Returns cp of each component in J/(mol K) at `temperature` in K."""
    t = temperature
    return GAS_CONSTANT * _coefficients(t, hot)[:, :5] @ ca.vertcat(1, t, t**2, t**3, t**4)


@inlined
def enthalpy(temperature: Any, *, hot: bool = False) -> Any:
    """Returns the enthalpy of each component in J/mol, elements at 298.15 K being zero.

    >>> [round(float(h) / 1e3, 1) for h in enthalpy(298.15).full().ravel()[:8]]
    [0.0, -110.5, -393.5, -74.6, 0.0, -241.8, -200.9, -45.9]
    """
    return GAS_CONSTANT * _coefficients(temperature, hot) @ _integrated(temperature)


@inlined
def entropy(temperature: Any, *, hot: bool = False) -> Any:
    """Returns the entropy of each component in J/(mol K) at 1 bar and `temperature` in K."""
    t = temperature
    constant = ca.if_else(t > _LIMIT, _ENTROPY_ABOVE, _ENTROPY_BELOW) if hot else _ENTROPY_BELOW
    powers = ca.vertcat(ca.log(t), t, t**2 / 2, t**3 / 3, t**4 / 4)
    return GAS_CONSTANT * (_coefficients(t, hot)[:, :5] @ powers + constant)


@inlined
def mixture_heat_capacity(composition: Any, temperature: Any, *, hot: bool = False) -> Any:
    """Returns cp of a mixture in J/(mol K)."""
    t = temperature
    mixed = _mixed(composition, t, hot)
    return GAS_CONSTANT * ca.dot(mixed[:5], ca.vertcat(1, t, t**2, t**3, t**4))


@inlined
def mixture_enthalpy(composition: Any, temperature: Any, *, hot: bool = False) -> Any:
    """Returns the enthalpy of a mixture in J/mol; cheap at many temperatures of one mixture."""
    mixed = _mixed(composition, temperature, hot)
    return GAS_CONSTANT * ca.dot(mixed, _integrated(temperature))


def _integrated(t: Any) -> Any:
    return ca.vertcat(t, t**2 / 2, t**3 / 3, t**4 / 4, t**5 / 5, 1)


def _mixed(composition: Any, temperature: Any, hot: bool) -> Any:
    below = _BELOW.T @ composition
    if not hot:
        return below
    return ca.if_else(temperature > _LIMIT, _ABOVE.T @ composition, below)
