"""Cooling tower with its basin.

Water falls from nozzles through the fill and comes as near to the wet-bulb temperature of the air
as the number of transfer units of the fill allows: T = T_wet + (T_in - T_wet) exp(-NTU), which
is Merkel's equation (1925, VDI-Forschungsheft 275) for air whose enthalpy hardly changes. NTU is
in proportion to the air, of which a tenth goes through without the fan. All heat leaves with water
that evaporates (in warm weather nine tenths do); drift and blow-down are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca
import numpy as np

from twin_simulator.fluid import Flow, Fluid, water
from twin_simulator.medium import COOLING_WATER, Medium
from twin_simulator.properties import steam
from twin_simulator.properties.components import H2O, MOLAR_MASS, WATER
from twin_simulator.units.gas_volume import net, temperature_slope
from twin_simulator.units.resistance import liquid_valve
from twin_simulator.units.unit import Context, Inventory, State, Unit, remembered

_DRAUGHT = 0.1  # share of the air which natural draught moves


@dataclass(frozen=True)
class CoolingTower(Unit):
    """Flow ports `inlet` and `vapour`; node ports `make_up` and `outlet`.

    Equations:
        Heat given to the air: (1 - exp(-NTU)) (h_in - h(T_wet)) m_in, after Merkel 1925 with air of
        constant enthalpy; NTU in proportion to the air. Mass and energy of the basin.

    Assumptions:
        All heat leaves with evaporated water; no drift, no blow-down. A tenth of the air moves
        without the fan.

    Validity:
        Wet-bulb temperature below that of the water; heat is never taken from the air.
    """

    @property
    def held(self) -> Medium:
        return COOLING_WATER

    def states(self) -> tuple[State, ...]:
        p, kelvin = self.parameters, self.start_temperature
        mass = np.array([p["volume"] * p["level"] * float(steam.liquid_density(kelvin))])
        return (
            State(name="m", guess=mass, scale=1e5, positive=True),
            State(name="T", guess=np.array([kelvin]), scale=500.0, positive=True),
            State(name="fan", guess=np.array([0.6]), scale=1.0),
        )

    def inputs(self) -> Mapping[str, float]:
        return {"fan": 0.6}

    def adjustable(self) -> Mapping[str, float]:
        return {"wet_bulb": self.parameters["wet_bulb"], "cleanness": 1.0}

    @remembered
    def _basin(self, context: Context) -> Fluid:
        """The basin; a pump which has drawn it empty finds no pressure."""
        wet = self._level(context) / (self._level(context) + 0.01)
        return water(self.parameters["outlet_pressure"] * wet, context.values["T"])

    @remembered
    def _level(self, context: Context) -> Any:
        density = steam.liquid_density(context.values["T"])
        return context.values["m"] / (density * self.parameters["volume"])

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        return dict.fromkeys(("make_up", "outlet"), self._basin(context))

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        nozzles = water(self.parameters["nozzle_pressure"], context.values["T"])
        falling = liquid_valve(self.parameters["riser_area"], context.fluids["inlet"], nozzles)
        vapour = steam.vapour_enthalpy(context.values["T"])
        heat = self._heat(context, falling)
        mass = heat / (vapour - steam.liquid_enthalpy(context.values["T"]))
        moles = mass / MOLAR_MASS[H2O]
        return {"inlet": falling, "vapour": Flow(amounts=moles * WATER, enthalpy=mass * vapour)}

    def _heat(self, context: Context, falling: Flow) -> Any:
        """Heat which the falling water gives to the air in W."""
        v = context.values
        air = _DRAUGHT + (1 - _DRAUGHT) * ca.fmax(v["fan"], 0)
        units = self.parameters["transfer_units"] * v["cleanness"] * air
        coolest = falling.mass * steam.liquid_enthalpy(v["wet_bulb"])
        return (1 - ca.exp(-units)) * ca.fmax(falling.enthalpy - coolest, 0)

    @remembered
    def _energy(self, context: Context) -> Any:
        return context.values["m"] * steam.liquid_enthalpy(context.values["T"])

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        f, v = context.flows, context.values
        amounts, enthalpy = net([f["inlet"], f["make_up"]], [f["outlet"], f["vapour"]])
        rate = amounts[H2O] * MOLAR_MASS[H2O]
        slope = temperature_slope(self._energy(context), v["T"], enthalpy, [(v["m"], rate)])
        moved = (v["fan.command"] - v["fan"]) / self.parameters["fan_time"]
        return {"m": rate, "T": slope, "fan": moved}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return {
            "temperature": context.values["T"],
            "level": self._level(context),
            "duty": self._heat(context, context.flows["inlet"]),
            "fan": context.values["fan"],
            "wet_bulb": context.values["wet_bulb"],
        }

    def inventory(self, context: Context) -> Inventory:
        moles = context.values["m"] / MOLAR_MASS[H2O]
        return Inventory(amounts=moles * WATER, energy=self._energy(context))
