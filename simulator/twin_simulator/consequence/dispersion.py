"""A gas cloud downwind: the Gaussian plume of a steady release at the ground or above it.

Plume: Turner 1994, Workbook of Atmospheric Dispersion Estimates, 2nd ed.; reflected by the ground,
no lid. Widths: Briggs' open-country formulas by Pasquill's classes (Gifford 1976, Nucl. Saf. 17,
68), fitted from 100 m to 10 km, averaged over some ten minutes. Neutral gas: cold ammonia hugs the
ground, which this understates; near the hole the jet mixes by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, pi

_NEAREST, _FURTHEST = 1.0, 1e5  # m
_HALVINGS = 60
_SLICES = 24  # of a plume, in which it is looked for the widest
# of each class: slopes of both widths at the hole, what bends the vertical one, and its power
_BRIGGS = {
    "A": (0.22, 0.20, 0.0, 0.0),
    "B": (0.16, 0.12, 0.0, 0.0),
    "C": (0.11, 0.08, 0.0002, -0.5),
    "D": (0.08, 0.06, 0.0015, -0.5),
    "E": (0.06, 0.03, 0.0003, -1.0),
    "F": (0.04, 0.016, 0.0003, -1.0),
}
CLASSES = tuple(_BRIGGS)


@dataclass(frozen=True, kw_only=True)
class Weather:
    """Wind in m/s and Pasquill's stability class, A (unstable) to F (stable)."""

    wind: float = 5.0
    stability: str = "D"


def widths(distance: float, stability: str) -> tuple[float, float]:
    """Returns the standard deviations across the wind and upwards, in m.

    Args:
        distance: downwind in m.
        stability: Pasquill's class.

    >>> [round(width, 1) for width in widths(500.0, "D")]  # Crowl and Louvar, example 5-1
    [39.0, 22.7]
    """
    across, up, bend, power = _BRIGGS[stability]
    sideways = across * distance / (1 + 0.0001 * distance) ** 0.5
    return sideways, up * distance * (1 + bend * distance) ** power


def plume(
    rate: float, wind: float, spread: tuple[float, float], across: float, up: float, height: float
) -> float:
    """Returns the concentration in kg/m3.

    Args:
        rate: of the release in kg/s.
        wind: in m/s.
        spread: standard deviations as of `widths`.
        across: from the axis, in m.
        up: from the ground, in m.
        height: of the release in m.

    >>> c = plume(0.37e-3, 2.0, (49.0, 28.2), 0.0, 0.0, 40.0)
    >>> f"{1e3 * c:.2e} g/m3"  # Boubel et al. 1994, Fundamentals of Air Pollution: 1.56e-5
    '1.56e-05 g/m3'
    >>> c = plume(80e-3, 6.0, widths(500.0, "D"), 0.0, 0.0, 60.0)
    >>> f"{1e3 * c:.2e} g/m3"  # Crowl and Louvar, example 5-1: 1.45e-4
    '1.45e-04 g/m3'
    """
    sideways, upwards = spread
    vertical = exp(-0.5 * ((up - height) / upwards) ** 2) + exp(
        -0.5 * ((up + height) / upwards) ** 2
    )
    lateral = exp(-0.5 * (across / sideways) ** 2)
    return rate / (2 * pi * sideways * upwards * wind) * lateral * vertical


def reach(rate: float, limit: float, weather: Weather) -> float:
    """Returns how far downwind, in m, the axis of a plume on the ground is above a limit in kg/m3.

    0 where it never is; not further than 100 km.
    """

    def above(distance: float) -> bool:
        spread = widths(distance, weather.stability)
        return plume(rate, weather.wind, spread, 0.0, 0.0, 0.0) > limit

    if rate <= 0 or not above(_NEAREST):
        return 0.0
    near, far = _NEAREST, _FURTHEST
    for _ in range(_HALVINGS):
        middle = (near * far) ** 0.5
        near, far = (middle, far) if above(middle) else (near, middle)
    return near


def footprint(rate: float, limit: float, weather: Weather) -> tuple[float, float, float]:
    """Returns length, width and height in m of the plume on the ground above a limit in kg/m3.

    >>> length, width, height = footprint(10.0, 0.03, Weather())
    >>> [round(one) for one in (length, width, height)]
    [68, 9, 3]
    """
    length = reach(rate, limit, weather)
    width = height = 0.0
    for part in range(1, _SLICES):
        spread = widths(length * part / _SLICES, weather.stability)
        if length == 0:
            break
        over = plume(rate, weather.wind, spread, 0.0, 0.0, 0.0) / limit
        deviations = (2 * log(max(over, 1.0))) ** 0.5
        width = max(width, 2 * deviations * spread[0])
        height = max(height, deviations * spread[1])
    return length, width, height
