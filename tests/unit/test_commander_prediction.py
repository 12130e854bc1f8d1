"""The model is asked before anything is written."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.unit.commanding import (
    CRITICAL,
    NS,
    SP,
    Hand,
    commander_of,
    last,
    measurement,
    request,
    states,
)
from tests.unit.predicting import predicted

from twin_agents.commander import Commander
from twin_schemas.messages import SetpointProgressed, WriteRequested
from twin_schemas.prediction_events import PredictionRequested
from twin_schemas.record import Record

PATIENCE = 8.0


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def commander(clock: Hand) -> Commander:
    return commander_of(clock, PATIENCE)


def writes(records: Iterable[Record]) -> list[WriteRequested]:
    return [r for r in records if isinstance(r, WriteRequested)]


def see_all(commander: Commander, clock: Hand) -> None:
    """The plant goes on reporting while time passes."""
    for tag in commander.plant.tags.values():
        commander.handle(measurement(tag.name, tag.design, clock))


def test_nothing_is_written_before_the_model_was_asked(commander: Commander):
    outputs = commander.handle(request(19.0))
    assert states(outputs) == ["requested", "authorised", "verified"]
    assert writes(outputs) == []
    (asked,) = (r for r in outputs if isinstance(r, PredictionRequested))
    assert (asked.request_id, asked.tag, asked.value) == ("1", SP.name, 19.0)


def test_its_answer_is_a_step_with_effect_and_limits(commander: Commander):
    commander.handle(request(19.0))
    outputs = commander.handle(predicted())
    assert states(outputs) == ["predicted", "accepted"]
    reason = next(r.reason for r in outputs if isinstance(r, SetpointProgressed))
    assert reason == "FT-101 settles within 40 s; no limit is crossed within 5 min"
    assert len(writes(outputs)) == 1


def test_what_it_sees_coming_is_named_with_its_time(commander: Commander):
    commander.handle(request(19.0))
    alarms = [f"FT-10{n}.low" for n in range(5)]
    seen = predicted(
        settles=False,
        crossed=alarms,
        crossed_s=[30.0, 60.0, 90.0, 120.0, 245.0],
        tripped=["UZ-106"],
        tripped_s=[250.0],
        doubt="boundary condition TT-001 is stale",
    )
    told = next(r for r in commander.handle(seen) if isinstance(r, SetpointProgressed)).reason
    assert "FT-101 is 19 kg/s after 5 min" in told
    assert "crosses FT-100.low after 30 s, FT-101.low after 1 min, FT-102.low after 1.5 min" in told
    assert "and 2 more" in told
    assert "trips UZ-106 after 4.17 min" in told
    assert "uncertain: boundary condition TT-001 is stale" in told


def test_a_model_that_cannot_say_keeps_nobody_from_the_plant(commander: Commander):
    commander.handle(request(19.0))
    outputs = commander.handle(predicted(failure="the model can not go on: stiff"))
    assert states(outputs) == ["accepted"]
    assert last(outputs).reason.startswith("no prediction: the model can not go on: stiff; ")


def test_a_model_that_is_silent_keeps_nobody_from_the_plant(commander: Commander, clock: Hand):
    commander.handle(request(19.0))
    clock.now += int((PATIENCE + 1) * NS)
    see_all(commander, clock)
    outputs = commander.tick(clock.now)
    assert states(outputs) == ["accepted"]
    assert last(outputs).reason.startswith("no prediction within 8 s; ")
    assert states(commander.handle(predicted())) == []  # it comes too late to count


def test_what_is_not_in_order_any_more_is_refused(commander: Commander, clock: Hand):
    commander.handle(request(19.0))
    commander.handle(measurement("FIC-101.MODE", 0.0, clock))
    outputs = commander.handle(predicted())
    assert states(outputs) == ["predicted", "refused"]
    assert "verified again" in last(outputs).reason
    assert writes(outputs) == []


def test_a_newer_request_overrides_one_that_waits(commander: Commander):
    commander.handle(request(19.0))
    outputs = commander.handle(request(18.5, number="2"))
    assert [(r.request_id, r.state) for r in outputs if isinstance(r, SetpointProgressed)][-1] == (
        "1",
        "overridden",
    )
    assert states(commander.handle(predicted("1"))) == []
    assert len(writes(commander.handle(predicted("2")))) == 1


def test_a_second_person_sees_the_prediction_first(commander: Commander):
    wanted = CRITICAL.design + 0.5 * (CRITICAL.max_step or 0.0)
    commander.handle(request(wanted, tag=CRITICAL.name))
    seen = predicted(tag=CRITICAL.name, shows="TT-201")
    assert states(commander.handle(seen)) == ["predicted", "awaiting_approval"]


def test_a_restart_while_the_model_runs_writes_nothing(commander: Commander, clock: Hand):
    steps = commander.handle(request(19.0))
    again = commander_of(clock, PATIENCE)
    for step in steps:
        if isinstance(step, SetpointProgressed):
            again.handle(step)
    assert states(again.handle(predicted())) == []
    ended = again.tick(clock.now)
    assert states(ended) == ["failed"]
    assert "after 'verified'" in last(ended).reason
