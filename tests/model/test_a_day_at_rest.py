"""The whole plant stands still for a day with its controllers on."""

import pytest
from tests.plants import WHOLE, model_of, plant_of

from twin_simulator import Run

DAY = 24 * 3600.0
SPENT_OXIDE = "AT-202"


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_a_day_at_rest():
    """Nothing moves but the zinc oxide, of which more is spent, at scans of 8 s as of 1 s."""
    run, tags = Run.at_design(model_of(WHOLE), scan=8.0), plant_of(WHOLE).tags
    before = run.values()
    run.step(DAY)
    after = run.values()
    drift = {n: abs(after[n] - before[n]) / (tags[n].high - tags[n].low) for n in tags}
    assert 0 < drift.pop(SPENT_OXIDE) < 0.02
    assert max(drift.values()) < 1e-4, max(drift, key=lambda tag: drift[tag])
    assert run.tripped == []
