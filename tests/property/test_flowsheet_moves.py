"""Whatever an operator does, the model goes on, amounts stay positive and nothing is lost."""

from functools import cache

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.model.plants import model_of, plant_of

from twin_simulator import Run
from twin_simulator.balance import Balance

PLANT = plant_of("methanol")
ACTUATORS = sorted({c.moves for c in PLANT.controllers.values()})
SETPOINTS = [tag for tag in PLANT.tags.values() if tag.kind == "setpoint"]
OUTPUTS = [tag for tag in PLANT.tags.values() if tag.kind == "output"]
BOUNDARIES = [tag for tag in PLANT.tags.values() if tag.boundary]


def _model():
    return model_of("methanol")


@cache
def _balance():
    return Balance.of(_model().flowsheet)


def _within(tag, share):
    return tag.low + share * (tag.high - tag.low)


SHARE = st.floats(0.0, 1.0)
MOVE = st.one_of(
    st.tuples(st.just("setpoint"), st.sampled_from(SETPOINTS), SHARE),
    st.tuples(st.just("output"), st.sampled_from(OUTPUTS), SHARE),
    st.tuples(st.just("boundary"), st.sampled_from(BOUNDARIES), st.floats(0.5, 1.2)),
    st.tuples(st.just("trip"), st.sampled_from(ACTUATORS), SHARE),
    st.tuples(st.just("reset"), st.none(), SHARE),
)


def _apply(run, kind, target, share):
    if kind == "setpoint":
        run.write(target.name, _within(target, share))
    elif kind == "output":
        run.drive({f"{target.controller}.MODE": 0.0, target.name: _within(target, share)})
    elif kind == "boundary":
        run.drive({target.name: share * target.design})
    elif kind == "trip":
        run.trip(target)
    else:
        run.reset()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(MOVE, st.integers(1, 300)), min_size=1, max_size=5))
def test_any_moves_leave_a_sound_plant(moves):
    model, run = _model(), Run.at_design(_model())
    for move, seconds in moves:
        _apply(run, *move)
        run.step(float(seconds))
        x, u, p = run.point
        assert np.isfinite(x).all()
        assert (x[model.flowsheet.positive > 0] > 0).all()
        assert np.max(np.abs(_balance().imbalance(x, u, p))) < 1e-9


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_balances_close_in_any_state(seed):
    """At states off every trajectory: conservation is a property of the equations."""
    f = _model().flowsheet
    generator = np.random.default_rng(seed)
    x = _model().design.x * generator.uniform(0.97, 1.03, len(f.states))
    u = generator.uniform(0.0, 1.0, len(f.inputs))
    assert np.max(np.abs(_balance().imbalance(x, u, f.nominal))) < 1e-9
