"""Balances of a well-mixed gas volume, shared by all units which hold gas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import casadi as ca

from twin_simulator.fluid import Flow, Fluid, gas
from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import GAS_CONSTANT

if TYPE_CHECKING:
    from twin_simulator.units.unit import Inventory


def gas_state(amounts: Any, temperature: Any, volume: Any, *, hot: bool = False) -> Fluid:
    """Returns the fluid in a volume which holds `amounts` mol of gas."""
    total = ca.sum1(amounts)
    return gas(total * GAS_CONSTANT * temperature / volume, temperature, amounts / total, hot=hot)


def gas_energy(amounts: Any, temperature: Any, *, hot: bool = False) -> Any:
    """Returns the internal energy of a gas in J."""
    enthalpy = ideal_gas.mixture_enthalpy(amounts, temperature, hot=hot)
    return enthalpy - ca.sum1(amounts) * GAS_CONSTANT * temperature


def temperature_slope(
    energy: Any, temperature: Any, energy_rate: Any, others: Iterable[tuple[Any, Any]]
) -> Any:
    """Returns dT/dt from dU/dt by the chain rule over U(T, others).

    Args:
        energy: expression of U in the symbols `temperature` and those in `others`.
        temperature: the symbol of T.
        energy_rate: dU/dt in W.
        others: pairs of another state's symbol and its time derivative.
    """
    rest = energy_rate
    for symbol, rate in others:
        rest = rest - ca.jacobian(energy, symbol) @ rate
    return rest / ca.jacobian(energy, temperature)


def net(inward: Iterable[Flow], outward: Iterable[Flow]) -> tuple[Any, Any]:
    """Returns the net amounts in mol/s and enthalpy in W which flow into a volume."""
    inward, outward = list(inward), list(outward)
    amounts = sum(f.amounts for f in inward) - sum(f.amounts for f in outward)
    enthalpy = sum(f.enthalpy for f in inward) - sum(f.enthalpy for f in outward)
    return amounts, enthalpy


def total(inventories: Iterable[Inventory]) -> tuple[Any, Any]:
    """Returns the summed amounts and energy."""
    found = list(inventories)
    return sum(i.amounts for i in found), sum(i.energy for i in found)
