"""Whatever values and people do, an alarm goes the ways of ISA-18.2, and the journal knows it."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.alarming import HIGH, HIGH_HIGH, LOW, NS, agent, asked, measured

from twin_agents.alarms.journal import recall
from twin_agents.alarms.machine import Alarm
from twin_schemas.alarm_events import AlarmChanged
from twin_schemas.record import Record
from twin_schemas.vocabulary import HIDDEN_STATES

ALARMS = [HIGH, HIGH_HIGH, LOW]
TRANSITIONS = {
    ("normal", "raised", "unacknowledged"),
    ("returned", "raised", "unacknowledged"),
    ("unacknowledged", "acknowledged", "acknowledged"),
    ("returned", "acknowledged", "normal"),
    ("unacknowledged", "returned", "returned"),
    ("acknowledged", "returned", "normal"),
    ("shelved", "unshelved", "normal"),
    ("shelved", "unshelved", "unacknowledged"),
    ("out_of_service", "returned_to_service", "normal"),
    ("out_of_service", "returned_to_service", "unacknowledged"),
} | {
    (state, change, hidden)
    for state in ("normal", "unacknowledged", "acknowledged", "returned", "shelved")
    for change, hidden in (
        ("shelved", "shelved"),
        ("removed_from_service", "out_of_service"),
    )
}
NAMES = st.sampled_from([point.name for point in ALARMS])
VALUES = st.tuples(
    st.just("value"),
    st.sampled_from([20.0, 51.0, 75.0, 99.0, 105.0, 125.0]),
    st.sampled_from(["good", "good", "good", "bad"]),
)
DEEDS = st.one_of(
    st.tuples(st.just("acknowledge"), NAMES, st.integers(0, 4)),
    st.tuples(st.just("shelve"), NAMES, st.integers(1, 200)),
    st.tuples(st.just("unshelve"), NAMES, st.just(0)),
    st.tuples(st.just("remove_from_service"), NAMES, st.just(0)),
    st.tuples(st.just("return_to_service"), NAMES, st.just(0)),
    st.tuples(st.just("tick"), st.just(""), st.just(0)),
)
STEPS = st.lists(
    st.tuples(st.integers(1, 90), st.one_of(VALUES, VALUES, DEEDS)), min_size=5, max_size=60
)


def played(steps: Iterable[tuple[int, tuple[object, ...]]]) -> tuple[list[Record], list[Alarm]]:
    """What an agent publishes, and its alarms at the end."""
    alarms, second, records = agent(), 1_000, []
    for pause, (what, *more) in steps:
        second += pause
        if what == "value":
            records += alarms.handle(measured(more[0], second, more[1]))  # type: ignore[arg-type]
        elif what == "tick":
            records += alarms.tick(second * NS)
        else:
            until = (second + int(str(more[1]))) * NS if what == "shelve" else 0
            occurrence = more[1] if what == "acknowledge" else 0
            request = asked(str(what), second, str(more[0]), occurrence=occurrence, until_ns=until)
            records += alarms.handle(request)
    return records, list(alarms._alarms.values())


def announced(alarm: Alarm) -> tuple[object, ...]:
    """All of an alarm that people see."""
    return (alarm.state, alarm.occurrence, alarm.until_ns, alarm.sequence)


@given(STEPS)
def test_no_transition_is_impossible(steps: list[tuple[int, tuple[object, ...]]]):
    records, _ = played(steps)
    states = {point.name: ("normal", 0) for point in ALARMS}
    for record in records:
        if not isinstance(record, AlarmChanged):
            continue
        before, occurrence = states[record.alarm]
        assert (before, record.change, record.state) in TRANSITIONS
        anew = record.state == "unacknowledged"
        assert record.occurrence == occurrence + int(anew)
        assert (record.raised_ns > 0) >= (record.state in {"unacknowledged", "acknowledged"})
        assert (record.until_ns > 0) == (record.state == "shelved")
        states[record.alarm] = (record.state, record.occurrence)


@given(STEPS)
def test_the_journal_tells_the_state_of_every_alarm(steps: list[tuple[int, tuple[object, ...]]]):
    records, alarms = played(steps)
    told = {point.name: Alarm(point) for point in ALARMS}
    for record in records:
        if isinstance(record, AlarmChanged):
            recall(told[record.alarm], record)
    for alarm in alarms:
        assert announced(told[alarm.point.name]) == announced(alarm)
        if alarm.state not in HIDDEN_STATES:
            assert told[alarm.point.name].active == alarm.active
            assert told[alarm.point.name].raised_ns == alarm.raised_ns
