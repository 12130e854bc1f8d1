"""Burning of methane, hydrogen and carbon monoxide, as fast as fuel and air mix.

Mixed is burnt: what holds a flame back is mixing, not chemistry (the idea of Magnussen and
Hjertager 1977, Symp. Combust. 16, 719, here for a well-mixed volume). A fuel burns within about
`MIXING_TIME`, and slower as the last oxygen goes.
"""

from __future__ import annotations

from typing import Any

import casadi as ca

from twin_simulator.properties.components import CH4, CO, CO2, H2, H2O, O2, by_component

# CH4 + 2 O2 = CO2 + 2 H2O;  H2 + 1/2 O2 = H2O;  CO + 1/2 O2 = CO2
STOICHIOMETRY = ca.horzcat(
    by_component({CH4: -1, O2: -2, CO2: 1, H2O: 2}),
    by_component({H2: -1, O2: -0.5, H2O: 1}),
    by_component({CO: -1, O2: -0.5, CO2: 1}),
)

MIXING_TIME = 0.02  # s
_SCARCE = 2e-3  # mole fraction of oxygen at which half the rate is left


def burnt(amounts: Any) -> Any:
    """Returns how much of each component burning makes in mol/s; negative for what it consumes.

    Args:
        amounts: of the gas in a well-mixed volume in mol, one per component.
    """
    oxygen = amounts[O2] / ca.sum1(amounts)
    share = oxygen / (ca.fabs(oxygen) + _SCARCE)
    return (
        STOICHIOMETRY @ (ca.vertcat(amounts[CH4], amounts[H2], amounts[CO]) * share) / MIXING_TIME
    )
