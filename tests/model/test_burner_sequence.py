"""The reformer's burners are stopped, purged and lit again by their sequence, KC-201."""

import pytest
from tests.plants import assert_sound, model_of

from twin_schemas.plant.sequence import STATES
from twin_simulator import Run, WriteRefused

GOAL = {word: float(STATES.index(word)) for word in ("idle", "running")}


def _state(run):
    return STATES[round(run.values()["KC-201.STATE"])]


def _until(run, state, most, watch=None):
    begun = run.time
    while _state(run) != state:
        assert run.time - begun < most, run._plc.state.sequences["KC-201"]
        run.step(1.0)
        if watch:
            watch(run.values())


def _stopped():
    run = Run.at_design(model_of("reforming"))
    run.write("KC-201.GOAL", GOAL["idle"])
    assert _state(run) == "stopping"
    _until(run, "idle", 150.0)
    return run


def test_a_stop_shuts_the_fuel_and_keeps_the_air():
    run = _stopped()
    run.step(60.0)
    values = run.values()
    assert values["FT-203"] < 0.01
    assert values["FT-204"] > 50.0
    assert run.tripped == []


def test_a_start_purges_before_fuel_flows_and_leads_back_to_the_design_point():
    run, purged = _stopped(), [0.0]

    def watch(values):
        if values["FT-203"] < 0.05:
            purged[0] += values["FT-204"] > 80.0
        else:
            assert purged[0] >= 60.0

    run.write("KC-201.GOAL", GOAL["running"])
    _until(run, "running", 4000.0, watch)
    assert purged[0] >= 60.0
    run.step(6000.0)
    assert run.values()["TT-201"] == pytest.approx(850.0, abs=2.0)
    assert run.values()["AT-204"] == pytest.approx(2.0, abs=0.1)
    assert run.tripped == []
    assert_sound(run, model_of("reforming"))


def test_a_start_without_feed_pressure_is_refused():
    run = _stopped()
    run.drive({"PT-200": 34.0})
    run.step(1.0)
    with pytest.raises(WriteRefused, match="fuel and feed pressure"):
        run.write("KC-201.GOAL", GOAL["running"])


def test_a_new_goal_needs_a_second_person():
    tags = model_of("reforming").plant.tags
    assert tags["KC-201.GOAL"].critical == "it fires the reformer"
    assert tags["KC-201.GOAL"].approval_s == 900.0
    assert tags["KC-201.STATE"].critical == ""
