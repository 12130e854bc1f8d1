"""Alarms of the model while the twin as a whole goes another way than the plant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tests.unit.alarming import NS, asked, measured
from tests.unit.test_alarms_of_model import PREDICTED, RESIDUAL, course, residual

from twin_agents.alarms import Alarms
from twin_schemas.alarm_events import AlarmChanged
from twin_schemas.record import Record

TAGS = [f"TT-{number}" for number in range(1, 9)]
HORIZON = replace(PREDICTED, on_delay_ns=0)


def agent() -> Alarms:
    points = [replace(RESIDUAL, name=f"{tag}.residual_high", tag=tag) for tag in TAGS]
    return Alarms([*points, HORIZON])


def told(
    alarms: Alarms, seconds: Iterable[int], off: Iterable[str], *more: Record
) -> list[AlarmChanged]:
    """What is said while these tags, and no others, are far off each second."""
    said: list[Record] = []
    far = set(off)
    for second in seconds:
        said += alarms.tick(second * NS)
        for tag in TAGS:
            said += alarms.handle(replace(residual(9.0 if tag in far else 0.0), tag=tag))
        for record in more:
            said += alarms.handle(record)
    return [one for one in said if isinstance(one, AlarmChanged)]


def test_five_alarms_tell_that_the_twin_disagrees_and_the_others_are_suppressed_until_it_agrees():
    alarms = agent()
    said = told(alarms, range(125), TAGS)
    assert [one.change for one in said] == ["raised"] * 5 + ["suppressed"] * 3
    assert "further alarms of the model are suppressed" in said[4].reason
    assert not any(one.reason for one in said[:4])
    assert {one.reason for one in said[5:]} == {"the twin as a whole disagrees with the plant"}

    said = told(alarms, range(125, 250), TAGS[-2:])  # six come back, two of them unseen
    assert [one.change for one in said[:5]] == ["returned"] * 5
    assert [(one.alarm, one.change, one.state) for one in said[5:]] == [
        ("TT-6.residual_high", "unsuppressed", "normal"),
        ("TT-7.residual_high", "unsuppressed", "unacknowledged"),
        ("TT-8.residual_high", "unsuppressed", "unacknowledged"),
    ]
    assert "agrees" in said[-1].reason


def test_a_look_ahead_from_where_the_plant_is_not_raises_nothing_though_no_delay_is_over():
    assert told(agent(), range(30), TAGS[:4], course(105.0))[0].change == "raised"
    alarms = agent()
    told(alarms, range(2), TAGS[:5])
    (said,) = told(alarms, range(2, 30), TAGS[:5], course(105.0))
    assert (said.alarm, said.change) == (HORIZON.name, "suppressed")
    back = told(alarms, range(30, 34), TAGS[:2], course(105.0))
    assert [(one.change, one.state) for one in back] == [("unsuppressed", "unacknowledged")]


def test_what_is_shelved_does_not_make_the_twin_disagree():
    alarms = agent()
    told(alarms, range(125), TAGS[:4])
    later = asked("shelve", 125, "TT-1.residual_high", until_ns=4_000 * NS)
    assert alarms.handle(later)
    assert [one.change for one in told(alarms, range(126, 250), TAGS[:6])] == ["raised"] * 2


def test_measured_values_raise_their_alarms_all_the_same():
    high = replace(HORIZON, name="TT-1.high", basis="measured")
    alarms = Alarms([*agent().points, high])
    told(alarms, range(125), TAGS)
    (said,) = [r for r in alarms.handle(measured(105.0, 126)) if isinstance(r, AlarmChanged)]
    assert (said.alarm, said.change) == ("TT-1.high", "raised")


def test_a_restart_knows_that_it_disagrees():
    alarms, after = agent(), agent()
    for one in told(alarms, range(125), TAGS):
        after.handle(one)
    assert told(after, range(125, 130), TAGS) == []
