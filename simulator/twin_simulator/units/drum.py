"""Steam drum: saturated water and steam of one temperature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import casadi as ca
import numpy as np
from scipy.optimize import brentq

from twin_simulator.fluid import Fluid, pure_water
from twin_simulator.medium import COOLING_WATER, Medium
from twin_simulator.properties import steam
from twin_simulator.properties.components import H2O, MOLAR_MASS, WATER
from twin_simulator.units.gas_volume import net, temperature_slope
from twin_simulator.units.unit import Context, Inventory, State, Unit, remembered


@dataclass(frozen=True)
class SteamDrum(Unit):
    """States: total mass of water and steam in kg, and temperature in K.

    Every port is a node: those of `inlets` take in, those of `waters` give water, and those of
    `steams` give steam.

    Equations:
        dm/dt and dU/dt of saturated water and steam of one temperature, IAPWS SR1-86(1992)
        (`properties/steam.py`).

    Assumptions:
        Water and steam in equilibrium, no swell and shrink, no carry-over. Walls store no heat.

    Validity:
        273 to 640 K, level between empty and full; not checked.
    """

    inlets: ClassVar[tuple[str, ...]] = ("feedwater", "riser", "riser_b", "riser_c")
    waters: ClassVar[tuple[str, ...]] = ("downcomer", "downcomer_b", "downcomer_c")
    steams: ClassVar[tuple[str, ...]] = ("steam",)

    @property
    def held(self) -> Medium:
        """Water, whatever its area holds."""
        return COOLING_WATER

    def states(self) -> tuple[State, ...]:
        target = self.parameters["pressure"]
        guess = float(brentq(lambda t: float(steam.saturation_pressure(t)) - target, 300, 640))
        volume, level = self.parameters["volume"], self.parameters["level"]
        liquid = float(steam.liquid_density(guess)) * level
        mass = volume * (liquid + float(steam.vapour_density(guess)) * (1 - level))
        return (
            State(name="m", guess=np.array([mass]), scale=mass, positive=True),
            State(name="T", guess=np.array([guess]), scale=500.0, positive=True),
        )

    @remembered
    def level(self, context: Context) -> Any:
        """Returns the share of the volume which the water takes."""
        m, t = context.values["m"], context.values["T"]
        liquid, vapour = steam.liquid_density(t), steam.vapour_density(t)
        return (m / self.parameters["volume"] - vapour) / (liquid - vapour)

    @remembered
    def _energy(self, context: Context) -> Any:
        t, volume = context.values["T"], self.parameters["volume"]
        level = self.level(context)
        liquid = steam.liquid_density(t) * steam.liquid_enthalpy(t) * level
        vapour = steam.vapour_density(t) * steam.vapour_enthalpy(t) * (1 - level)
        return volume * (liquid + vapour - steam.saturation_pressure(t))

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        t = context.values["T"]
        pressure = steam.saturation_pressure(t)
        liquid = pure_water(pressure, t, steam.liquid_enthalpy(t), steam.liquid_density(t))
        vapour = pure_water(pressure, t, steam.vapour_enthalpy(t), steam.vapour_density(t))
        wet = dict.fromkeys((*self.inlets, *self.waters), liquid)
        return {**wet, **dict.fromkeys(self.steams, vapour)}

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        flows = context.flows
        inward = [flows[port] for port in self.inlets if port in flows]
        outward = [flows[port] for port in (*self.steams, *self.waters) if port in flows]
        return self.changes(context, *net(inward, outward))

    def changes(self, context: Context, amounts: Any, enthalpy: Any) -> Mapping[str, Any]:
        """Returns the derivatives from the net inflow of amounts in mol/s and energy in W."""
        rate = ca.dot(amounts, MOLAR_MASS)
        others = [(context.values["m"], rate)]
        slope = temperature_slope(self._energy(context), context.values["T"], enthalpy, others)
        return {"m": rate, "T": slope}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        t = context.values["T"]
        pressure = steam.saturation_pressure(t)
        return {"pressure": pressure, "temperature": t, "level": self.level(context)}

    def inventory(self, context: Context) -> Inventory:
        moles = context.values["m"] / MOLAR_MASS[H2O]
        return Inventory(amounts=moles * WATER, energy=self._energy(context))
