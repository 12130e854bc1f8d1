"""What a node offers to the pipes around it, and what runs through a pipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import casadi as ca

from twin_simulator.properties import ideal_gas, liquid, steam, superheated_steam
from twin_simulator.properties.components import GAS_CONSTANT, MOLAR_MASS, WATER


@dataclass(frozen=True, kw_only=True)
class Fluid:
    """The intensive state at a node: SI, a mole fraction for each of `COMPONENTS`.

    Attributes:
        enthalpy: J/mol of the mixture, on the reference of its property package.
        density: kg/m3. molar_mass: kg/mol.
        liquid: the part of `composition` which is liquid among gas; 0 where it does not matter.
    """

    pressure: Any
    temperature: Any
    composition: Any
    enthalpy: Any
    density: Any
    molar_mass: Any
    liquid: Any = 0


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A flow in the direction of its stream: component amounts in mol/s and enthalpy in W.

    Attributes:
        liquid: amounts which are liquid, out of `amounts`.
    """

    amounts: Any
    enthalpy: Any
    liquid: Any = 0

    @property
    def gas(self) -> Any:
        """Amounts which are gas in mol/s."""
        return self.amounts - self.liquid

    @property
    def mass(self) -> Any:
        """Mass flow in kg/s."""
        return ca.dot(self.amounts, MOLAR_MASS)


def gas(pressure: Any, temperature: Any, composition: Any, *, hot: bool = False) -> Fluid:
    """Returns the state of an ideal gas; `hot` if it may be above 1000 K."""
    molar_mass = ca.dot(composition, MOLAR_MASS)
    return Fluid(
        pressure=pressure,
        temperature=temperature,
        composition=composition,
        enthalpy=ideal_gas.mixture_enthalpy(composition, temperature, hot=hot),
        density=pressure * molar_mass / (GAS_CONSTANT * temperature),
        molar_mass=molar_mass,
    )


def water(pressure: Any, temperature: Any) -> Fluid:
    """Returns the state of liquid water; its enthalpy is that of saturated water."""
    return pure_water(
        pressure, temperature, steam.liquid_enthalpy(temperature), steam.liquid_density(temperature)
    )


def solution(pressure: Any, temperature: Any, composition: Any) -> Fluid:
    """Returns the state of a liquid of methanol, water and ammonia with dissolved gases."""
    molar_mass = ca.dot(composition, MOLAR_MASS)
    return Fluid(
        pressure=pressure,
        temperature=temperature,
        composition=composition,
        enthalpy=ca.dot(composition, liquid.enthalpy(temperature)),
        density=molar_mass / ca.dot(composition, liquid.MOLAR_VOLUME),
        molar_mass=molar_mass,
    )


def pure_water(pressure: Any, temperature: Any, enthalpy: Any, density: Any) -> Fluid:
    """Returns the state of water or steam from its enthalpy in J/kg and density in kg/m3."""
    molar_mass = ca.dot(WATER, MOLAR_MASS)
    return Fluid(
        pressure=pressure,
        temperature=temperature,
        composition=WATER,
        enthalpy=enthalpy * molar_mass,
        density=density,
        molar_mass=molar_mass,
    )


def superheated(pressure: Any, temperature: Any) -> Fluid:
    """Returns the state of superheated steam."""
    molar_mass = ca.dot(WATER, MOLAR_MASS)
    enthalpy = superheated_steam.enthalpy(pressure, temperature) / molar_mass
    density = superheated_steam.density(pressure, temperature)
    return pure_water(pressure, temperature, enthalpy, density)


def flow_of(fluid: Fluid, mass_flow: Any) -> Flow:
    """Returns the flow of `mass_flow` kg/s of a fluid."""
    moles = mass_flow / fluid.molar_mass
    return Flow(
        amounts=moles * fluid.composition,
        enthalpy=moles * fluid.enthalpy,
        liquid=moles * fluid.liquid,
    )
