"""A column at total reflux against Fenske's equation.

Fenske 1932, Ind. Eng. Chem. 24, 482: from one end of N stages to the other the ratio of light to
heavy grows by the mean relative volatility to the power N - 1; the mean is the geometric one of
bottom, middle and top. The stages are the trays of the model, the vapour that rises from one has
the composition of the liquid that falls on it. The relative volatility is not constant (7 to 2.5),
hence the tolerance.
"""

from __future__ import annotations

from math import log

import casadi as ca
import numpy as np
from scipy.optimize import brentq

from twin_simulator.medium import Medium
from twin_simulator.properties.components import CH3OH, COMPONENTS, H2O
from twin_simulator.units.stage import Stage
from twin_simulator.validation.line import ValidationLine, compare

SOURCE = "Fenske 1932, Ind. Eng. Chem. 24, 482, with the model's mean relative volatility"
_STAGES, _PRESSURE, _BOTTOM = 8, 1.2e5, 0.01


def _vapour(methanol: float) -> float:
    """Mole fraction of methanol over a tray of the model which boils at `_PRESSURE`."""
    fractions = np.zeros(len(COMPONENTS))
    fractions[[CH3OH, H2O]] = methanol, 1 - methanol
    medium = Medium(species=(H2O, CH3OH))
    temperature = ca.SX.sym("T")
    held = ca.DM([1e4 * (1 - methanol), 1e4 * methanol])
    tray = Stage(held=held, temperature=temperature, volume=9.0, metal=0.0, medium=medium)
    state = ca.Function("tray", [temperature], [tray.pressure, tray.vapour.composition[CH3OH]])
    kelvin = brentq(lambda t: float(state(t)[0]) - _PRESSURE, 300.0, 420.0)
    return float(state(kelvin)[1])


def lines() -> list[ValidationLine]:
    """Compares how many stages the model needs with what Fenske's equation asks for."""
    liquid = [_BOTTOM]
    for _ in range(_STAGES - 1):
        liquid.append(_vapour(liquid[-1]))  # total reflux: liquid and vapour pass alike
    ends = [(x, _vapour(x)) for x in (liquid[0], liquid[-1])]
    volatilities = [y / (1 - y) / (x / (1 - x)) for x, y in ends]
    middle = liquid[len(liquid) // 2]
    volatilities.append(_vapour(middle) / (1 - _vapour(middle)) / (middle / (1 - middle)))
    mean = float(np.mean(np.log(volatilities)))
    gained = log(liquid[-1] / (1 - liquid[-1])) - log(_BOTTOM / (1 - _BOTTOM))
    case = "methanol/water column at total reflux: stages"
    return [compare(case, SOURCE, 1 + gained / mean, float(_STAGES), "1", 0.1)]
