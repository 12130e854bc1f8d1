"""Secondary reformer: process gas burns with air above a bed of nickel catalyst."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.kinetics import combustion, reforming
from twin_simulator.units.bed import Kinetics, PackedBed
from twin_simulator.units.resistance import gas_valve
from twin_simulator.units.unit import Context, remembered

_LEAST_FLOW = 0.1  # kg/s; a ratio to nothing has no meaning


@dataclass(frozen=True)
class SecondaryReformer(PackedBed):
    """Flow ports `feed` and `air`, node port `product`; the first cell holds the flame.

    Equations:
        Packed bed with Xu and Froment 1989 (`kinetics/reforming.py`); in the first cell, fuel burns
        as fast as it mixes (`kinetics/combustion.py`).

    Assumptions:
        As a packed bed. Flame and first catalyst share a cell. Effectiveness factors of a primary
        reformer's pellets. No heat loss.
    """

    feeds = ("feed", "air")
    kinetics = Kinetics(
        rates=reforming.pellet_rates,
        stoichiometry=reforming.STOICHIOMETRY,
        temperature=(reforming.VALID_TEMPERATURE[0], 1600.0),
        pressure=reforming.VALID_PRESSURE,
    )

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        # a non-return valve keeps process gas out of the air line
        first = self.bed(context)[0]
        air = gas_valve(self.area, context.fluids["air"], first)
        return {**super().flows(context), "air": air}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        flows = context.flows
        gas = ca.fmax(flows["feed"].mass, _LEAST_FLOW)
        return {**super().quantities(context), "air_ratio": flows["air"].mass / gas}

    def made(self, context: Context, number: int, cell: Fluid) -> Any:
        reformed = super().made(context, number, cell)
        if number > 1:
            return reformed
        return reformed + combustion.burnt(self.held.spread(context.values["n1"]))
