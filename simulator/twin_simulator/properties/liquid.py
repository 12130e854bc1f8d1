"""Liquids of methanol, water and ammonia with dissolved gases: enthalpy and volume.

Heats of vaporisation: Watson 1943 from the normal boiling point (methanol 35.21 kJ/mol at
337.7 K, water 40.65 kJ/mol at 373.15 K, ammonia 23.33 kJ/mol at 239.8 K: NIST WebBook). Heat of
mixing and of dissolving gases are neglected. Molar volumes: Smith, Van Ness and Abbott 2005, table
12.5; ammonia at about 0 degC (NIST WebBook); dissolved gases about 35 cm3/mol (partial molar).
"""

from __future__ import annotations

from typing import Any

import casadi as ca

from twin_simulator.properties import ideal_gas
from twin_simulator.properties.amine import HEAT_OF_ABSORPTION
from twin_simulator.properties.components import (
    CH3OH,
    CO2,
    COMPONENTS,
    H2O,
    MDEA,
    NH3,
    by_component,
)
from twin_simulator.properties.inlined import inlined

MOLAR_VOLUME = by_component({
    **dict.fromkeys(range(len(COMPONENTS)), 35e-6),
    H2O: 18.07e-6,
    CH3OH: 40.73e-6,
    NH3: 26.7e-6,
    MDEA: 115e-6,
})  # m3/mol


def _watson(temperature: Any, at_boiling: float, boiling: float, critical: float) -> Any:
    distance = ca.fmax(1 - temperature / critical, 1e-3) / (1 - boiling / critical)
    return at_boiling * distance**0.38


@inlined
def heat_of_vaporisation(temperature: Any) -> Any:
    """Returns the heat of vaporisation of each component in J/mol, zero for the gases.

    >>> round(float(heat_of_vaporisation(298.15)[6]) / 1e3, 1)  # NIST WebBook: 37.6
    38.0
    """
    return by_component({
        CH3OH: _watson(temperature, 35.21e3, 337.7, 512.6),
        H2O: _watson(temperature, 40.65e3, 373.15, 647.1),
        NH3: _watson(temperature, 23.33e3, 239.82, 405.4),
    })


@inlined
def enthalpy(temperature: Any, *, amine: bool = False) -> Any:
    """Returns the enthalpy of each component in the liquid in J/mol; `amine` if it binds CO2."""
    bound = by_component({CO2: HEAT_OF_ABSORPTION}) if amine else 0
    return ideal_gas.enthalpy(temperature) - heat_of_vaporisation(temperature) - bound


@inlined
def mixture_enthalpy(composition: Any, temperature: Any) -> Any:
    """Returns the enthalpy of a mixture in J/mol, or in J of amounts."""
    condensed = ca.dot(composition, heat_of_vaporisation(temperature))
    return ideal_gas.mixture_enthalpy(composition, temperature) - condensed
