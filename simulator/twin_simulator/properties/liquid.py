"""Crude methanol: enthalpy and volume of the liquid.

Heats of vaporisation: Watson 1943 from the normal boiling point (methanol 35.21 kJ/mol at
337.7 K, water 40.65 kJ/mol at 373.15 K: NIST WebBook). Heat of mixing and of dissolving gases
are neglected. Molar volumes: Smith, Van Ness and Abbott 2005, table 12.5; dissolved gases about
35 cm3/mol (partial molar volume).
"""

from __future__ import annotations

from typing import Any

import casadi as ca

from twin_simulator.properties.components import CH3OH, COMPONENTS, H2O
from twin_simulator.properties.ideal_gas import enthalpy as gas_enthalpy

MOLAR_VOLUME = ca.DM([35.0, 35.0, 35.0, 35.0, 35.0, 18.07, 40.73]) * 1e-6  # m3/mol


def _watson(temperature: Any, at_boiling: float, boiling: float, critical: float) -> Any:
    distance = ca.fmax(1 - temperature / critical, 1e-3) / (1 - boiling / critical)
    return at_boiling * distance**0.38


def heat_of_vaporisation(temperature: Any) -> Any:
    """Returns the heat of vaporisation of each component in J/mol, zero for the gases.

    >>> round(float(heat_of_vaporisation(298.15)[6]) / 1e3, 1)  # NIST WebBook: 37.6
    38.0
    """
    heats: list[Any] = [0.0] * len(COMPONENTS)
    heats[CH3OH] = _watson(temperature, 35.21e3, 337.7, 512.6)
    heats[H2O] = _watson(temperature, 40.65e3, 373.15, 647.1)
    return ca.vertcat(*heats)


def enthalpy(temperature: Any) -> Any:
    """Returns the enthalpy of each component in the liquid in J/mol."""
    return gas_enthalpy(temperature) - heat_of_vaporisation(temperature)
