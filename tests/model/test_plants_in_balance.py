"""Elements and energy are conserved in each shipped plant while everything moves."""

import numpy as np
import pytest
from tests.plants import PLANTS, WHOLE, model_of, move_setpoint, plant_of, within

from twin_simulator import Run
from twin_simulator.balance import TERMS, Balance
from twin_simulator.integration.reference import integrate
from twin_simulator.properties.components import ATOMS, COMPONENTS


def _moving(name):
    """All setpoints moved, every other one up, and an actuator tripped."""
    plant = plant_of(name)
    run = Run.at_design(model_of(name))
    for k, c in enumerate(plant.controllers.values()):
        target = c.setpoint * (1.03 if k % 2 else 0.97)
        move_setpoint(run, c.name, within(target, c.setpoint_low, c.setpoint_high))
    run.trip(next(reversed(plant.controllers.values())).moves)
    run.step(10.0)
    return run


@pytest.mark.parametrize("name", PLANTS)
def test_rates_of_change_balance(name):
    """Relative to what is held, per second, at rest, in motion and with the feeds gone."""
    model = model_of(name)
    f, balance = model.flowsheet, Balance.of(model.flowsheet)
    run = _moving(name)
    points = [(model.design.x, model.design.u, f.nominal), run.point]
    for supply in plant_of(name).equipment.values():
        if supply.kind == "boundary.gas":
            run.set_parameter(f"{supply.id}.pressure", 1e5)
    run.step(20.0)
    points.append(run.point)
    for point in points:
        worst = dict(zip(TERMS, balance.imbalance(*point), strict=True))
        assert max(map(abs, worst.values())) < 1e-10, worst


@pytest.mark.parametrize("name", PLANTS)
def test_a_transient_stores_what_flowed_in(name):
    """CVODES with inflows as quadratures, within 1e-6 of what was stored (and rounding)."""
    f, (x, u, p) = model_of(name).flowsheet, _moving(name).point
    held = Balance.of(f).held
    after, inflow = integrate(f, x, u, p, 5.0 if name == WHOLE else 20.0)
    before = np.asarray(held(x, u, p)).ravel()
    stored = np.asarray(held(after, u, p)).ravel() - before
    gained = np.append(ATOMS.full() @ inflow[: len(COMPONENTS)], inflow[len(COMPONENTS)])
    error, allowed = np.abs(stored - gained), 1e-6 * np.abs(gained) + 1e-11 * np.abs(before)
    assert (error <= allowed).all(), dict(zip(TERMS, error, strict=True))
