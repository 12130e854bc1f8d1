from __future__ import annotations

import pytest
from tests.unit.commanding import (
    NS,
    PLANT,
    SP,
    Hand,
    attempt,
    commander_of,
    last,
    measurement,
    request,
    states,
)

from twin_agents.commander import Commander
from twin_schemas.access import Right
from twin_schemas.messages import SetpointProgressed, SetpointRequested, WriteRequested
from twin_schemas.plant.sequence import STATES


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def commander(clock: Hand) -> Commander:
    return commander_of(clock)


GOAL = SP.design * 1.05


def test_a_good_request_is_verified_and_written_once(commander: Commander):
    outputs = commander.handle(request(GOAL))
    assert states(outputs) == ["requested", "authorised", "verified", "accepted"]
    (write,) = [r for r in outputs if isinstance(r, WriteRequested)]
    assert (write.tag, write.value) == (SP.name, GOAL)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"right": "", "authorised_by": ""}, "does not say which right"),
        ({"right": "nonsense"}, "can not be read"),
        ({"right": Right(action="read").to_json()}, "it is for read"),
        ({"right": Right(action="command", tags="TIC-*").to_json()}, "it is for TIC-*"),
        ({"right": Right(action="command", high=1.0).to_json()}, "outside"),
        ({"origin": "instructor"}, "never for the plant"),
    ],
)
def test_a_request_that_its_own_right_does_not_allow_is_refused(
    commander: Commander, more: dict[str, object], why: str
):
    outputs = commander.handle(request(GOAL, **more))
    assert states(outputs) == ["requested", "refused"]
    assert why in last(outputs).reason
    assert not [r for r in outputs if isinstance(r, WriteRequested)]


def test_the_authorised_step_says_by_what(commander: Commander):
    (step,) = [
        r
        for r in commander.handle(request(GOAL))
        if isinstance(r, SetpointProgressed) and r.state == "authorised"
    ]
    assert step.reason == "ann may command by role operator"


def test_a_repeated_request_has_no_effect(commander: Commander):
    commander.handle(request(GOAL))
    assert commander.handle(request(GOAL)) == []


def test_it_is_completed_only_when_the_process_value_is_there(commander: Commander, clock: Hand):
    commander.handle(request(GOAL))
    assert states(commander.handle(attempt())) == ["written"]
    assert states(commander.handle(measurement(SP.name, GOAL, clock))) == ["read_back"]
    assert commander.handle(measurement("FT-101", SP.design, clock)) == []
    seen = [commander.handle(measurement("FT-101", GOAL, clock)) for _ in range(3)]
    assert [states(s) for s in seen] == [[], [], ["completed"]]


def test_an_old_report_is_no_read_back(commander: Commander, clock: Hand):
    commander.handle(request(GOAL))
    commander.handle(attempt())
    nearly = GOAL - 0.9 * SP.tolerance
    assert commander.handle(measurement(SP.name, nearly, clock)) == []


def test_what_is_not_reached_in_time_has_failed(commander: Commander, clock: Hand):
    commander.handle(request(GOAL, timeout_s=5.0))
    commander.handle(attempt())
    commander.handle(measurement(SP.name, GOAL, clock))
    assert commander.tick(clock.now + 4 * NS) == []
    ended = last(commander.tick(clock.now + 6 * NS))
    assert ended.state == "failed"
    assert "not reached in time" in ended.reason


@pytest.mark.parametrize("outcome", ["refused", "unreachable"])
def test_a_write_that_did_not_happen_has_failed(commander: Commander, outcome: str):
    commander.handle(request(GOAL))
    ended = last(commander.handle(attempt(outcome, reason="because")))
    assert (ended.state, ended.reason) == ("failed", "because")


def test_somebody_elses_value_overrides(commander: Commander, clock: Hand):
    commander.handle(request(GOAL))
    commander.handle(attempt())
    commander.handle(measurement(SP.name, GOAL, clock))
    ended = last(commander.handle(measurement(SP.name, SP.design, clock)))
    assert ended.state == "overridden"


def test_a_newer_request_overrides_an_older_one(commander: Commander):
    commander.handle(request(GOAL))
    outputs = commander.handle(request(SP.design, number="2"))
    steps = [(r.request_id, r.state) for r in outputs if isinstance(r, SetpointProgressed)]
    assert ("1", "overridden") in steps
    assert steps[-1] == ("2", "accepted")


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (request(1.0, tag="XX-1.SP"), "no tag XX-1.SP"),
        (request(1.0, tag="FT-101"), "cannot be written"),
        (request(SP.high + 1), "outside"),
        (request(float("nan")), "outside"),
        (request(SP.low), "smaller steps"),
        (request(GOAL, unit="t/h"), "in kg/s"),
        (request(50.0, tag="FIC-101.OP"), "in AUTO"),
        (request(0.5, tag="FIC-101.MODE"), "none of the modes"),
    ],
)
def test_a_bad_request_is_refused_with_the_reason(
    commander: Commander, asked: SetpointRequested, why: str
):
    outputs = commander.handle(asked)
    assert states(outputs) == ["requested", "authorised", "refused"]
    assert why in last(outputs).reason
    assert not [r for r in outputs if isinstance(r, WriteRequested)]


def test_nothing_is_written_when_the_plant_is_out_of_sight(commander: Commander, clock: Hand):
    commander.handle(measurement(SP.name, float("nan"), clock, "bad"))
    assert "is bad" in last(commander.handle(request(GOAL))).reason
    commander.handle(measurement(SP.name, SP.design, clock))
    clock.now += 60 * NS
    assert "contract rate" in last(commander.handle(request(GOAL, number="2"))).reason


def test_what_an_earlier_commander_left_open_is_reported_as_failed(clock: Hand):
    before = Commander(plant=PLANT, clock=clock)
    for tag in PLANT.tags.values():
        before.handle(measurement(tag.name, tag.design, clock))
    steps = [r for r in before.handle(request(GOAL)) if isinstance(r, SetpointProgressed)]
    after = Commander(plant=PLANT, clock=clock)
    for step in steps:
        after.handle(step)
    assert after.handle(request(GOAL)) == []
    ended = last(after.tick(clock.now))
    assert ended.state == "failed"
    assert "restarted" in ended.reason
    assert after.tick(clock.now) == []


def test_its_own_steps_coming_back_do_not_reopen_what_has_ended(commander: Commander, clock: Hand):
    outputs = commander.handle(request(SP.high + 1))
    for step in outputs:
        commander.handle(step)
    assert commander.tick(clock.now) == []


def test_a_goal_is_reached_when_the_unit_is_in_that_state(commander: Commander, clock: Hand):
    stop = request(float(STATES.index("idle")), tag="KC-101.GOAL")
    assert states(commander.handle(stop))[-1] == "accepted"
    commander.handle(attempt())
    commander.handle(measurement("KC-101.GOAL", stop.value, clock))
    moving = commander.handle(measurement("KC-101.STATE", float(STATES.index("stopping")), clock))
    assert "completed" not in states(moving)
    there = commander.handle(measurement("KC-101.STATE", stop.value, clock))
    assert states(there)[-1] == "completed"


def test_a_goal_that_is_not_reached_says_why_the_unit_is_held(commander: Commander, clock: Hand):
    start = request(float(STATES.index("running")), tag="KC-101.GOAL")
    assert states(commander.handle(start))[-1] == "accepted"
    commander.handle(attempt())
    commander.handle(measurement("KC-101.GOAL", start.value, clock))
    commander.handle(measurement("KC-101.WHY", 3.0, clock))
    commander.handle(measurement("KC-101.STATE", float(STATES.index("held")), clock))
    clock.now += 10_000 * NS
    (ended,) = commander.tick(clock.now)
    why = "held (start 3: ST-101 above 3100 rpm within 60 s)"
    assert (ended.state, ended.reason) == ("failed", f"not reached in time: KC-101.STATE is {why}")


@pytest.mark.parametrize(("at", "refused"), [("idle", True), ("held", True), ("running", False)])
def test_a_start_that_lacks_a_permissive_is_refused_with_its_name(
    commander: Commander, clock: Hand, at: str, refused: bool
):
    lacks = PLANT.tags["KC-101.LACKS"].states.index("cooling water")
    commander.handle(measurement("KC-101.LACKS", float(lacks), clock))
    commander.handle(measurement("KC-101.STATE", float(STATES.index(at)), clock))
    start = request(float(STATES.index("running")), tag="KC-101.GOAL")
    outputs = commander.handle(start)
    assert (states(outputs)[-1] == "refused") == refused
    assert ("it lacks: cooling water" in last(outputs).reason) == refused


def test_a_goal_that_there_is_not_is_refused(commander: Commander):
    asked = request(float(STATES.index("starting")), tag="KC-101.GOAL")
    assert "outside 0 to 3" in last(commander.handle(asked)).reason
