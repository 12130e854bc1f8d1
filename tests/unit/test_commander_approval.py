"""What is critical waits for a second person."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.unit.commanding import (
    CRITICAL,
    NS,
    PLANT,
    Hand,
    commander_of,
    last,
    measurement,
    request,
    states,
)

from twin_agents.commander import Commander
from twin_schemas.access import Right
from twin_schemas.approval_events import ApprovalDecided, ApprovalRequested
from twin_schemas.messages import SetpointProgressed, WriteRequested
from twin_schemas.record import Record
from twin_schemas.vocabulary import Approval

WANTED = CRITICAL.design + 0.5 * (CRITICAL.max_step or 0.0)
MODE = f"{CRITICAL.controller}.MODE"


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def commander(clock: Hand) -> Commander:
    return commander_of(clock)


def asked(number: str = "1") -> Record:
    return request(WANTED, tag=CRITICAL.name, number=number)


def answer(
    clock: Hand,
    decision: Approval = "approved",
    user: str = "bob",
    number: str = "1",
    right: Right | None = None,
) -> ApprovalDecided:
    return ApprovalDecided(
        request_id=number,
        tag=CRITICAL.name,
        decision=decision,
        user=user,
        reason="seen",
        time_ns=clock.now,
        right=(right or Right(action="approve")).to_json(),
        authorised_by="role supervisor",
    )


def writes(records: Iterable[Record]) -> list[WriteRequested]:
    return [r for r in records if isinstance(r, WriteRequested)]


def restarted(clock: Hand, records: Iterable[Record], *, seen: bool = True) -> Commander:
    """Another commander, which the bus tells what the one before said."""
    made = commander_of(clock) if seen else Commander(plant=PLANT, clock=clock)
    for record in records:
        if isinstance(record, SetpointProgressed | ApprovalRequested):
            made.handle(record)
    return made


def test_nothing_is_written_before_a_second_person_approves(commander: Commander, clock: Hand):
    outputs = commander.handle(asked())
    assert states(outputs) == ["requested", "authorised", "verified", "awaiting_approval"]
    assert CRITICAL.critical in last(outputs).reason
    assert writes(outputs + commander.tick(clock.now)) == []
    approved = commander.handle(answer(clock))
    assert states(approved) == ["approved", "accepted"]
    assert (approved[0].second_person, approved[0].author) == ("bob", "ann")  # type: ignore[attr-defined]
    assert "verified again" in last(approved).reason
    assert [w.value for w in writes(approved)] == [WANTED]
    assert commander.handle(answer(clock, "rejected", "carl")) == []


def test_outputs_and_modes_of_a_critical_controller_wait_too(commander: Commander):
    assert states(commander.handle(request(0.0, tag=MODE)))[-1] == "awaiting_approval"


def test_what_is_rejected_is_refused_with_the_second_persons_words(
    commander: Commander, clock: Hand
):
    commander.handle(asked())
    ended = last(commander.handle(answer(clock, "rejected")))
    assert (ended.state, ended.reason) == ("refused", "bob rejected it: seen")
    assert commander.handle(answer(clock)) == []


def test_the_author_can_neither_approve_nor_reject(commander: Commander, clock: Hand):
    commander.handle(asked())
    for decision in ("approved", "rejected"):
        outputs = commander.handle(answer(clock, decision, "ann"))
        assert states(outputs) == ["awaiting_approval"]
        assert "a second person has to" in last(outputs).reason
    assert states(commander.handle(answer(clock))) == ["approved", "accepted"]


def test_without_an_answer_the_time_runs_out(commander: Commander, clock: Hand):
    commander.handle(asked())
    clock.now += int(CRITICAL.approval_s) * NS
    assert commander.tick(clock.now) == []
    clock.now += 1
    ended = last(commander.tick(clock.now))
    assert (ended.state, ended.reason) == ("refused", "nobody approved it within 15 min")


def test_an_answer_after_the_time_is_too_late(commander: Commander, clock: Hand):
    commander.handle(asked())
    clock.now += int(CRITICAL.approval_s) * NS + 1
    outputs = commander.handle(answer(clock))
    assert states(outputs) == ["refused"]


def test_what_has_moved_since_is_verified_again(commander: Commander, clock: Hand):
    commander.handle(asked())
    commander.handle(measurement(CRITICAL.name, CRITICAL.low, clock))
    outputs = commander.handle(answer(clock))
    assert states(outputs) == ["approved", "refused"]
    assert "smaller steps" in last(outputs).reason
    assert writes(outputs) == []


def test_a_newer_request_overrides_the_one_that_waits(commander: Commander, clock: Hand):
    commander.handle(asked())
    outputs = commander.handle(asked("2"))
    ended = [r for r in outputs if isinstance(r, SetpointProgressed) and r.request_id == "1"]
    assert [step.state for step in ended] == ["overridden"]
    assert commander.handle(answer(clock)) == []
    assert states(commander.handle(answer(clock, number="2"))) == ["approved", "accepted"]


def test_a_restart_neither_loses_nor_approves_what_waits(commander: Commander, clock: Hand):
    waiting = commander.handle(asked())
    again = restarted(clock, waiting)
    assert again.tick(clock.now) == again.handle(asked()) == []
    approved = again.handle(answer(clock))
    assert states(approved) == ["approved", "accepted"]
    assert [w.value for w in writes(approved)] == [WANTED]
    late = restarted(clock, waiting)
    clock.now += int(CRITICAL.approval_s) * NS + 1
    assert states(late.tick(clock.now)) == ["refused"]


def test_what_was_decided_before_a_restart_does_not_wait_again(commander: Commander, clock: Hand):
    steps = commander.handle(asked()) + commander.handle(answer(clock, "rejected"))
    for records in (steps, steps[::-1]):
        again = restarted(clock, records)
        assert again.handle(answer(clock)) == again.tick(clock.now) == []


def test_its_own_records_coming_back_do_not_change_what_waits(commander: Commander, clock: Hand):
    echo = commander.handle(asked())
    for record in echo:
        if isinstance(record, SetpointProgressed | ApprovalRequested):
            commander.handle(record)
    assert commander.tick(clock.now) == []
    steps = commander.handle(answer(clock, "rejected"))
    for record in [*echo, *steps]:
        if isinstance(record, SetpointProgressed | ApprovalRequested):
            commander.handle(record)
    assert commander.handle(answer(clock)) == commander.tick(clock.now) == []


def test_an_answer_given_while_the_commander_was_away_waits_for_the_plant(
    commander: Commander, clock: Hand
):
    again = restarted(clock, commander.handle(asked()), seen=False)
    assert again.handle(answer(clock)) == again.tick(clock.now) == []
    again.handle(measurement(CRITICAL.name, CRITICAL.design, clock))
    again.handle(measurement(MODE, 1.0, clock))
    assert states(again.tick(clock.now)) == ["approved", "accepted"]


def test_a_plant_that_stays_silent_after_a_restart_is_a_refusal(commander: Commander, clock: Hand):
    again = restarted(clock, commander.handle(asked()), seen=False)
    again.handle(answer(clock))
    clock.now += 11 * NS
    outputs = again.tick(clock.now)
    assert states(outputs) == ["approved", "refused"]
    assert "has not been measured yet" in last(outputs).reason


@pytest.mark.parametrize(
    ("right", "why"),
    [
        (Right(action="command"), "it is for command"),
        (Right(action="approve", tags="FIC-*"), "it is for FIC-*"),
        (Right(action="approve", high=1.0), "outside"),
    ],
)
def test_an_answer_that_its_own_right_does_not_allow_does_not_count(
    commander: Commander, clock: Hand, right: Right, why: str
):
    commander.handle(asked())
    outputs = commander.handle(answer(clock, right=right))
    assert states(outputs) == ["awaiting_approval"]
    assert why in last(outputs).reason
    assert states(commander.handle(answer(clock)))[0] == "approved"
