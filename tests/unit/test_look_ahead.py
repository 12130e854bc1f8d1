"""What a setpoint does in the time ahead, on the small methanol plant."""

from __future__ import annotations

import pytest

from twin_simulator import Run, WriteRefused
from twin_simulator.look_ahead import Ahead, horizon_of, look_ahead

TAG = "FIC-101.SP"


@pytest.fixture(scope="module")
def at_rest() -> Run:
    """The methanol plant at its design point."""
    return Run.load("methanol", scan=1.0)


def ahead(run: Run, tag: str, value: float, seconds: float = 300.0) -> Ahead:
    return look_ahead(run.branch(), tag, value, seconds)


def test_it_tells_when_the_process_value_has_settled(at_rest: Run):
    seen = ahead(at_rest, TAG, 19.0)
    assert seen.shows == "FT-101"
    assert seen.curve[0] == pytest.approx(20.0, abs=1e-3)
    assert seen.settled is not None
    late = [v for t, v in zip(seen.times, seen.curve, strict=True) if t >= seen.settled]
    tolerance = at_rest.plant.tags[TAG].tolerance
    assert max(abs(value - 19.0) for value in late) <= tolerance
    before = seen.times.index(seen.settled) - 1
    assert abs(seen.curve[before] - 19.0) > tolerance
    assert seen.crossed == {}
    assert seen.tripped == {}


def test_it_tells_the_limits_that_are_crossed_and_after_how_long(at_rest: Run):
    low = at_rest.plant.tags["FT-101"].alarms["low"]
    seen = ahead(at_rest, TAG, low - 0.5)
    assert set(seen.crossed) >= {"FT-101.low"}
    after = seen.times.index(seen.crossed["FT-101.low"])
    assert seen.curve[after] <= low < seen.curve[after - 1]


def test_a_limit_that_was_crossed_before_is_not_told(at_rest: Run):
    run = at_rest.branch()
    run.write(TAG, run.plant.tags["FT-101"].alarms["low"] - 0.5)
    run.step(300)
    assert "FT-101.low" not in ahead(run, TAG, 9.0).crossed


def test_it_tells_the_interlocks_that_trip(at_rest: Run):
    run = at_rest.branch()
    run.write("LIC-107.MODE", 0.0)
    seen = ahead(run, "LIC-107.OP", 100.0, 1_800.0)
    assert seen.settled is None
    assert seen.crossed["LT-107.low"] < seen.crossed["LT-107.low_low"]
    trips = [n for n, i in run.plant.interlocks.items() if i.tag == "LT-107" and i.side == "low"]
    assert set(trips) <= set(seen.tripped)


def test_the_run_that_it_branches_from_is_left_alone(at_rest: Run):
    before = at_rest.snapshot()
    ahead(at_rest, TAG, 19.0)
    assert at_rest.snapshot() == before


def test_what_the_plant_refuses_is_refused(at_rest: Run):
    with pytest.raises(WriteRefused, match="AUTO"):
        ahead(at_rest, "FIC-101.OP", 50.0)


def test_a_longer_scan_shows_nearly_the_same(at_rest: Run):
    fine = look_ahead(at_rest.branch(), TAG, 19.0, 300.0)
    coarse = look_ahead(at_rest.branch(2.0), TAG, 19.0, 300.0)
    pairs = dict(zip(fine.times, fine.curve, strict=True))
    apart = [
        abs(v - pairs[t]) for t, v in zip(coarse.times, coarse.curve, strict=True) if t in pairs
    ]
    assert len(apart) > 50
    assert max(apart) < 0.15  # kg/s, of a step of 1
    assert max(apart[5:]) < 0.02  # after 10 s


def test_a_look_that_is_ended_early_says_so_and_does_not_tell_that_it_settles(at_rest: Run):
    seen = look_ahead(at_rest.branch(), TAG, 19.0, 300.0, lambda: False)
    assert len(seen.times) == 2
    assert not seen.complete
    assert seen.settled is None
    assert ahead(at_rest, TAG, 19.0).complete


def test_the_horizon_is_what_the_tag_may_need_within_bounds(at_rest: Run):
    tags = at_rest.plant.tags
    assert horizon_of(tags["FIC-101.MODE"]) == 300.0
    assert horizon_of(tags["TIC-102.SP"]) == tags["TIC-102.SP"].settle_s
    assert horizon_of(tags["PIC-107.SP"]) == 1_800.0
