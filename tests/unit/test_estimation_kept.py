"""What a follower has found goes on in the next one, whatever it is."""

from __future__ import annotations

import json

import pytest

from twin_simulator import Run
from twin_simulator.estimation import Follower
from twin_simulator.estimation.isolation import Doubt


@pytest.fixture(scope="module")
def model():
    return Run.load("nitrogen").model


def test_verdicts_come_back_from_json_as_they_were_and_are_older_by_what_has_passed(model):
    first, next_ = Follower.of(Run.at_design(model)), Follower.of(Run.at_design(model))
    state, layout = first.areas[0].isolation.state, first.areas[0].isolation.layout
    first.time = 5000.0
    state.doubts[2] = Doubt(since=4000.0, first=1.0, size=1.5, mean=7.0, good_for=60.0)
    name = layout.names[0]
    state.references[name], state.moved[name] = 0.9, 4500.0
    state.frozen.last["PT-941"], state.frozen.since["PT-941"] = 3.0, 4900.0
    next_.take_up(json.loads(json.dumps(first.verdicts())), passed=100.0)
    isolation = next_.areas[0].isolation
    assert isolation.state.doubts[2] == Doubt(-1100.0, 1.0, 1.5, 7.0, 60.0)
    assert (isolation.state.references, isolation.state.moved) == ({name: 0.9}, {name: -600.0})
    assert isolation.doubted == {2, layout.tags.index("PT-941")}
    assert {one.target for one in next_.findings()} == {layout.tags[2], "PT-941", name}


def test_a_frozen_sensor_that_moves_again_is_believed(model):
    first, next_ = Follower.of(Run.at_design(model)), Follower.of(Run.at_design(model))
    frozen = first.areas[0].isolation.state.frozen
    frozen.last["PT-941"], frozen.since["PT-941"] = 3.0, -100.0
    next_.take_up(first.verdicts())
    next_.step(1.0, {"PT-941": 3.0})
    assert {one.target for one in next_.findings()} == {"PT-941"}
    next_.step(1.0, {"PT-941": 3.01})
    assert next_.findings() == []


def test_what_the_plant_does_not_have_any_more_is_left_out(model):
    doubt = {"since": 1.0, "first": 1.0, "size": 1.0, "mean": 1.0, "good_for": 0.0, "fault": "bias"}
    gone = {
        "doubts": {"TT-999": doubt},
        "references": {"R-999.activity": 1.0},
        "moved": {"R-999.activity": 1.0},
        "frozen": {"TT-999": {"last": 1.0, "since": 1.0}},
    }
    follower = Follower.of(Run.at_design(model))
    follower.take_up({"nitrogen": gone, "elsewhere": gone})
    assert follower.findings() == []
