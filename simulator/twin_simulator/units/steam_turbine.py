"""Steam turbine which drives a compressor: its steam follows the governor and the pressures.

Swallowing capacity: Stodola and Loewenstein 1927, Steam and Gas Turbines: the ellipse law. Work:
isentropic head times an efficiency; 70 to 80 percent is usual of multi-stage mechanical drives
(Church 1950, Steam Turbines; Bloch and Singh 2009, Steam Turbines, 2nd ed.).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import casadi as ca

from twin_simulator.fluid import Flow, Fluid, flow_of
from twin_simulator.properties import steam, superheated_steam
from twin_simulator.properties.components import H2O, MOLAR_MASS

_RATED_PRESSURE = 40e5  # Pa; the flow through open valves is rated at it
_ROUNDED = 1e-3  # of the rated pressure; below about this drop the root turns into a straight line
_WATER = 4200.0  # J/(kg K), mean heat capacity of water up to 160 degC
_ZERO = 273.16  # K, where the steam tables begin to count
_LEAST_PRESSURE = 1e3  # Pa


@dataclass(frozen=True, kw_only=True)
class SteamTurbine:
    """What steam does between two nodes; it has no states.

    Attributes:
        opening: of the governor valves, 0 to 1. rated_flow: kg/s through open valves at 40 bar.
    """

    inlet: Fluid
    exhaust: Fluid
    opening: Any
    rated_flow: float
    efficiency: float

    @property
    def mass_flow(self) -> Any:
        """Steam in kg/s: opening times sqrt(p1^2 - p2^2), nothing backwards."""
        squares = (self.inlet.pressure**2 - self.exhaust.pressure**2) / _RATED_PRESSURE**2
        drop = ca.fmax(squares, 0)
        return self.rated_flow * self.opening * drop / (drop**2 + _ROUNDED**4) ** 0.25

    @property
    def isentropic_head(self) -> Any:
        """Work in J/kg of the expansion to wet steam: h1 - h_f - T (s1 - s_f).

        Water has h_f = c (T - T_0) and s_f = c ln(T / T_0) with a constant c, which is right to
        1 kJ/kg of head from 50 to 155 degC; exhaust a little above saturation counts as wet.
        """
        pressure = ca.fmax(self.exhaust.pressure, _LEAST_PRESSURE)
        cold = steam.saturation_temperature(pressure)
        enthalpy = self.inlet.enthalpy / MOLAR_MASS[H2O] - steam.TRIPLE_POINT
        molar = superheated_steam.entropy(self.inlet.pressure, self.inlet.temperature)
        entropy = molar / MOLAR_MASS[H2O]
        left = _WATER * (cold - _ZERO) + cold * (entropy - _WATER * ca.log(cold / _ZERO))
        return ca.fmax(enthalpy - left, 0)

    @property
    def power(self) -> Any:
        """Power at the shaft in W."""
        return self.mass_flow * self.isentropic_head * self.efficiency

    @property
    def flows(self) -> Mapping[str, Flow]:
        """Steam in, and exhaust with what it has not given to the shaft."""
        steam_flow = flow_of(self.inlet, self.mass_flow)
        left = steam_flow.enthalpy - self.power
        return {"steam": steam_flow, "exhaust": Flow(amounts=steam_flow.amounts, enthalpy=left)}
