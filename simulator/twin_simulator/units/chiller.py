"""Chiller: gas condenses in a row of cells against boiling ammonia around them.

The refrigerant is pure ammonia near phase equilibrium with its vapour; only the wetted share of the
surface transfers heat, so a shell which runs dry stops cooling.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca
import numpy as np
from scipy.optimize import brentq

from twin_simulator.fluid import Flow, Fluid
from twin_simulator.medium import Medium
from twin_simulator.properties.components import COMPONENTS, NH3, only
from twin_simulator.properties.liquid import MOLAR_VOLUME
from twin_simulator.properties.phase_equilibrium import ammonia_vapour_pressure
from twin_simulator.units.condensing_row import CondensingRow
from twin_simulator.units.gas_volume import total
from twin_simulator.units.resistance import by_name
from twin_simulator.units.two_phase import TwoPhase
from twin_simulator.units.unit import Context, Inventory, State, remembered

_COVERED = 0.02  # level at which half the surface is wetted by boiling foam
_REFRIGERANT = Medium(species=(NH3,))
_GAS_CONSTANT = 8.314462618


@dataclass(frozen=True)
class AmmoniaChiller(CondensingRow):
    """Node ports `hot_inlet`, `refrigerant_inlet`, `vapour`; flow port `hot_outlet`.

    Equations:
        Condensing row in boiling ammonia: heat U A h / (h + 0.02) (T - T_r) at a level h of the
        shell; the shell is one two-phase volume.
    """

    def states(self) -> tuple[State, ...]:
        p, names = self.parameters, (COMPONENTS[NH3],)
        pressure, volume = p["refrigerant_pressure"], p["refrigerant_volume"]
        boiling = float(brentq(lambda t: float(ammonia_vapour_pressure(t)) - pressure, 200, 400))
        liquid = np.array([volume * p["level"] / float(MOLAR_VOLUME[NH3])])
        gas = np.array([pressure * volume * (1 - p["level"]) / (_GAS_CONSTANT * boiling)])
        scale = 2e3 * volume
        return (
            *self.process_states(),
            State(name="rg", guess=gas, scale=scale, positive=True, labels=names),
            State(name="rl", guess=liquid, scale=scale, positive=True, labels=names),
            State(name="rT", guess=np.array([boiling]), scale=500.0, positive=True),
        )

    def adjustable(self) -> Mapping[str, float]:
        return {"cleanness": 1.0}

    @remembered
    def _shell(self, context: Context) -> TwoPhase:
        v = context.values
        return TwoPhase(
            held_gas=v["rg"],
            held_liquid=v["rl"],
            temperature=v["rT"],
            volume=self.parameters["refrigerant_volume"],
            medium=_REFRIGERANT,
        )

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        vapour = self._shell(context).vapour
        inlet = self.hot_inlet(context)
        return {"hot_inlet": inlet, "refrigerant_inlet": vapour, "vapour": vapour}

    @remembered
    def flows(self, context: Context) -> Mapping[str, Flow]:
        return {"hot_outlet": self.hot_outlet(context)}

    @remembered
    def _level(self, context: Context) -> Any:
        return self._shell(context).liquid_volume / self.parameters["refrigerant_volume"]

    @remembered
    def _heats(self, context: Context) -> list[Any]:
        """Heat which each cell gives to the refrigerant in W."""
        level = self._level(context)
        wetted = level / (level + _COVERED)
        conductance = self.parameters["conductance"] / self.cells * context.values["cleanness"]
        temperatures = by_name(context.values, "T", self.cells)
        return [conductance * wetted * (t - context.values["rT"]) for t in temperatures]

    def derivatives(self, context: Context) -> Mapping[str, Any]:
        heats, f = self._heats(context), context.flows
        heat = f["refrigerant_inlet"].enthalpy - f["vapour"].enthalpy + sum(heats)
        shell = self._shell(context)
        slopes = shell.slopes(-f["vapour"].amounts, f["refrigerant_inlet"].amounts, heat)
        refrigerant = dict(zip(("rg", "rl", "rT"), slopes, strict=True))
        return {**self.process_slopes(context, heats), **refrigerant}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return {
            "outlet_temperature": context.values[f"T{self.cells}"],
            "refrigerant_pressure": self._shell(context).vapour.pressure,
            "refrigerant_temperature": context.values["rT"],
            "level": self._level(context),
            "duty": sum(self._heats(context)),
        }

    def inventory(self, context: Context) -> Inventory:
        shell = self._shell(context)
        refrigerant = Inventory(
            amounts=only(NH3) * (context.values["rg"] + context.values["rl"]), energy=shell.energy
        )
        amounts, energy = total([*self.process_inventories(context), refrigerant])
        return Inventory(amounts=amounts, energy=ca.sum1(energy))
