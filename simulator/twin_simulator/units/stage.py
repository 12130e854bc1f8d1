"""A volume with liquid and vapour in equilibrium: tray, sump, reflux drum or flash drum.

What a stage holds of each component is one state, shared between liquid and vapour. With
K_i = p_i / x_i and c_i = K_i V / (R T) for the vapour space V, equilibrium asks for
x_i = n_i / (L + c_i), of which only the moles of liquid L are unknown: sum x_i = 1 is the equation
of Rachford and Rice (1952, J. Pet. Technol. 4(10), 19). One substitution from L = sum n_i solves
it to (c/L)^2, about 1e-4 on a wetted tray. Without liquid the same expression turns into the ideal
gas law, p_i = n_i R T / V, so a stage may run dry or be flooded with light gas.

Simplifications: the vapour held counts with the enthalpy of liquid (its latent heat is small
beside that of liquid and metal), and pressure times volume is neglected in the energy. Both only
touch how fast a stage warms up, not where it rests, and energy is conserved exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

import casadi as ca
import numpy as np
from scipy.optimize import brentq

from twin_simulator.fluid import Fluid
from twin_simulator.medium import Medium
from twin_simulator.properties import ideal_gas, liquid
from twin_simulator.properties.components import (
    CH3OH,
    COMPONENTS,
    GAS_CONSTANT,
    H2O,
    MDEA,
    MOLAR_MASS,
)
from twin_simulator.properties.phase_equilibrium import volatilities
from twin_simulator.units.gas_volume import temperature_slope
from twin_simulator.units.unit import Array, Inventory, State, Unit

GRAVITY = 9.80665  # m/s2
_LEAST_GAS = 0.02  # share of the volume which the liquid can not take
_PURE = 0.99  # share of the pressure which solvents make up in the first guess
_LARGEST_SCALE = 1e6  # mol; the rest point of a tank is found as exactly as that of a drum
_TRACE = 1.0  # mol/m3 of volume; below it a bottom nozzle draws vapour


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Expressions of an equilibrium stage.

    Attributes:
        held: amount of each component of the medium in mol.
        volume: of liquid and vapour together in m3.
        metal: heat capacity of trays and wall in J/K, at the temperature of the stage.
    """

    held: Any
    temperature: Any
    volume: float
    metal: float
    medium: Medium

    @cached_property
    def amounts(self) -> Any:
        """Amounts of all components in mol."""
        return self.medium.spread(self.held)

    @cached_property
    def _present(self) -> Any:
        """Amounts, none of them below zero as the integrator may leave them when it runs dry."""
        return self.medium.spread(ca.fmax(self.held, 0))

    @cached_property
    def _volatilities(self) -> Any:
        return volatilities(self._present, self.temperature)

    @cached_property
    def _solved(self) -> tuple[Any, Any]:
        """Mole fractions in the liquid (not yet normalised), and moles of liquid."""
        n = self._present
        space = self.volume - ca.dot(n, liquid.MOLAR_VOLUME)
        space = ca.fmax(space, _LEAST_GAS * self.volume)
        in_vapour = self._volatilities * space / (GAS_CONSTANT * self.temperature)
        everything = ca.sum1(n)
        moles = everything * ca.dot(n, 1 / (everything + in_vapour))
        return n / (moles + in_vapour), moles

    @cached_property
    def partial_pressures(self) -> Any:
        """Partial pressure of each component in Pa."""
        return self._solved[0] * self._volatilities

    @cached_property
    def pressure(self) -> Any:
        """Pressure of the vapour in Pa."""
        return ca.sum1(self.partial_pressures)

    @cached_property
    def _liquid_enthalpies(self) -> Any:
        return liquid.enthalpy(self.temperature, amine="MDEA" in self.medium.names)

    @cached_property
    def vapour(self) -> Fluid:
        """The vapour."""
        composition = self.partial_pressures / self.pressure
        molar_mass = ca.dot(composition, MOLAR_MASS)
        return Fluid(
            pressure=self.pressure,
            temperature=self.temperature,
            composition=composition,
            enthalpy=ca.dot(composition, ideal_gas.enthalpy(self.temperature)),
            density=self.pressure * molar_mass / (GAS_CONSTANT * self.temperature),
            molar_mass=molar_mass,
        )

    @cached_property
    def solution(self) -> Fluid:
        """The liquid."""
        fractions = self._solved[0]
        composition = fractions / ca.sum1(fractions)
        molar_mass = ca.dot(composition, MOLAR_MASS)
        return Fluid(
            pressure=self.pressure,
            temperature=self.temperature,
            composition=composition,
            enthalpy=ca.dot(composition, self._liquid_enthalpies),
            density=molar_mass / ca.dot(composition, liquid.MOLAR_VOLUME),
            molar_mass=molar_mass,
        )

    @cached_property
    def liquid_volume(self) -> Any:
        """Volume of the liquid in m3."""
        return self._solved[1] * ca.dot(self._solved[0], liquid.MOLAR_VOLUME)

    @cached_property
    def bottom(self) -> Fluid:
        """What leaves a bottom nozzle: liquid, and vapour once the liquid has run out."""
        moles = self._solved[1]
        wet = (moles / (moles + _TRACE * self.volume)) ** 2
        below, above = self.solution, self.vapour
        composition = wet * below.composition + (1 - wet) * above.composition
        molar_mass = ca.dot(composition, MOLAR_MASS)
        molar_volume = (
            wet * below.molar_mass / below.density + (1 - wet) * above.molar_mass / above.density
        )
        return Fluid(
            pressure=self.pressure,
            temperature=self.temperature,
            composition=composition,
            enthalpy=wet * below.enthalpy + (1 - wet) * above.enthalpy,
            density=molar_mass / molar_volume,
            molar_mass=molar_mass,
        )

    @cached_property
    def energy(self) -> Any:
        """Energy of contents and metal in J."""
        return ca.dot(self.amounts, self._liquid_enthalpies) + self.metal * self.temperature

    def slopes(self, inflow: Any, enthalpy: Any) -> tuple[Any, Any]:
        """Returns d(held)/dt and dT/dt.

        Args:
            inflow: net inflow of every component in mol/s.
            enthalpy: net inflow of enthalpy and heat in W.
        """
        rate = self.medium.pick(inflow)
        slope = temperature_slope(self.energy, self.temperature, enthalpy, [(self.held, rate)])
        return rate, slope

    @property
    def inventory(self) -> Inventory:
        """What the stage holds."""
        return Inventory(amounts=self.amounts, energy=self.energy)

    def mass_fraction(self, component: int) -> Any:
        """Returns the mass fraction of a component in the liquid."""
        below = self.solution
        return below.composition[component] * MOLAR_MASS[component] / below.molar_mass


def under_head(fluid: Fluid, head: Any) -> Fluid:
    """Returns a fluid under `head` Pa more."""
    return replace(fluid, pressure=fluid.pressure + head)


def stage_states(
    unit: Unit,
    suffix: str,
    volume: float,
    wet: float,
    methanol: float | None = None,
    pressure: float | None = None,
) -> tuple[State, State]:
    """Returns the states of a stage of `volume` m3, of which liquid takes the share `wet`.

    The first guess stands at `pressure`: at its boiling point, or at the unit's start temperature
    with as much of its area's gas dissolved as the pressure asks for.

    Args:
        unit: which has the stage.
        suffix: of the states' names.
        volume: of the stage in m3.
        wet: share of the volume.
        methanol: mole fraction of methanol in methanol and water; the area's liquid when None.
        pressure: in Pa; the unit's start pressure when None.
    """
    medium, pressure = unit.medium, pressure or unit.start_pressure
    fractions = medium.liquid.copy()
    if methanol is not None:
        fractions[[CH3OH, H2O]] = methanol, 1 - methanol
    kelvin = unit.parameters.get("start_temperature") or _boiling(fractions, _PURE * pressure)
    volatility = _evaluated(fractions, kelvin)
    missing = max(pressure - float(fractions @ volatility), 0.0)
    fractions = fractions + medium.gas * missing / np.where(volatility > 0, volatility, np.inf)
    molar_volume = float(np.dot(fractions, liquid.MOLAR_VOLUME.full().ravel()))
    in_space = fractions * volatility * volume * (1 - wet) / (GAS_CONSTANT * kelvin)
    moles = (fractions * volume * wet / molar_volume + in_space)[list(medium.species)]
    scale, labels = min(float(moles.sum()), _LARGEST_SCALE), medium.names
    return (
        State(name=f"n{suffix}", guess=moles, scale=scale, positive=True, labels=labels),
        State(name=f"T{suffix}", guess=np.array([kelvin]), scale=500.0, positive=True),
    )


def _boiling(fractions: Array, pressure: float) -> float:
    """Returns the temperature in K at which a liquid boils under `pressure` Pa."""

    def excess(kelvin: float) -> float:
        return float(fractions @ _evaluated(fractions, kelvin)) - pressure

    return float(brentq(excess, 250.0, 500.0))


def _evaluated(fractions: Array, kelvin: float) -> Array:
    """Returns the volatilities in Pa, as numbers."""
    law = _law(amine=bool(fractions[MDEA]))
    return np.asarray(law(fractions, kelvin)).ravel()


@cache
def _law(*, amine: bool) -> ca.Function:
    """Compiles the volatilities once: a first guess asks for them a thousand times."""
    fractions, kelvin = ca.SX.sym("x", len(COMPONENTS)), ca.SX.sym("T")
    dissolved = ca.vertcat(
        *(fractions[i] if amine or i != MDEA else 0 for i in range(len(COMPONENTS)))
    )
    return ca.Function("volatilities", [fractions, kelvin], [volatilities(dissolved, kelvin)])


def stepped_up(bottom: float, boil_up: float, pressure: float, stages: int) -> list[float]:
    """Steps up a stripping section after McCabe and Thiele (1925, Ind. Eng. Chem. 17, 605).

    Args:
        bottom: mole fraction of methanol on the last stage, in methanol and water.
        boil_up: moles of vapour for each mole of liquid.
        pressure: in Pa.
        stages: number of them.

    Returns:
        The mole fraction of methanol on each stage, from the top.
    """
    found = [bottom]
    while len(found) < stages:
        fractions = np.zeros(len(MOLAR_MASS.full()))
        fractions[[CH3OH, H2O]] = found[-1], 1 - found[-1]
        kelvin = _boiling(fractions, pressure)
        vapour = found[-1] * float(volatilities(ca.DM(fractions), kelvin)[CH3OH]) / pressure
        found.append(min(boil_up * vapour + (1 - boil_up) * bottom, 1 - bottom))
    return found[::-1]
