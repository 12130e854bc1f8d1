"""Freeze times and interlocks: what else is verified before anything is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.commanding import NS, PLANT, Hand, attempt, commander_of, last, request, states

from twin_agents.commander import Commander
from twin_schemas.alarm_events import InterlockChanged
from twin_schemas.messages import WriteRequested
from twin_schemas.plant import Tag

SLOW = PLANT.tags["PIC-651.SP"]
GOAL = SLOW.design + 0.5 * (SLOW.max_step or 0.0)
HELD = PLANT.tags["FIC-101.SP"]
TRIPPED = InterlockChanged(
    interlock="PSLL-101",
    tag="PT-101",
    state="tripped",
    value=1.2,
    limit=2.0,
    unit="bar",
    first_out="PSLL-101",
    actuators=[HELD.equipment],
    origin="plant",
    time_ns=1,
)


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def plain() -> Tag:
    """A tag with a freeze time that needs no second person."""
    return replace(SLOW, critical="", approval_s=0.0)


@pytest.fixture
def commander(clock: Hand, plain: Tag) -> Commander:
    made = commander_of(clock)
    made.plant = replace(PLANT, tags={**PLANT.tags, plain.name: plain})
    made._view.plant = made.plant
    return made


def _set(commander: Commander, number: str, value: float = GOAL) -> list[str]:
    outputs = commander.handle(request(value, tag=SLOW.name, number=number))
    return [states(outputs)[-1], last(outputs).reason]


def test_within_its_freeze_time_a_setpoint_is_not_written_again(commander: Commander, clock: Hand):
    assert _set(commander, "1")[0] == "accepted"
    commander.handle(replace(attempt(), tag=SLOW.name, time_ns=clock.now))
    clock.now += 2 * NS
    state, reason = _set(commander, "2")
    assert state == "refused"
    assert "ann has set PIC-651.SP less than 600 s ago, its freeze time; try again in 598 s" in (
        reason
    )


def test_what_was_not_written_freezes_nothing(commander: Commander, clock: Hand):
    _set(commander, "1")
    commander.handle(replace(attempt("unreachable"), tag=SLOW.name, time_ns=clock.now))
    assert _set(commander, "2")[0] == "accepted"


def test_a_freeze_time_outlives_the_commander(commander: Commander, clock: Hand):
    _set(commander, "1")
    written = commander.handle(replace(attempt(), tag=SLOW.name, time_ns=clock.now))
    following = commander_of(clock)
    for step in written:
        following.handle(step)
    outputs = following.handle(request(GOAL, tag=SLOW.name, number="2"))
    assert "freeze time" in last(outputs).reason


@pytest.mark.parametrize("tag", [HELD.name, "FIC-101.OP"])
def test_what_an_interlock_holds_is_not_moved(clock: Hand, tag: str):
    commander = commander_of(clock)
    commander.handle(TRIPPED)
    outputs = commander.handle(request(PLANT.tags[tag].design, tag=tag))
    assert states(outputs)[-1] == "refused"
    assert "interlock PSLL-101 holds" in last(outputs).reason
    assert "PT-101 was 1.2 bar, its limit is 2" in last(outputs).reason
    assert not [r for r in outputs if isinstance(r, WriteRequested)]


def test_a_released_interlock_holds_nothing_and_modes_are_never_held(clock: Hand):
    commander = commander_of(clock)
    commander.handle(TRIPPED)
    assert states(commander.handle(request(0.0, tag="FIC-101.MODE")))[-1] == "accepted"
    commander.handle(replace(TRIPPED, state="released"))
    assert states(commander.handle(request(HELD.design, number="2")))[-1] == "accepted"


def test_an_interlock_holds_through_a_cascade(clock: Hand):
    commander = commander_of(clock)
    commander.handle(replace(TRIPPED, actuators=[PLANT.controllers["FIC-121"].moves]))
    outputs = commander.handle(request(PLANT.tags["LIC-120.SP"].design, tag="LIC-120.SP"))
    assert "holds" in last(outputs).reason


def test_an_adapter_that_does_not_answer_is_not_waited_for_to_the_end(clock: Hand):
    commander = commander_of(clock)
    commander.handle(request(HELD.design))
    assert commander.tick(clock.now + 15 * NS) == []
    ended = last(commander.tick(clock.now + 16 * NS))
    assert ended.state == "failed"
    assert ended.reason == "the adapter did not answer in time; look at FIC-101.SP"
