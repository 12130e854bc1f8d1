"""Header of superheated steam."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from twin_simulator.fluid import Fluid, superheated
from twin_simulator.medium import COOLING_WATER, Medium
from twin_simulator.properties import superheated_steam
from twin_simulator.properties.components import GAS_CONSTANT
from twin_simulator.units.unit import Context, State
from twin_simulator.units.vessel import GasVessel


@dataclass(frozen=True)
class SteamVessel(GasVessel):
    """A volume of superheated steam: node ports as a gas vessel, and `outlet_d`.

    Equations:
        Balances of a gas vessel; p = n R T / (V - n B), B the second virial coefficient of water
        (`properties/superheated_steam.py`).

    Assumptions:
        Well mixed. Nothing condenses: steam cooled below saturation stays steam. Its metal, if
        described, has the temperature of the steam.

    Validity:
        Steam from saturation to 1000 K, below 60 bar; not checked.
    """

    nodes = (*GasVessel.nodes, "outlet_d")

    @property
    def held(self) -> Medium:
        return COOLING_WATER

    def states(self) -> tuple[State, ...]:
        t, volume = self.start_temperature, self.parameters["volume"]
        moles = np.array([self.start_pressure * volume / (GAS_CONSTANT * t)])
        return (
            State(name="n", guess=moles, scale=float(moles[0]), positive=True),
            self.temperature_state("T"),
        )

    def fluid(self, context: Context) -> Fluid:
        n, t = context.values["n"], context.values["T"]
        return superheated(superheated_steam.pressure(n, t, self.parameters["volume"]), t)

    def _energy(self, context: Context) -> Any:
        steam, n = self.fluid(context), context.values["n"]
        metal = self.parameters["metal"] * context.values["T"]
        return n * steam.enthalpy - steam.pressure * self.parameters["volume"] + metal

    def quantities(self, context: Context) -> Mapping[str, Any]:
        steam = self.fluid(context)
        return {"pressure": steam.pressure, "temperature": steam.temperature}
