"""An opening in a running plant: which fluid comes out of which nozzle, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import pi
from typing import TYPE_CHECKING, Any

import casadi as ca

from twin_simulator.emergency.discharge import Liquid, gas_flux, liquid_flux
from twin_simulator.fluid import Flow, Fluid, flow_of
from twin_simulator.medium import ATMOSPHERE
from twin_simulator.properties import ideal_gas, liquid, steam
from twin_simulator.properties.components import CH3OH, GAS_CONSTANT, H2O, NH3
from twin_simulator.properties.phase_equilibrium import volatilities

if TYPE_CHECKING:
    from twin_schemas.faults import Nozzle

_SOLVENTS = (H2O, CH3OH, NH3)
_OVERPRESSURE = 0.1  # of its set pressure, at which a safety valve is wide open
_MILLI = 1e-3
_ENDS_OF_A_TUBE = 2.0
_WET = ("liquid", "water")
_LEAST_DENSITY_RATIO = 1.5  # of liquid over its vapour; near the critical point there is no flash


class OpeningError(ValueError):
    """The plant can not be opened there; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A hole, a broken tube or a safety valve.

    Attributes:
        name: of its fault. kind: one of the kinds of faults with place `opening`.
        nozzle: what it draws from; the process side of a tube.
        water: the water side of a tube; None where it leads to the atmosphere.
        numbers: of the fault, in the units which its kind states.
    """

    name: str
    kind: str
    nozzle: Nozzle
    water: Nozzle | None
    numbers: Mapping[str, float]

    @property
    def area(self) -> float:
        """Wide open, in m2."""
        bore = pi / 4 * (self.numbers["diameter"] * _MILLI) ** 2
        return bore * self.numbers.get("tubes", 1.0) * (_ENDS_OF_A_TUBE if self.water else 1.0)

    def out(self, fluid: Fluid, behind: Any, phase: str) -> Flow:
        """Returns what flows out of a nozzle against a pressure, when it is wide open."""
        coefficient = self.numbers["discharge"]
        if phase in _WET:
            length = self.numbers.get("length", 1e3) * _MILLI
            state = _water(fluid) if phase == "water" else _solution(fluid)
            flux = liquid_flux(state, behind, coefficient, length)
        else:
            ratio = _heat_capacity_ratio(fluid)
            flux = gas_flux(fluid.pressure, fluid.density, ratio, behind, coefficient)
        lift = self._lift(fluid.pressure)
        flow = flow_of(fluid, self.area * lift * flux)
        return replace(flow, liquid=flow.amounts) if phase in _WET else flow

    def _lift(self, pressure: Any) -> Any:
        """How far a safety valve is open, from 0 to 1; any other opening is open."""
        if "set_pressure" not in self.numbers:
            return 1.0
        at = self.numbers["set_pressure"] * 1e5
        return ca.fmin(ca.fmax((pressure - at) / (_OVERPRESSURE * at), 0), 1)

    def released(self, fluid: Fluid) -> Flow:
        """Returns what leaves to the atmosphere out of its nozzle."""
        return self.out(fluid, ATMOSPHERE, self.nozzle.phase)


def _heat_capacity_ratio(fluid: Fluid) -> Any:
    capacity = ideal_gas.mixture_heat_capacity(fluid.composition, fluid.temperature, hot=True)
    return capacity / (capacity - GAS_CONSTANT)


def _water(fluid: Fluid) -> Liquid:
    """Water and its steam; slightly colder water stands for the slope of its enthalpy."""
    t = fluid.temperature
    rise = steam.liquid_enthalpy(t + 0.5) - steam.liquid_enthalpy(t - 0.5)
    return Liquid(
        pressure=fluid.pressure,
        temperature=t,
        density=fluid.density,
        boiling=steam.saturation_pressure(t),
        heat=steam.vapour_enthalpy(t) - steam.liquid_enthalpy(t),
        swelling=1 / steam.vapour_density(t) - 1 / steam.liquid_density(t),
        heat_capacity=rise,
    )


def _solution(fluid: Fluid) -> Liquid:
    """Methanol, water and ammonia; dissolved gas comes out too late to slow the liquid down."""
    t, x = fluid.temperature, fluid.composition
    solvents = sum(x[i] for i in _SOLVENTS)
    pressures = volatilities(x, t)
    boiling = sum(x[i] * pressures[i] for i in _SOLVENTS)
    vapour = boiling * fluid.molar_mass / (GAS_CONSTANT * t)
    swelling = 1 / vapour - 1 / ca.fmax(fluid.density, _LEAST_DENSITY_RATIO * vapour)
    heat = ca.dot(x, liquid.heat_of_vaporisation(t)) / fluid.molar_mass
    above, below = (liquid.mixture_enthalpy(x, t + d) for d in (0.5, -0.5))
    return Liquid(
        pressure=fluid.pressure,
        temperature=t,
        density=fluid.density,
        boiling=boiling,
        heat=heat * ca.fmin(solvents, 1),
        swelling=ca.fmax(swelling, _LEAST_DENSITY_RATIO * 1e-3),
        heat_capacity=(above - below) / fluid.molar_mass,
    )
