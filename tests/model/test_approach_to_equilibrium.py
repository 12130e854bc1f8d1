"""How far the gas behind each converter is from equilibrium, at the design point.

The approach is the temperature of the gas less that at which its composition would be at
equilibrium (reforming), or the reverse (shift, which gives off heat): positive when the reaction
has not gone too far. The ranges are generous ones of operating plants' rules of thumb.
"""

import casadi as ca
import pytest
from scipy.optimize import brentq
from tests.plants import model_of

from twin_simulator.kinetics import reforming


def _outlet(area, equipment):
    """Temperature in K, pressure in bar and mole fractions of what leaves."""
    model = model_of(area)
    f = model.flowsheet
    streams = model.plant.streams.values()
    stream = next(s.id for s in streams if s.source.equipment == equipment)
    names = ("temperature", "pressure", "y_CH4", "y_CO", "y_CO2", "y_H2", "y_H2O")
    wanted = ca.vertcat(*(f.quantities[f"{stream}.{name}"] for name in names))
    at = ca.Function("outlet", [f.x, f.u, f.p], [wanted])
    kelvin, pascal, *y = at(model.design.x, model.design.u, f.nominal).full().ravel()
    return kelvin, pascal / 1e5, dict(zip(("CH4", "CO", "CO2", "H2", "H2O"), y, strict=True))


def _temperature(constant, quotient):
    return brentq(lambda t: float(constant(t)) / quotient - 1, 350.0, 1600.0)


def test_the_primary_reformer_ends_near_equilibrium():
    kelvin, bar, y = _outlet("reforming", "R-201")
    quotient = y["CO"] * y["H2"] ** 3 / (y["CH4"] * y["H2O"]) * bar**2
    assert 0 < kelvin - _temperature(reforming.reforming_equilibrium, quotient) < 30


@pytest.mark.parametrize(
    ("area", "equipment", "most"),
    [
        ("reforming", "R-201", 5.0),
        ("shift", "R-221", 5.0),
        ("shift", "R-222", 40.0),
        ("shift", "R-223", 40.0),
    ],
)
def test_the_shift_reaction_does_not_pass_equilibrium(area, equipment, most):
    kelvin, _, y = _outlet(area, equipment)
    quotient = y["CO2"] * y["H2"] / (y["CO"] * y["H2O"])
    approach = _temperature(reforming.shift_equilibrium, quotient) - kelvin
    assert -5.0 < approach < most
