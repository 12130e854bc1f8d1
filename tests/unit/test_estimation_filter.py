"""The filter of low rank against the Kalman filter of the textbooks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twin_simulator.estimation.evidence import for_sensors
from twin_simulator.estimation.frozen import Frozen
from twin_simulator.estimation.low_rank import Innovation, Solved, truncated

GENERATOR = np.random.default_rng(7)
FACTOR = GENERATOR.standard_normal((5, 5))
SEES = GENERATOR.standard_normal((3, 5))
NOISE = np.array([0.1, 0.5, 2.0])
VALUES = np.array([0.3, -1.0, 0.7])


def test_a_correction_with_all_columns_is_that_of_the_kalman_filter():
    """Simon 2006, Optimal State Estimation, section 5.1."""
    covariance = FACTOR @ FACTOR.T
    spread = SEES @ covariance @ SEES.T + np.diag(NOISE)
    gain = covariance @ SEES.T @ np.linalg.inv(spread)
    solved = Solved.of(Innovation(VALUES, SEES @ FACTOR, NOISE))
    assert solved.gain_times_innovation(FACTOR) == pytest.approx(gain @ VALUES)
    after = solved.updated(FACTOR)
    assert after @ after.T == pytest.approx(covariance - gain @ SEES @ covariance, abs=1e-9)
    assert solved.inverse(VALUES) == pytest.approx(np.linalg.solve(spread, VALUES))
    assert solved.inverse_diagonal() == pytest.approx(np.diag(np.linalg.inv(spread)))
    assert solved.innovation.variance == pytest.approx(np.diag(spread))


def test_columns_that_say_nothing_are_left_out_first():
    factor = np.hstack([FACTOR, 1e-9 * FACTOR])
    kept = truncated(factor, np.ones(5), 5)
    assert kept.shape == (5, 5)
    assert kept @ kept.T == pytest.approx(FACTOR @ FACTOR.T)


def test_the_sensor_that_contradicts_all_others_is_the_one_that_most_speaks_against():
    sees = np.ones((4, 1))
    against = for_sensors(
        Solved.of(Innovation(np.array([1.0, 1.1, 6.0, 0.9]), sees, 0.1 * np.ones(4)))
    )
    assert int(np.argmax(np.abs(against))) == 2


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3),
    st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_whatever_is_read_the_covariance_stays_positive_and_does_not_grow(values, given_):
    used = np.array(given_)
    if not used.any():
        return
    seen = (SEES @ FACTOR)[used]
    after = Solved.of(Innovation(np.array(values)[used], seen, NOISE[used])).updated(FACTOR)
    covariance = after @ after.T
    assert np.isfinite(covariance).all()
    assert np.linalg.eigvalsh(covariance).min() > -1e-9
    assert np.trace(covariance) <= np.trace(FACTOR @ FACTOR.T) + 1e-9


class _Noisy:
    noise, low, high = 0.1, 0.0, 10.0


def test_a_reading_that_repeats_itself_is_frozen_until_it_moves_and_a_gap_is_not():
    frozen, instruments = Frozen(), {"T": _Noisy()}
    frozen.note({"T": 5.0}, instruments, 1.0, 1.0)
    for second in range(2, 62):
        frozen.note({"T": 5.0}, instruments, 1.0, float(second))
    assert list(frozen.found()) == ["T"]
    frozen.note({"T": 5.1}, instruments, 1.0, 63.0)
    for second in range(64, 200):
        frozen.note({}, instruments, 1.0, float(second))
    assert frozen.found() == {}
