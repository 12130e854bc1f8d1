"""The fast integrator converges to CVODES with order two."""

import numpy as np
import pytest
from tests.plants import model_of

from twin_simulator import Run
from twin_simulator.integration.implicit import Implicit
from twin_simulator.integration.reference import integrate


@pytest.fixture(scope="module")
def errors():
    """Largest scaled error after 10 s of a transient, for steps of 1/2, 1/4 and 1/8 s."""
    model = model_of("methanol")
    run = Run.at_design(model)
    run.write("FIC-101.SP", 21.5)
    run.write("PIC-120.SP", 30.0)
    run.step(5.0)
    x, u, p = run.point
    reference = integrate(model.flowsheet, x, u, p, 10.0)[0]
    found = []
    for step in (0.5, 0.25, 0.125):
        integrator, state = Implicit(model.system), x
        for _ in range(round(10.0 / step)):
            state = integrator.advance(state, u, p, step)
        found.append(float(np.max(np.abs(state - reference) / model.variables.scale)))
    return found


def test_one_scan_is_a_step_short_enough(errors):
    assert errors[0] < 1e-4


def test_halving_the_step_quarters_the_error(errors):
    assert 3.0 < errors[0] / errors[1] < 5.0
    assert 3.0 < errors[1] / errors[2] < 5.0


def test_a_hard_step_is_not_made_longer_again_at_once():
    """To try at once what has just failed costs a new matrix each time."""
    model = model_of("methanol")
    run = Run.at_design(model)
    run.write("FIC-101.SP", 21.5)
    run.step(5.0)
    x, u, p = run.point
    integrator, whole = Implicit(model.system, halvings=3), Implicit(model.system)
    state = expected = x
    for halvings in (2, 1, 0, 0):
        state = integrator.advance(state, u, p, 0.5)
        assert integrator.halvings == halvings
    for _ in range(4):
        expected = whole.advance(expected, u, p, 0.5)
    assert np.max(np.abs(state - expected) / model.variables.scale) < 1e-4
