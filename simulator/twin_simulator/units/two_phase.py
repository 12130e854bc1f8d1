"""A volume with gas and crude methanol of one temperature, close to phase equilibrium.

Components pass between the phases in proportion to the distance of their partial pressure
from equilibrium with the liquid, within about `TRANSFER_TIME`: no flash has to be solved, and
both amounts stay differential states.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import casadi as ca
import numpy as np

from twin_simulator.fluid import Fluid, gas
from twin_simulator.medium import Medium
from twin_simulator.properties import ideal_gas, liquid
from twin_simulator.properties.components import GAS_CONSTANT, MOLAR_MASS
from twin_simulator.properties.phase_equilibrium import equilibrium_pressures
from twin_simulator.units.gas_volume import gas_energy, temperature_slope
from twin_simulator.units.unit import State, Unit

TRANSFER_TIME = 0.5  # s
_TRACE = 1.0  # mol/m3 of volume; below it the liquid counts as a trace, which keeps x finite
_TINY = 1e-9  # mol
_LIQUID_SCALE = 2e3  # mol/m3
_LEAST_GAS = 0.02  # share of the volume which the liquid can not take


@dataclass(frozen=True, kw_only=True)
class TwoPhase:
    """Expressions of a two-phase volume: `gas` and `liquid` amounts in mol.

    Attributes:
        medium: which components the amounts are of.
    """

    held_gas: Any
    held_liquid: Any
    temperature: Any
    volume: float
    medium: Medium

    @cached_property
    def gas(self) -> Any:
        """Amounts of all components in the gas in mol."""
        return self.medium.spread(self.held_gas)

    @cached_property
    def liquid(self) -> Any:
        """Amounts of all components in the liquid in mol."""
        return self.medium.spread(self.held_liquid)

    @cached_property
    def liquid_volume(self) -> Any:
        """Volume of the liquid in m3."""
        return ca.dot(self.liquid, liquid.MOLAR_VOLUME)

    @cached_property
    def gas_volume(self) -> Any:
        """Volume left for the gas in m3."""
        return ca.fmax(self.volume - self.liquid_volume, _LEAST_GAS * self.volume)

    @cached_property
    def vapour(self) -> Fluid:
        """The gas."""
        total = ca.sum1(self.gas)
        pressure = total * GAS_CONSTANT * self.temperature / self.gas_volume
        return gas(pressure, self.temperature, self.gas / total)

    @cached_property
    def bottom(self) -> Fluid:
        """What leaves a bottom nozzle: liquid, and gas once the liquid has run out."""
        amount = ca.sum1(self.liquid)
        share = (amount / (amount + _TRACE * self.volume)) ** 2
        return self._parts(share / (amount + _TINY), (1 - share) / ca.sum1(self.gas))

    @cached_property
    def mixture(self) -> Fluid:
        """Gas and liquid together, as they flow on without slip."""
        each = 1 / (ca.sum1(self.gas) + ca.sum1(self.liquid))
        return self._parts(each, each)

    def _parts(self, of_liquid: Any, of_gas: Any) -> Fluid:
        """Takes out the given shares of the liquid and of the gas, one mole together."""
        liquids, gases = of_liquid * self.liquid, of_gas * self.gas
        composition = liquids + gases
        molar_mass = ca.dot(composition, MOLAR_MASS)
        return Fluid(
            pressure=self.vapour.pressure,
            temperature=self.temperature,
            composition=composition,
            enthalpy=liquid.mixture_enthalpy(liquids, self.temperature)
            + ideal_gas.mixture_enthalpy(gases, self.temperature),
            density=molar_mass / (of_liquid * self.liquid_volume + of_gas * self.gas_volume),
            molar_mass=molar_mass,
            liquid=liquids,
        )

    @cached_property
    def condensing(self) -> Any:
        """Amounts which pass from gas to liquid in mol/s."""
        vapour = self.vapour
        fractions = self.liquid / (ca.sum1(self.liquid) + _TRACE * self.volume)
        distance = vapour.composition * vapour.pressure - equilibrium_pressures(
            fractions, self.temperature
        )
        rate = self.gas_volume / (GAS_CONSTANT * self.temperature * TRANSFER_TIME)
        return rate * distance

    @cached_property
    def energy(self) -> Any:
        """Internal energy in J; pressure times liquid volume is neglected."""
        in_liquid = liquid.mixture_enthalpy(self.liquid, self.temperature)
        return gas_energy(self.gas, self.temperature) + in_liquid

    def slopes(self, gas_inflow: Any, liquid_inflow: Any, enthalpy: Any) -> tuple[Any, Any, Any]:
        """Returns d(gas)/dt, d(liquid)/dt and dT/dt.

        Args:
            gas_inflow: net inflow into the gas in mol/s.
            liquid_inflow: net inflow into the liquid in mol/s.
            enthalpy: net inflow of enthalpy and heat in W.
        """
        condensing = self.condensing
        into_gas = self.medium.pick(gas_inflow - condensing)
        into_liquid = self.medium.pick(liquid_inflow + condensing)
        others = [(self.held_gas, into_gas), (self.held_liquid, into_liquid)]
        slope = temperature_slope(self.energy, self.temperature, enthalpy, others)
        return into_gas, into_liquid, slope


def two_phase_states(unit: Unit, suffix: str, volume: float, level: float) -> tuple[State, ...]:
    """Returns the states of a volume of a unit, filled to `level` with its area's liquid."""
    medium = unit.medium
    gases = unit.gas_amounts(f"g{suffix}", volume * (1 - level))
    molar_volume = float(np.dot(medium.liquid, liquid.MOLAR_VOLUME.full().ravel()))
    liquids = medium.liquid[list(medium.species)] * volume * max(level, 1e-3) / molar_volume
    scale, labels = _LIQUID_SCALE * volume, medium.names
    return (
        gases,
        State(name=f"l{suffix}", guess=liquids, scale=scale, positive=True, labels=labels),
        unit.temperature_state(f"T{suffix}"),
    )
