"""Flow through a pipe or a valve as a function of the pressures at its ends.

Pipes: w = A sqrt(2 rho dp). Valves: IEC 60534-2-1 for compressible flow, written with an
effective area, expansion factor Y = 1 - x / (3 x_T) and choking at x = dp / p = x_T = 0.7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import casadi as ca

from twin_simulator.fluid import Flow, Fluid, flow_of

if TYPE_CHECKING:
    from twin_simulator.units.unit import Values

_LAMINAR = 200.0  # Pa; below about this drop the root turns into a straight line
_STANDING = 0.02  # kg/s; below it fluid goes both ways
_CHOKED = 0.7
_FIRST_GAS = 50.0  # Pa


def smooth_root(drop: Any) -> Any:
    """Returns the signed root of a pressure drop, with a finite slope at zero."""
    return drop / (drop**2 + _LAMINAR**2) ** 0.25


def pipe(area: Any, upstream: Fluid, downstream: Fluid) -> Flow:
    """Returns the flow through an open resistance; it may run backwards."""
    drop = upstream.pressure - downstream.pressure
    density = _mixed(_ahead(drop, _LAMINAR), upstream.density, downstream.density)
    mass_flow = area * ca.sqrt(2 * density) * smooth_root(drop)
    return upwind(mass_flow, upstream, downstream)


def upwind(mass_flow: Any, upstream: Fluid, downstream: Fluid) -> Flow:
    """Returns a flow which carries the fluid it comes from.

    Below `_STANDING` some fluid goes either way, so that Newton's method meets no kink where a
    flow comes to rest, and yet no end gives what it does not hold.
    """
    ahead = flow_of(upstream, _one_way(mass_flow))
    back = flow_of(downstream, _one_way(-mass_flow))
    return Flow(
        amounts=ahead.amounts - back.amounts,
        enthalpy=ahead.enthalpy - back.enthalpy,
        liquid=ahead.liquid - back.liquid,
    )


def _one_way(value: Any) -> Any:
    """Returns the value where it is above `_STANDING`, 0 below its negative, smooth between."""
    turning = ca.fmin(ca.fmax(value, -_STANDING), _STANDING)
    return (turning + _STANDING) ** 2 / (4 * _STANDING) + ca.fmax(value - _STANDING, 0)


def _ahead(value: Any, width: float) -> Any:
    """Returns 1 where a value is above `width`, 0 below -width, and a smooth step between."""
    return _cubic(ca.fmin(ca.fmax(0.5 + value / (2 * width), 0), 1))


def _cubic(share: Any) -> Any:
    """Returns a step from 0 to 1 which begins and ends without a slope."""
    return share * share * (3 - 2 * share)


def _mixed(share: Any, ahead: Any, back: Any) -> Any:
    return back + share * (ahead - back)


def gas_valve(area: Any, upstream: Fluid, downstream: Fluid) -> Flow:
    """Returns the flow through a gas valve with a non-return flap."""
    drop = ca.fmax(upstream.pressure - downstream.pressure, 0)
    effective = ca.fmin(drop, _CHOKED * upstream.pressure)
    expansion = 1 - effective / upstream.pressure / (3 * _CHOKED)
    speed = expansion * ca.sqrt(2 * upstream.density) * smooth_root(effective)
    return flow_of(upstream, _begun(drop) * area * speed)


def liquid_valve(area: Any, upstream: Fluid, downstream: Fluid) -> Flow:
    """Returns the flow through a liquid valve with a non-return flap."""
    drop = ca.fmax(upstream.pressure - downstream.pressure, 0)
    return flow_of(upstream, area * ca.sqrt(2 * upstream.density) * smooth_root(drop))


def bubbling(area: Any, below: Fluid, above: Fluid) -> Flow:
    """Returns the flow of vapour through holes under liquid, which none flows down through."""
    begun = _begun(ca.fmax(below.pressure - above.pressure, 0))
    return liquid_valve(begun * area, below, above)


def _begun(drop: Any) -> Any:
    """Returns 0 without a drop, 1 beyond a small one, and a smooth step between.

    Gas which comes to rest at a flap or a tray stops Newton's method at a kink.
    """
    return _cubic(ca.fmin(drop / _FIRST_GAS, 1))


def opening(position: Any, rangeability: float) -> Any:
    """Returns the open fraction of a valve: equal percentage, but shut tight at zero.

    >>> float(opening(0.0, 30.0)), float(opening(1.0, 30.0))
    (0.0, 1.0)
    """
    return (rangeability**position - 1) / (rangeability - 1)


def by_name(values: Values, prefix: str, count: int) -> list[Any]:
    """Returns the `count` numbered values `prefix1`, `prefix2`, ..."""
    return [values[f"{prefix}{index}"] for index in range(1, count + 1)]
