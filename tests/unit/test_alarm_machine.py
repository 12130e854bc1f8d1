"""One alarm: delays, deadband, acknowledgement and shelving."""

from __future__ import annotations

import pytest
from tests.unit.alarming import HIGH, HIGH_HIGH, LOW, NS

from twin_agents.alarms.machine import Alarm


@pytest.fixture
def alarm() -> Alarm:
    return Alarm(HIGH)


def observe(alarm: Alarm, *steps: tuple[float, float]) -> list[str | None]:
    """What becomes of values at seconds."""
    return [alarm.observe(value, int(second * NS)) for value, second in steps]


def raised(alarm: Alarm) -> None:
    assert observe(alarm, (105.0, 0), (105.0, 15)) == [None, "raised"]


def test_it_is_raised_once_the_value_was_beyond_for_the_delay(alarm: Alarm):
    assert observe(alarm, (100.0, 0), (101.0, 14.9), (101.0, 15)) == [None, None, "raised"]
    assert (alarm.state, alarm.occurrence, alarm.raised_ns) == ("unacknowledged", 1, 15 * NS)


def test_a_short_excursion_raises_nothing(alarm: Alarm):
    assert observe(alarm, (105.0, 0), (99.9, 10), (105.0, 20), (105.0, 34)) == [None] * 4
    assert observe(alarm, (105.0, 35)) == ["raised"]


def test_the_limit_next_to_a_trip_is_raised_at_once():
    assert observe(Alarm(HIGH_HIGH), (120.0, 0)) == ["raised"]


def test_a_low_limit_is_the_mirror_of_a_high_one():
    alarm = Alarm(LOW)
    assert observe(alarm, (50.0, 0), (49.0, 15)) == [None, "raised"]
    assert observe(alarm, (51.9, 20), (52.0, 30), (52.0, 90)) == [None, None, "returned"]


def test_it_returns_behind_the_deadband_only_and_after_the_delay(alarm: Alarm):
    raised(alarm)
    assert observe(alarm, (98.1, 20), (98.1, 200)) == [None, None]
    assert observe(alarm, (98.0, 210), (98.1, 250), (98.0, 260), (98.0, 319)) == [None] * 4
    assert observe(alarm, (90.0, 320)) == ["returned"]
    assert alarm.state == "returned"


def test_a_timer_ends_a_delay_between_two_values(alarm: Alarm):
    observe(alarm, (105.0, 0))
    assert alarm.pass_time(14 * NS) is None
    assert alarm.pass_time(15 * NS) == "raised"
    assert alarm.waits is False


def test_values_that_are_not_good_neither_raise_nor_return_it(alarm: Alarm):
    observe(alarm, (105.0, 0))
    alarm.lose_sight()
    assert alarm.pass_time(20 * NS) is None
    assert observe(alarm, (105.0, 21)) == ["raised"]
    observe(alarm, (90.0, 30))
    alarm.lose_sight()
    assert alarm.pass_time(100 * NS) is None
    assert observe(alarm, (90.0, 101), (90.0, 160)) == [None, None]
    assert observe(alarm, (90.0, 161)) == ["returned"]


def test_a_stale_value_neither_raises_nor_returns_it(alarm: Alarm):
    observe(alarm, (105.0, 0))
    assert alarm.pass_time(HIGH.stale_ns + 1) is None
    assert alarm.state == "normal"


def test_acknowledged_and_then_returned_is_normal(alarm: Alarm):
    raised(alarm)
    assert alarm.acknowledge(1) == "acknowledged"
    assert alarm.state == "acknowledged"
    assert observe(alarm, (90.0, 20), (90.0, 80)) == [None, "returned"]
    assert (alarm.state, alarm.raised_ns) == ("normal", 0)


def test_returned_and_then_acknowledged_is_normal(alarm: Alarm):
    raised(alarm)
    observe(alarm, (90.0, 20), (90.0, 80))
    assert (alarm.state, alarm.raised_ns) == ("returned", 15 * NS)
    assert alarm.acknowledge(1) == "acknowledged"
    assert (alarm.state, alarm.raised_ns) == ("normal", 0)


def test_returned_and_raised_again_is_another_occurrence(alarm: Alarm):
    raised(alarm)
    observe(alarm, (90.0, 20), (90.0, 80), (105.0, 90))
    assert observe(alarm, (105.0, 105)) == ["raised"]
    assert (alarm.state, alarm.occurrence, alarm.raised_ns) == ("unacknowledged", 2, 105 * NS)
    assert alarm.acknowledge(1) is None
    assert alarm.state == "unacknowledged"


def test_what_is_acknowledged_or_normal_is_not_acknowledged_again(alarm: Alarm):
    assert alarm.acknowledge(0) is None
    raised(alarm)
    assert [alarm.acknowledge(1), alarm.acknowledge(1)] == ["acknowledged", None]


def test_a_shelved_alarm_that_is_still_active_comes_back_unacknowledged(alarm: Alarm):
    raised(alarm)
    alarm.acknowledge(1)
    assert alarm.shelve(100 * NS) == "shelved"
    assert alarm.acknowledge(1) is None
    assert [alarm.pass_time(99 * NS), alarm.pass_time(100 * NS)] == [None, "unshelved"]
    assert (alarm.state, alarm.occurrence) == ("unacknowledged", 2)
    assert (alarm.raised_ns, alarm.until_ns) == (15 * NS, 0)


def test_what_happens_on_the_shelf_is_seen_when_it_comes_back(alarm: Alarm):
    alarm.shelve(100 * NS)
    assert observe(alarm, (105.0, 0), (105.0, 15)) == [None, None]
    assert alarm.state == "shelved"
    assert alarm.unshelve(50 * NS) == "unshelved"
    assert (alarm.state, alarm.raised_ns, alarm.occurrence) == ("unacknowledged", 15 * NS, 1)


def test_a_shelved_alarm_that_has_returned_comes_back_normal(alarm: Alarm):
    raised(alarm)
    alarm.shelve(1_000 * NS)
    observe(alarm, (90.0, 20), (90.0, 80))
    assert alarm.unshelve(90 * NS) == "unshelved"
    assert (alarm.state, alarm.raised_ns, alarm.occurrence) == ("normal", 0, 1)
    assert alarm.unshelve(91 * NS) is None


def test_an_active_alarm_out_of_sight_comes_back_active(alarm: Alarm):
    raised(alarm)
    alarm.shelve(30 * NS)
    alarm.lose_sight()
    assert alarm.pass_time(30 * NS) == "unshelved"
    assert alarm.state == "unacknowledged"
