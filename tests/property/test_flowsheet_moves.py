"""Whatever an operator does, the model goes on, amounts stay positive and nothing is lost."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plants import TOLERATED, WHOLE, assert_sound, model_of, plant_of
from tests.property.moves import apply, moves_of

from twin_simulator import Run
from twin_simulator.balance import Balance

LOOP = "methanol"
CLOSED = 1e-9  # of what passes through


@cache
def _balance(name):
    return Balance.of(model_of(name).flowsheet)


def _play(name, moves, below_zero):
    run = Run.at_design(model_of(name), scan=1.0)
    for move, seconds in moves:
        apply(run, *move)
        run.step(float(seconds))
        assert_sound(run, model_of(name), below_zero)
        assert np.max(np.abs(_balance(name).imbalance(*run.point))) < CLOSED


@settings(max_examples=25)
@given(st.lists(st.tuples(moves_of(plant_of(LOOP)), st.integers(1, 300)), min_size=1, max_size=5))
def test_any_moves_leave_a_sound_loop(moves):
    _play(LOOP, moves, below_zero=0.0)


@pytest.mark.timeout(900)
@settings(max_examples=10)
@given(st.lists(st.tuples(moves_of(plant_of(WHOLE)), st.integers(1, 60)), min_size=1, max_size=3))
def test_any_moves_leave_a_sound_plant(moves):
    _play(WHOLE, moves, below_zero=TOLERATED)


@settings(max_examples=50)
@given(st.integers(0, 2**32 - 1))
def test_balances_close_in_any_state(seed):
    """At states off every trajectory: conservation is a property of the equations."""
    f = model_of(LOOP).variables
    generator = np.random.default_rng(seed)
    x = model_of(LOOP).design.x * generator.uniform(0.97, 1.03, len(f.states))
    u = generator.uniform(0.0, 1.0, len(f.inputs))
    assert np.max(np.abs(_balance(LOOP).imbalance(x, u, f.nominal))) < 1e-9
