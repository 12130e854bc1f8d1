"""How much flows through a hole: mass flux in kg/(m2 s) of numbers or symbols.

Gas: an isentropic nozzle with a discharge coefficient, choked below the critical pressure ratio
(Crowl and Louvar 2011, Chemical Process Safety, 3rd ed., eq. 4-48 and 4-50). Liquid: the orifice
equation (eq. 4-7), and where it boils at the pressure behind the hole the equilibrium rate model of
Fauske and Epstein 1988, J. Loss Prev. Process Ind. 1, 75, with its correction for short ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import casadi as ca

SHARP_EDGED = 0.61
_EQUILIBRIUM_LENGTH = 0.1  # m; a longer way through lets the liquid come to equilibrium
_NEARLY_NOTHING = 1e-6  # of the square of the flow function: a finite slope where nothing flows
_FIRST_FLASH = 0.1  # share above the back pressure over which flashing sets in
_LEAST = 1.0  # Pa


def gas_flux(pressure: Any, density: Any, ratio: Any, behind: Any, coefficient: Any) -> Any:
    """Returns the flux of a gas; 0 where the pressure behind is higher.

    Args:
        pressure: absolute, before the hole, in Pa.
        density: before the hole in kg/m3.
        ratio: of the heat capacities.
        behind: pressure behind the hole in Pa.
        coefficient: of discharge; 1 for a rounded nozzle.

    >>> area, lb = 5.067e-6, 0.45359  # a hole of 0.1 inch; nitrogen of 200 psig and 80 F
    >>> flux = gas_flux(1.4803e6, 1.4803e6 * 28.013e-3 / 8.3145 / 300.0, 1.4, 101325.0, 1.0)
    >>> round(float(flux) * area / lb, 4)  # Crowl and Louvar, example 4-5: 0.0379 lb/s
    0.0379
    """
    choked = (2 / (ratio + 1)) ** (ratio / (ratio - 1))
    share = ca.fmin(ca.fmax(behind / pressure, choked), 1)
    square = share ** (2 / ratio) - share ** ((ratio + 1) / ratio)
    shape = square / ca.sqrt(square + _NEARLY_NOTHING)
    return coefficient * ca.sqrt(2 * ratio / (ratio - 1) * pressure * density) * shape


@dataclass(frozen=True, kw_only=True)
class Liquid:
    """A liquid before a hole, SI.

    Attributes:
        boiling: pressure at which it boils at its temperature.
        heat: of vaporisation in J/kg. swelling: of the specific volume when it boils, in m3/kg.
        heat_capacity: in J/(kg K).
    """

    pressure: Any
    temperature: Any
    density: Any
    boiling: Any
    heat: Any
    swelling: Any
    heat_capacity: Any


def liquid_flux(liquid: Liquid, behind: Any, coefficient: Any, length: float) -> Any:
    """Returns the flux of a liquid, which may boil on its way; 0 where nothing drives it.

    Args:
        liquid: before the hole.
        behind: pressure behind the hole in Pa.
        coefficient: of discharge.
        length: of the way through in m; 0 for a hole in a thin wall, in which nothing boils yet.

    >>> ammonia = Liquid(pressure=1.4e6, temperature=297.0, density=603.0, boiling=0.968e6,
    ...                  heat=0.0, swelling=1.0, heat_capacity=4.8e3)
    >>> flow = float(liquid_flux(ammonia, 101325.0, 0.61, 0.1)) * 3.1416 / 4 * 0.0945**2
    >>> round(flow, 1)  # Crowl and Louvar, example 4-7: 97.6 kg/s
    97.6
    >>> propylene = Liquid(pressure=1.15e6, temperature=298.0, density=507.0, boiling=1.15e6,
    ...                    heat=3.34e5, swelling=0.042, heat_capacity=2.18e3)
    >>> flow = float(liquid_flux(propylene, 101325.0, 0.61, 0.1)) * 3.1416 / 4 * 0.01**2
    >>> round(flow, 3)  # Crowl and Louvar, example 4-8: 0.774 kg/s
    0.775
    """
    drop = ca.fmax(liquid.pressure - behind, 0)
    begun = _step((liquid.boiling / behind - 1) / _FIRST_FLASH)
    held_back = behind + begun * ca.fmax(liquid.boiling - behind, 0)
    single = _orifice(ca.fmax(liquid.pressure - held_back, 0), liquid.density, coefficient)
    boiling = begun * _equilibrium(liquid) ** 2 / _shortness(liquid, drop, coefficient, length)
    return ca.sqrt(single**2 + boiling + _LEAST**2) - _LEAST


def _orifice(drop: Any, density: Any, coefficient: Any) -> Any:
    return coefficient * ca.sqrt(2 * density) * drop / (drop + _LEAST) ** 0.5


def _equilibrium(liquid: Liquid) -> Any:
    """The flux of saturated liquid which boils in equilibrium."""
    heat = liquid.temperature * liquid.heat_capacity
    return liquid.heat / liquid.swelling / ca.sqrt(heat)


def _shortness(liquid: Liquid, drop: Any, coefficient: Any, length: float) -> Any:
    """The factor N of Fauske and Epstein: 1 from a tenth of a metre on."""
    long = min(length / _EQUILIBRIUM_LENGTH, 1.0)
    if long >= 1.0:
        return 1.0
    orifice = 2 * (drop + _LEAST) * liquid.density * coefficient**2
    return _equilibrium(liquid) ** 2 / orifice * (1 - long) + long


def _step(value: Any) -> Any:
    """Returns 0 below 0, 1 above 1, and a smooth step between."""
    share = ca.fmin(ca.fmax(value, 0), 1)
    return share * share * (3 - 2 * share)
