"""A twin that follows, whatever of its plant can be used and for however long not."""

from __future__ import annotations

import functools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plants import model_of, plant_of

from twin_simulator import ProcessModel, Run
from twin_simulator.emulation.mismatch import Mismatch
from twin_simulator.estimation import Follower


@functools.cache
def _model() -> ProcessModel:
    return model_of("nitrogen")


TAGS = sorted(plant_of("nitrogen").tags)
SPANS = st.lists(
    st.tuples(st.integers(10, 60), st.sets(st.sampled_from(TAGS))), min_size=1, max_size=6
)


@settings(max_examples=8)
@given(SPANS)
def test_whatever_is_missing_it_stays_finite_and_goes_on_without_a_jump(
    spans: list[tuple[int, set[str]]],
):
    model = _model()
    plant = Run.at_design(model, 3, Mismatch.aged(model.plant), sensors=True)
    twin = Follower.of(Run.at_design(model))
    noise = np.array([i.noise for i in model.plant.instruments.values()])
    span = np.array([i.high - i.low for i in model.plant.instruments.values()])
    for seconds, missing in [(200, set[str]()), *spans, (20, set[str]())]:
        for _ in range(seconds):
            plant.step(1.0)
            before = twin.run.measured()
            twin.step(1.0, {t: v for t, v in plant.values().items() if t not in missing})
            moved = np.abs(twin.run.measured() - before)
            assert np.all(moved < 0.05 * span + 10 * noise)
    for area in twin.areas:
        factor = area.estimator.state.factor
        covariance = factor @ factor.T
        assert np.isfinite(covariance).all()
        assert np.array_equal(covariance, covariance.T)
        assert np.linalg.eigvalsh(covariance).min() > -1e-9 * np.trace(covariance)
    assert np.isfinite(twin.run.point[0]).all()
