"""With its controllers on the methanol loop stays at its design point."""

import numpy as np
import pytest
from tests.plants import model_of

from twin_simulator import Mismatch, Run


@pytest.fixture(scope="module")
def model():
    return model_of("methanol")


def _drift(run, seconds):
    before = run.values()
    run.step(seconds)
    after, tags = run.values(), run._model.plant.tags
    return max(abs(after[n] - before[n]) / (tags[n].high - tags[n].low) for n in tags)


def test_two_hours_at_rest(model):
    assert _drift(Run.at_design(model), 7200.0) < 1e-6


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_day_at_rest(model):
    assert _drift(Run.at_design(model, scan=2.0), 24 * 3600.0) < 1e-6


def test_the_aged_plant_settles_without_an_interlock(model):
    run = Run.at_design(model, seed=4, mismatch=Mismatch.aged(model.plant), sensors=True)
    run.step(3600.0)
    values = run.values()
    assert run.tripped == []
    assert run.qualities() == {}
    for controller in model.plant.controllers.values():
        span = model.plant.tags[controller.reads].high - model.plant.tags[controller.reads].low
        assert abs(values[controller.reads] - controller.setpoint) < 0.02 * span
    # the fouled condenser needs more water
    assert values["TIC-106.OP"] > Run.at_design(model).values()["TIC-106.OP"] + 1.0
    assert np.isfinite(list(values.values())).all()
