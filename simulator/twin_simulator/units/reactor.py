"""Boiling-water methanol converter: tubes of catalyst in boiling water."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from twin_simulator.fluid import Flow, flow_of
from twin_simulator.kinetics import methanol
from twin_simulator.properties.components import CH3OH
from twin_simulator.units.bed import Kinetics
from twin_simulator.units.tube_bed import TubeBed
from twin_simulator.units.unit import Context, remembered


@dataclass(frozen=True)
class MethanolReactor(TubeBed):
    """Flow port `feed` and coolant ports; node port `product`.

    No diffusion limitation: the kinetics are used as fitted.

    Equations:
        Packed bed with Vanden Bussche and Froment 1996 (`kinetics/methanol.py`); heat to the water
        U A (T - T_w) of each cell, boiling water of the drum's temperature at a given circulation.

    Assumptions:
        As a packed bed. No diffusion limitation in pellets. Constant coefficient of heat transfer,
        which stands for both films and the wall. All tubes are alike. No higher alcohols, ethers or
        esters.
    """

    kinetics = Kinetics(
        rates=methanol.rates,
        stoichiometry=methanol.STOICHIOMETRY,
        temperature=methanol.VALID_TEMPERATURE,
        pressure=methanol.VALID_PRESSURE,
    )

    def adjustable(self) -> Mapping[str, float]:
        return {"activity": 1.0, "cleanness": 1.0}

    @remembered
    def heats(self, context: Context) -> list[Any]:
        """Returns the heat which each cell gives to the water in W."""
        conductance = self.wall_conductance * context.values["cleanness"]
        water = context.fluids["coolant_inlet"].temperature
        return [conductance * (cell.temperature - water) for cell in self.bed(context)]

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        circulation = flow_of(context.fluids["coolant_inlet"], self.parameters["circulation"])
        heated = circulation.enthalpy + sum(self.heats(context))
        return {
            **super().flows(context),
            "coolant_inlet": circulation,
            "coolant_outlet": Flow(amounts=circulation.amounts, enthalpy=heated),
        }

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return {
            **super().quantities(context),
            "duty": sum(self.heats(context)),
            "methanol": self.bed(context)[-1].composition[CH3OH],
        }
