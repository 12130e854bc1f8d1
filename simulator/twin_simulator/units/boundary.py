"""Where the modelled section ends: supplies and receivers at given conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import casadi as ca

from twin_simulator.fluid import Fluid, gas, solution, superheated, water
from twin_simulator.properties import liquid
from twin_simulator.properties.components import COMPONENTS, MOLAR_MASS, NH3, NITROGEN, only
from twin_simulator.units.unit import Context, Unit, remembered

_AMBIENT = 298.15


@dataclass(frozen=True)
class GasSupply(Unit):
    """Gas at a given pressure, temperature and composition, which is normalised.

    Equations:
        A node of given pressure, temperature and composition; gas: ideal gas law and NASA
        polynomials (`properties/ideal_gas.py`).

    Assumptions:
        The supply is without end: what is taken from it changes nothing.

    Validity:
        Any pressure, temperature and composition at which the gas is nearly ideal; not checked.
    """

    outside: ClassVar[bool] = True

    def adjustable(self) -> Mapping[str, float]:
        held = {"pressure", "temperature", *(f"y_{name}" for name in self.medium.names)}
        return {key: value for key, value in self.parameters.items() if value or key in held}

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        v = context.values
        fractions = ca.vertcat(*(v.get(f"y_{component}", 0) for component in COMPONENTS))
        composition = fractions / ca.sum1(fractions)
        return {"outlet": gas(v["pressure"], v["temperature"], composition, hot=self.medium.hot)}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return dict(context.values)


@dataclass(frozen=True)
class LiquidSupply(GasSupply):
    """Liquid at a given pressure, temperature and composition, which is normalised.

    Equations:
        A node of given pressure, temperature and composition; molar volumes and enthalpy of liquids
        (`properties/liquid.py`).
    """

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        v = context.values
        fractions = ca.vertcat(*(v.get(f"y_{component}", 0) for component in COMPONENTS))
        composition = fractions / ca.sum1(fractions)
        return {"outlet": solution(v["pressure"], v["temperature"], composition)}


@dataclass(frozen=True)
class WaterSupply(Unit):
    """Liquid water at a given pressure and temperature.

    Equations:
        A node of given pressure and temperature; density and enthalpy of saturated water
        (`properties/steam.py`).

    Assumptions:
        The supply is without end; compressed water counts as saturated water of its temperature.

    Validity:
        Liquid water from 273 to 640 K; not checked.
    """

    outside: ClassVar[bool] = True

    def adjustable(self) -> Mapping[str, float]:
        return dict(self.parameters)

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        return {"outlet": water(context.values["pressure"], context.values["temperature"])}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return dict(context.values)


@dataclass(frozen=True)
class SteamSupply(WaterSupply):
    """Steam at a given pressure and temperature.

    Equations:
        A node of given pressure and temperature; steam with the second virial coefficient
        (`properties/superheated_steam.py`).

    Assumptions:
        The supply is without end.

    Validity:
        Steam from saturation to 1000 K, below 60 bar; not checked.
    """

    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        return {"outlet": superheated(context.values["pressure"], context.values["temperature"])}


@dataclass(frozen=True)
class AmmoniaSupply(WaterSupply):
    """Liquid ammonia at a given pressure and temperature.

    Equations:
        A node of given pressure and temperature; liquid ammonia (`properties/liquid.py`).

    Validity:
        Liquid ammonia from 200 to 400 K; not checked.
    """

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        temperature, molar_mass = context.values["temperature"], MOLAR_MASS[NH3]
        liquid_ammonia = Fluid(
            pressure=context.values["pressure"],
            temperature=temperature,
            composition=only(NH3),
            enthalpy=liquid.mixture_enthalpy(only(NH3), temperature),
            density=molar_mass / liquid.MOLAR_VOLUME[NH3],
            molar_mass=molar_mass,
        )
        return {"outlet": liquid_ammonia}


@dataclass(frozen=True)
class Sink(Unit):
    """A receiver at a given pressure; nothing comes back from it.

    Equations:
        A node of given pressure.

    Assumptions:
        It takes what comes, and gives nothing back.

    Validity:
        Any pressure; not checked.
    """

    outside: ClassVar[bool] = True

    def adjustable(self) -> Mapping[str, float]:
        return dict(self.parameters)

    @remembered
    def fluids(self, context: Context) -> Mapping[str, Fluid]:
        return {"inlet": gas(context.values["pressure"], _AMBIENT, NITROGEN)}

    def quantities(self, context: Context) -> Mapping[str, Any]:
        return dict(context.values)
