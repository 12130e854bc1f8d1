"""After a trip: first-out, what follows from it, and what is suppressed by design."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.unit.alarming import NS, asked
from tests.unit.commanding import PLANT

from twin_agents.alarms import Alarms, alarms_of
from twin_agents.alarms.explained import explained_by
from twin_schemas.alarm_events import AlarmChanged, InterlockChanged
from twin_schemas.messages import Measurement
from twin_schemas.record import Record

# UZ-105 trips FV-101 when ST-101 is low, and does not latch; FT-101 is the flow through FV-101.
TRIP, CAUSE, FEEDBACK, EXPLAINED = "UZ-105", "ST-101", "ZT-101", "FT-101.low"
REST = {CAUSE: 6_800.0, FEEDBACK: 65.0, "FT-101": 20.0, "PT-107": 48.0}


@pytest.fixture
def alarms() -> Alarms:
    made = alarms_of(PLANT)
    for tag, value in REST.items():
        made.handle(report(tag, value, 0))
    return made


def report(tag: str, value: float, second: float) -> Measurement:
    time_ns = int(second * NS)
    return Measurement(
        tag=tag,
        value=value,
        unit=PLANT.tags[tag].unit,
        quality="good",
        source_time_ns=time_ns,
        server_time_ns=time_ns,
        ingest_time_ns=time_ns,
        origin="plant",
        sequence=0,
    )


def trips(records: Iterable[Record]) -> list[tuple[str, str, str]]:
    found = (r for r in records if isinstance(r, InterlockChanged))
    return [(r.interlock, r.state, r.first_out) for r in found]


def steps(records: Iterable[Record], alarm: str) -> list[tuple[str, str]]:
    found = (r for r in records if isinstance(r, AlarmChanged) and r.alarm == alarm)
    return [(r.change, r.state) for r in found]


def tripped(alarms: Alarms, second: float = 10) -> list[Record]:
    records = alarms.handle(report(CAUSE, 2_900.0, second))
    return records + alarms.handle(report(FEEDBACK, 0.0, second))


def freed(alarms: Alarms, second: float) -> list[Record]:
    alarms.handle(report(CAUSE, 6_800.0, second))
    alarms.handle(report(FEEDBACK, 60.0, second))
    return alarms.tick(int(second * NS))


def test_a_trip_is_told_with_what_it_drives(alarms: Alarms):
    (told,) = (r for r in tripped(alarms) if isinstance(r, InterlockChanged))
    assert (told.interlock, told.tag, told.state) == (TRIP, CAUSE, "tripped")
    assert (told.value, told.limit, told.unit) == (2_900.0, PLANT.interlocks[TRIP].limit, "rpm")
    assert told.actuators == ["FV-101"]


def test_what_the_trip_explains_is_suppressed_and_comes_back(alarms: Alarms):
    assert steps(tripped(alarms), EXPLAINED) == [("suppressed", "suppressed")]
    low = alarms.handle(report("FT-101", 1.0, 12)) + alarms.handle(report("FT-101", 1.0, 40))
    assert steps(low, EXPLAINED) == []
    assert steps(freed(alarms, 60), EXPLAINED) == [("unsuppressed", "unacknowledged")]


def test_a_trip_lasts_until_its_actuator_has_left_the_tripped_position(alarms: Alarms):
    tripped(alarms)
    alarms.handle(report(CAUSE, 6_800.0, 20))
    assert trips(alarms.tick(20 * NS)) == []
    assert trips(freed(alarms, 30)) == [(TRIP, "released", TRIP)]


def test_the_first_trip_of_an_upset_is_named_by_what_follows(alarms: Alarms):
    tripped(alarms)
    second = alarms.handle(report("PT-107", 54.5, 60))
    assert trips(second) == [("UZ-102", "tripped", TRIP)]
    raised = next(r for r in second if isinstance(r, AlarmChanged) and r.change == "raised")
    assert (raised.alarm, raised.follows) == ("PT-107.high_high", TRIP)


def test_what_comes_ten_minutes_later_is_an_upset_of_its_own(alarms: Alarms):
    tripped(alarms)
    assert trips(alarms.handle(report("PT-107", 54.5, 700))) == [("UZ-102", "tripped", "UZ-102")]


def test_an_alarm_outside_an_upset_follows_nothing(alarms: Alarms):
    (raised,) = (r for r in alarms.handle(report("PT-107", 54.0, 5)) if isinstance(r, AlarmChanged))
    assert raised.follows == ""


def test_what_was_shelved_stays_shelved_and_is_suppressed_after_it(alarms: Alarms):
    alarms.handle(asked("shelve", 1, EXPLAINED, until_ns=30 * NS))
    assert steps(tripped(alarms), EXPLAINED) == []
    assert steps(alarms.tick(31 * NS), EXPLAINED) == [
        ("unshelved", "normal"),
        ("suppressed", "suppressed"),
    ]


def test_the_next_process_knows_what_had_tripped(alarms: Alarms):
    journal = tripped(alarms)
    again = alarms_of(PLANT)
    for record in journal:
        if isinstance(record, AlarmChanged | InterlockChanged):
            again.handle(record)
    assert steps(again.tick(20 * NS), EXPLAINED) == []
    assert steps(freed(again, 60), EXPLAINED) == [("unsuppressed", "normal")]
    assert trips(again.handle(report("PT-107", 54.5, 70))) == [("UZ-102", "tripped", TRIP)]


def test_no_trip_suppresses_its_cause_or_what_another_interlock_waits_for():
    explained = explained_by(PLANT)
    guarded = {(i.tag, i.side) for i in PLANT.interlocks.values()}
    for name, interlock in PLANT.interlocks.items():
        for alarm in explained[name]:
            tag, limit = alarm.split(".")
            assert tag != interlock.tag
            assert (tag, limit.split("_")[0]) not in guarded
            assert limit in PLANT.tags[tag].alarms


def test_out_of_service_lasts_until_somebody_returns_it(alarms: Alarms):
    name = "PT-107.high_high"
    assert steps(alarms.handle(asked("remove_from_service", 1, name)), name) == [
        ("removed_from_service", "out_of_service")
    ]
    assert steps(alarms.handle(report("PT-107", 54.0, 5)), name) == []
    assert steps(alarms.tick(10**6 * NS), name) == []
    refused = alarms.handle(asked("shelve", 6, name, until_ns=60 * NS))
    assert [getattr(r, "reason", "") for r in refused] == ["it is out of service already"]
    assert steps(alarms.handle(asked("return_to_service", 7, name)), name) == [
        ("returned_to_service", "unacknowledged")
    ]


def test_taking_out_of_service_needs_a_reason(alarms: Alarms):
    (refused,) = alarms.handle(asked("remove_from_service", 1, EXPLAINED, reason=" "))
    assert "needs a reason" in getattr(refused, "reason", "")
