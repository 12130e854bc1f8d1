"""Carbon dioxide over aqueous methyl diethanolamine.

CO2 + MDEA + H2O = MDEAH+ + HCO3- is the one reaction which counts in a tertiary amine; ions and
molecules are taken as an ideal solution, so the pressure over a loaded solution is overstated
(several times at loadings of a few tenths). Constants on mole fractions: CO2 + 2 H2O = HCO3- +
H3O+ (Edwards et al. 1978, AIChE J. 24, 966), MDEAH+ + H2O = MDEA + H3O+ (Posey 1996, thesis,
University of Texas), Henry constant of CO2 in water (Edwards et al. 1978), all as Austgen et al.
1989 (Ind. Eng. Chem. Res. 28, 1060) tabulate them; 298-393 K.
"""

from __future__ import annotations

from typing import Any

import casadi as ca

HEAT_OF_ABSORPTION = 51e3  # J/mol, the van 't Hoff slope of `bound_volatility` at 330 K
_FREE = 1e-3  # share of the amine which is never bound: keeps the pressure finite


def henry_constant(temperature: Any) -> Any:
    """Returns the Henry constant of CO2 in water in Pa.

    >>> round(float(henry_constant(313.15)) / 1e8, 2)
    2.33
    """
    t = temperature
    return ca.exp(170.7126 - 8477.711 / t - 21.95743 * ca.log(t) + 0.005781 * t)


def bound_volatility(loading: Any, water: Any, temperature: Any) -> Any:
    """Returns the pressure of CO2 for each of its mole fraction in the solution in Pa.

    Args:
        loading: mol CO2 / mol amine.
        water: mole fraction of water.
        temperature: in K.
    """
    t = temperature
    acid = ca.exp(231.465 - 12092.1 / t - 36.7816 * ca.log(t))
    base = ca.exp(-9.4165 - 4234.98 / t)
    free = ca.fmax(1 - loading, _FREE)
    bound = henry_constant(t) * base / acid * loading / (free * ca.fmax(water, 0.1))
    # what finds no amine dissolves as in water
    physical = henry_constant(t)
    return bound * physical / (bound + physical)
