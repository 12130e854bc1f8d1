"""Map of a centrifugal stage, and the head which a duty needs.

Map: the cubic of Moore and Greitzer 1986, J. Eng. Gas Turbines Power 108, 68, over flow q and
speed n relative to rated, scaled with speed by the fan laws. Its shape is a choice, not a vendor's:
surge at 65 % of the rated flow, 25 % more head there than at the rated point, and a fall beyond
into choke. Left of surge head falls with flow, so that a stage with a volume behind it surges.
A non-return flap resists backward flow.
"""

from __future__ import annotations

from typing import Any

import casadi as ca

from twin_simulator.fluid import Fluid
from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import GAS_CONSTANT

SURGE = 0.65  # flow over speed, relative to rated
BACKWARD = 400.0  # head against a backward flow of the rated size: the flap is shut
_RISE = 0.25  # more head at surge than at the rated point
_LEAST_SPEED = 0.1  # below it a rotor is a resistance
_TOO_SLOW_TO_SURGE, _FAR = 0.4, 3.0

_HALF = SURGE / 2
_RATED = 1.5 * (1 / _HALF - 1) - 0.5 * (1 / _HALF - 1) ** 3 + 1
_STEEPNESS = _RISE / (2 - _RATED)
_SHUT_OFF = 1 - _STEEPNESS * _RATED


def head(flow: Any, speed: Any) -> Any:
    """Returns the head over rated at a flow and speed over rated.

    >>> [round(float(head(*at)), 9) for at in ((1.0, 1.0), (SURGE, 1.0), (0.5, 0.5))]
    [1.0, 1.25, 0.25]
    """
    forward = ca.fmax(flow, 0) / _HALF - speed
    rising = speed**2 + 1.5 * forward * speed - 0.5 * forward**3 / ca.fmax(speed, _LEAST_SPEED)
    flap = BACKWARD * ca.fmin(flow, 0) ** 2
    return _SHUT_OFF * speed**2 + _STEEPNESS * rising + flap


def distance_to_surge(flow: Any, speed: Any) -> Any:
    """Returns the flow over that at which the stage surges, at the same speed.

    Below 40 % of the rated speed there is too little head to surge: the distance is far then.

    >>> float(distance_to_surge(0.65, 1.0)), float(distance_to_surge(0.0, 0.1))
    (1.0, 3.0)
    """
    ratio = flow / (SURGE * ca.fmax(speed, _LEAST_SPEED))
    return ca.if_else(speed > _TOO_SLOW_TO_SURGE, ratio, _FAR)


def needed_head(suction: Fluid, discharge: Fluid, efficiency: Any) -> Any:
    """Returns the polytropic work of an ideal gas in J/kg from suction to discharge pressure."""
    heat_capacity = ideal_gas.mixture_heat_capacity(suction.composition, suction.temperature)
    exponent = GAS_CONSTANT / (heat_capacity * efficiency)
    ratio = discharge.pressure / suction.pressure
    specific = GAS_CONSTANT * suction.temperature / suction.molar_mass
    return specific / exponent * (ratio**exponent - 1)
