"""Superheater: steam in counter-current to hot gas."""

from __future__ import annotations

from dataclasses import dataclass

from twin_simulator.fluid import Fluid
from twin_simulator.properties import superheated_steam
from twin_simulator.units.exchanger import Content, FeedEffluentExchanger


@dataclass(frozen=True)
class SteamSuperheater(FeedEffluentExchanger):
    """A coil in a flue gas duct: gas on the hot side, steam on the cold side.

    Equations:
        Cells of a feed/effluent exchanger. Steam enters with the enthalpy of the header it comes
        from; behind each cell it has that of superheated steam (`properties/superheated_steam.py`)
        at the inlet's pressure.

    Assumptions:
        As a feed/effluent exchanger: the wall stores heat, gas and steam store none.

    Validity:
        Steam from saturation to 1000 K, below 60 bar; not checked.
    """

    def content(self, side: str, upstream: Fluid) -> Content:
        if side == "hot":
            return super().content(side, upstream)
        pressure = upstream.pressure
        return Content(
            entering=upstream.enthalpy,
            enthalpy=lambda t: superheated_steam.enthalpy(pressure, t),
            heat_capacity=lambda t: superheated_steam.heat_capacity(pressure, t),
        )
