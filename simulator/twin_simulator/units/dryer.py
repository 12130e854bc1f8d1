"""Molecular sieves: take water and carbon oxides out of synthesis gas before ammonia synthesis.

Two vessels take turns; seen from outside, what they adsorb leaves as regeneration gas at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import casadi as ca

from twin_simulator.fluid import Flow
from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import CO, CO2, COMPONENTS, H2O
from twin_simulator.units.unit import Context, remembered
from twin_simulator.units.vessel import GasVessel

_ADSORBED = (H2O, CO2, CO)


@dataclass(frozen=True)
class MolecularSieve(GasVessel):
    """A gas vessel with a flow port `regeneration` for what is adsorbed.

    Equations:
        Gas vessel out of which water and carbon oxides go at uptake rate times their amount.

    Assumptions:
        Two vessels in turns are seen as one that never fills; what is adsorbed leaves as
        regeneration gas at once. No heat of adsorption.

    Validity:
        Enough sieve for the load; not checked.
    """

    drains = ("regeneration",)

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        held = self.held.spread(context.values["n"])
        taken = [held[i] if i in _ADSORBED else 0 for i in range(len(COMPONENTS))]
        amounts = ca.vertcat(*taken) * self.parameters["uptake_rate"]
        enthalpy = ideal_gas.mixture_enthalpy(amounts, context.values["T"])
        return {"regeneration": Flow(amounts=amounts, enthalpy=enthalpy)}
