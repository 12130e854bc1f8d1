"""Waste-heat boiler: gas gives heat to boiling water of one temperature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import casadi as ca

from twin_simulator.fluid import Flow, flow_of
from twin_simulator.properties import ideal_gas
from twin_simulator.units.resistance import pipe
from twin_simulator.units.unit import Context, Unit, remembered


@dataclass(frozen=True)
class WasteHeatBoiler(Unit):
    """Flow ports only: `inlet` and `outlet` of the gas, `coolant_inlet` and `coolant_outlet`.

    The gas leaves at T_w + (T_in - T_w) exp(-NTU), exact for a constant heat capacity, which is
    taken halfway between inlet and water. Gas which flows backwards gives no heat.

    Equations:
        Gas leaves at T_w + (T_in - T_w) exp(-NTU); its heat goes into a given circulation of water.

    Assumptions:
        Conductance does not depend on flow. Neither gas nor metal stores heat. Backward gas gives
        none.

    Validity:
        Above the dew point of the gas; not checked.
    """

    def adjustable(self) -> Mapping[str, float]:
        return {"cleanness": 1.0}

    @remembered
    def _gas(self, context: Context) -> Flow:
        area = self.parameters["flow_area"]
        return pipe(area, context.fluids["inlet"], context.fluids["outlet"])

    @remembered
    def _outlet_temperature(self, context: Context) -> Any:
        hot, water = context.fluids["inlet"], context.fluids["coolant_inlet"].temperature
        forward = ca.fmax(self._gas(context).mass, 0) / hot.molar_mass
        middle = (hot.temperature + water) / 2
        capacity = ideal_gas.mixture_heat_capacity(hot.composition, middle, hot=self.medium.hot)
        conductance = self.parameters["conductance"] * context.values["cleanness"]
        return water + (hot.temperature - water) * ca.exp(-conductance / (forward * capacity + 1.0))

    @remembered
    def _heat(self, context: Context) -> Any:
        """Heat given to the water in W."""
        hot = context.fluids["inlet"]
        forward = ca.fmax(self._gas(context).mass, 0) / hot.molar_mass
        cold = ideal_gas.mixture_enthalpy(
            hot.composition, self._outlet_temperature(context), hot=self.medium.hot
        )
        return forward * (hot.enthalpy - cold)

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        gas, heat = self._gas(context), self._heat(context)
        circulation = flow_of(context.fluids["coolant_inlet"], self.parameters["circulation"])
        return {
            "inlet": gas,
            "outlet": replace(gas, enthalpy=gas.enthalpy - heat),
            "coolant_inlet": circulation,
            "coolant_outlet": Flow(
                amounts=circulation.amounts, enthalpy=circulation.enthalpy + heat
            ),
        }

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return {
            "outlet_temperature": self._outlet_temperature(context),
            "duty": self._heat(context),
        }
