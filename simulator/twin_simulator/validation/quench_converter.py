"""An industrial converter of three beds with quench and feed/effluent exchange, as a lean model.

The converter of Morud and Skogestad 1998, AIChE J. 44, 888: 252 t/h of feed at 250 degC and
200 bar, of which 127 t/h pass the exchanger and 58, 35 and 32 t/h are quench before the beds of
6.69, 9.63 and 15.2 m3; 2200 kg/m3 of catalyst with 1100 J/(kg K); exchanger 536 W/(m2 K) times
283 m2; 4.15 mol% ammonia in stoichiometric gas. The paper was not at hand: the figures are those
of the general literature which quotes it. Mass flows are given, so beds are rows of the same
well-mixed cells as `PackedBed`, without its pipes; kinetics and enthalpies are the plant's.
All gas comes from one feed: e, the moles of nitrogen converted per kg, describes its composition.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import casadi as ca
import numpy as np

from twin_simulator.kinetics import ammonia
from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import GAS_CONSTANT, H2, MOLAR_MASS, N2, NH3, by_component
from twin_simulator.units.unit import Array

Rates = Callable[[Any, Any], Any]

SOURCE = "Morud and Skogestad 1998, AIChE J. 44, 888 (secondary)"
CELLS = 10  # of each bed
_VOLUMES = (6.69, 9.63, 15.2)  # m3
OUTLET = 3 * CELLS - 1  # index of its temperature among the states
_TON_AN_HOUR = 1 / 3.6  # kg/s
PREHEATED = 127 * _TON_AN_HOUR
QUENCH = (58 * _TON_AN_HOUR, 35 * _TON_AN_HOUR, 32 * _TON_AN_HOUR)
_EXCHANGER = 536.0 * 283.0  # W/K
_CATALYST_HEAT = 1100.0  # J/(kg K)
_VOID = 0.33
_FEED = by_component({H2: 0.75 * (1 - 0.0415), N2: 0.25 * (1 - 0.0415), NH3: 0.0415})
_AMOUNTS = _FEED / ca.dot(_FEED, MOLAR_MASS)  # mol/kg


@dataclass(frozen=True, kw_only=True)
class Converter:
    """Rates of change of (T, e) of all cells at a pressure in Pa and feed temperature in K."""

    rates: ca.Function
    jacobian: ca.Function


def amounts(converted: Any) -> Any:
    """Returns mol of each component in a kg of gas."""
    return _AMOUNTS + ammonia.STOICHIOMETRY * converted


def ammonia_percent(converted: float) -> float:
    """Returns the mole percent of ammonia."""
    found = amounts(converted)
    return 100 * float(found[NH3] / ca.sum1(found))


def _enthalpy(temperature: Any, converted: Any) -> Any:
    return ideal_gas.mixture_enthalpy(amounts(converted), temperature)


def _heat_capacity(temperature: Any, converted: Any) -> Any:
    return ideal_gas.mixture_heat_capacity(amounts(converted), temperature)


def _preheated(feed: Any, hot: Any, converted: Any) -> Any:
    """Returns the temperature of the cold gas behind the counter-current exchanger."""
    cold_flow = PREHEATED * _heat_capacity(feed, 0)
    hot_flow = (PREHEATED + sum(QUENCH)) * _heat_capacity(hot, converted)
    ratio, units = cold_flow / hot_flow, _EXCHANGER / cold_flow
    decay = ca.exp(-units * (1 - ratio))
    return feed + (hot - feed) * (1 - decay) / (1 - ratio * decay)


def paper_rates(pressures: Any, temperature: Any) -> Any:
    """Returns the rate of N2 + 3 H2 = 2 NH3 in mol/(kg catalyst s) as the paper computes it.

    Temkin and Pyzhev with partial pressures, constants of Froment and Bischoff 1990, 4.75 times.
    """
    p = pressures / 1e5
    energy = GAS_CONSTANT * temperature
    ahead = 1.79e4 * ca.exp(-87090 / energy) * p[N2] * p[H2] ** 1.5 / p[NH3]
    back = 2.57e16 * ca.exp(-198464 / energy) * p[NH3] / p[H2] ** 1.5
    return 4.75 / ammonia.PACKED_DENSITY * 1e3 / 3600 * (ahead - back)


def _cell(
    rates: Rates, flow: Any, entering: tuple[Any, Any], state: tuple[Any, Any], place: Any
) -> tuple[Any, Any]:
    """Returns dT/dt and de/dt of a cell.

    Args:
        rates: of the catalyst.
        flow: in kg/s.
        entering: the enthalpy in J/kg and e of its feed.
        state: its T and e.
        place: its volume in m3 and pressure in Pa.
    """
    volume, pressure = place
    temperature, converted = state
    composition = amounts(converted)
    moles = ca.sum1(composition)
    catalyst = volume * ammonia.PACKED_DENSITY
    gas = pressure * volume * _VOID / (GAS_CONSTANT * temperature * moles)  # kg
    rate = rates(composition / moles * pressure, temperature) * catalyst
    change = (flow * (entering[1] - converted) + rate) / gas
    by_conversion = ca.dot(ammonia.STOICHIOMETRY, ideal_gas.enthalpy(temperature))
    heat = flow * (entering[0] - _enthalpy(temperature, converted)) - gas * by_conversion * change
    held = catalyst * _CATALYST_HEAT + gas * _heat_capacity(temperature, converted)
    return heat / held, change


def converter(rates: Rates = ammonia.rates) -> Converter:
    """Assembles the equations with the given kinetics."""
    count = CELLS * len(_VOLUMES)
    t, e = ca.SX.sym("T", count), ca.SX.sym("e", count)
    pressure, feed = ca.SX.sym("p"), ca.SX.sym("feed")
    cold = _enthalpy(feed, 0)
    entering: tuple[Any, Any] = (_enthalpy(_preheated(feed, t[-1], e[-1]), 0), 0)
    flow, slopes = PREHEATED, []
    for bed, volume in enumerate(_VOLUMES):
        total = flow + QUENCH[bed]
        entering = (
            (flow * entering[0] + QUENCH[bed] * cold) / total,
            flow * entering[1] / total,
        )
        flow = total
        for k in range(bed * CELLS, (bed + 1) * CELLS):
            place = (volume / CELLS, pressure)
            slopes.append(_cell(rates, flow, entering, (t[k], e[k]), place))
            entering = (_enthalpy(t[k], e[k]), e[k])
    x, p = ca.vertcat(t, e), ca.vertcat(pressure, feed)
    slope = ca.vertcat(*(s[0] for s in slopes), *(s[1] for s in slopes))
    return Converter(
        rates=ca.Function("rates", [x, p], [slope]),
        jacobian=ca.Function("jacobian", [x, p], [ca.jacobian(slope, x)]),
    )


def ignited() -> Array:
    """Returns a first guess near the ignited state."""
    temperatures = np.concatenate([np.linspace(low, 770.0, CELLS) for low in (720.0, 740.0, 750.0)])
    return np.concatenate([temperatures, np.linspace(1.0, 9.0, len(temperatures))])


def simulate(model: Converter, start: Array, pressure: float, feed: float, grid: Array) -> Array:
    """Returns the states at each time of the grid, of shape (states, times), by CVODES."""
    x = ca.MX.sym("x", len(start))
    p = ca.DM([pressure, feed])
    problem = {"x": x, "ode": model.rates(x, p)}
    options = {"reltol": 1e-7, "abstol": 1e-7}
    integrator = ca.integrator("run", "cvodes", problem, 0.0, grid.tolist(), options)
    return np.asarray(integrator(x0=start)["xf"])
