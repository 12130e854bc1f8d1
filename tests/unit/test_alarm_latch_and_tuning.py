"""Alarms that latch, and settings that are changed while they run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.plants import WHOLE, plant_of
from tests.unit.alarming import HIGH, NS, asked, measured, raised_high

from twin_agents.alarms import Alarms, definitions_of
from twin_schemas.access import Right
from twin_schemas.alarm_events import AlarmActionRefused, AlarmChanged
from twin_schemas.record import Record

TUNE = Right(action="tune").to_json()
BOUNDED = replace(HIGH, lowest=80.0, highest=120.0)
SETTINGS = {"setting": 110.0, "deadband": 5.0, "on_delay_s": 5.0, "off_delay_s": 20.0}


def latching() -> Alarms:
    return Alarms([replace(HIGH, latch=True)])


def returns(alarms: Alarms, second: int) -> list[Record]:
    said = alarms.handle(measured(90.0, second))
    return said + alarms.handle(measured(90.0, second + 60))


def state(said: list[Record]) -> str:
    (changed,) = (record for record in said if isinstance(record, AlarmChanged))
    return changed.state


def test_it_stays_until_it_is_acknowledged_and_reset():
    alarms = latching()
    raised_high(alarms)
    assert state(returns(alarms, 20)) == "returned"
    assert state(alarms.handle(asked("acknowledge", 90, occurrence=1))) == "latched"
    assert returns(alarms, 100) == []
    assert state(alarms.handle(asked("reset", 200))) == "normal"
    assert isinstance(alarms.handle(asked("reset", 201))[0], AlarmActionRefused)


def test_one_that_is_acknowledged_first_latches_when_it_is_gone():
    alarms = latching()
    raised_high(alarms)
    alarms.handle(asked("acknowledge", 16, occurrence=1))
    assert isinstance(alarms.handle(asked("reset", 17))[0], AlarmActionRefused)
    assert state(returns(alarms, 20)) == "latched"


def test_one_that_comes_again_is_a_new_occurrence():
    alarms = latching()
    raised_high(alarms)
    alarms.handle(asked("acknowledge", 16, occurrence=1))
    returns(alarms, 20)
    alarms.handle(measured(105.0, 100))
    (again,) = alarms.handle(measured(105.0, 115))
    assert isinstance(again, AlarmChanged)
    assert (again.state, again.occurrence, again.raised_ns) == ("unacknowledged", 2, 115 * NS)


def test_the_next_process_knows_what_is_latched():
    alarms, later = latching(), latching()
    raised_high(alarms)
    alarms.handle(asked("acknowledge", 16, occurrence=1))
    for record in returns(alarms, 20):
        later.handle(record)
    assert returns(later, 100) == []
    assert state(later.handle(asked("reset", 200))) == "normal"


def shelved(alarms: Alarms, second: int) -> None:
    alarms.handle(asked("shelve", second, until_ns=(second + 1_000) * NS))


def test_what_latches_out_of_sight_comes_back_and_waits_to_be_acknowledged():
    alarms = latching()
    shelved(alarms, 0)
    raised_high(alarms)
    assert returns(alarms, 20) == []
    assert state(alarms.handle(asked("unshelve", 100))) == "returned"
    assert state(alarms.handle(asked("acknowledge", 101, occurrence=1))) == "latched"
    assert state(alarms.handle(asked("reset", 102))) == "normal"


def test_what_was_latched_is_not_let_go_of_by_shelving_it():
    alarms = latching()
    raised_high(alarms)
    alarms.handle(asked("acknowledge", 16, occurrence=1))
    returns(alarms, 20)
    shelved(alarms, 100)
    assert state(alarms.handle(asked("unshelve", 101))) == "returned"


def test_what_does_not_latch_comes_back_as_normal():
    alarms = Alarms([HIGH])
    raised_high(alarms)
    shelved(alarms, 16)
    returns(alarms, 20)
    assert state(alarms.handle(asked("unshelve", 100))) == "normal"


def tuned(alarms: Alarms, second: int, **more: Any) -> Record:
    fields = {"right": TUNE, "authorised_by": "role engineer", **SETTINGS} | more
    (answer,) = alarms.handle(asked("tune", second, **fields))
    return answer


def test_it_goes_on_with_other_settings():
    alarms = Alarms([BOUNDED])
    changed = tuned(alarms, 0)
    assert isinstance(changed, AlarmChanged)
    assert (changed.change, changed.setting, changed.tuned) == ("tuned", 110.0, True)
    assert alarms.handle(measured(105.0, 1)) + alarms.handle(measured(105.0, 60)) == []
    alarms.handle(measured(111.0, 61))
    (raised,) = alarms.handle(measured(111.0, 66))
    assert isinstance(raised, AlarmChanged)
    assert (raised.change, raised.setting, raised.deadband) == ("raised", 110.0, 5.0)


def test_the_next_process_keeps_them_and_gives_them_back():
    alarms, later = Alarms([BOUNDED]), Alarms([BOUNDED])
    later.handle(tuned(alarms, 0))
    assert later.handle(measured(105.0, 1)) + later.handle(measured(105.0, 60)) == []
    (back,) = later.handle(asked("untune", 70, right=TUNE))
    assert isinstance(back, AlarmChanged)
    assert (back.change, back.setting, back.tuned) == ("untuned", 100.0, False)
    alarms.handle(back)
    for agent in (alarms, later):
        agent.handle(measured(105.0, 80))
        assert state(agent.handle(measured(105.0, 95))) == "unacknowledged"


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"setting": 121.0}, "within 80 and 120"),
        ({"deadband": 21.0}, "deadband"),
        ({"deadband": -1.0}, "deadband"),
        ({"on_delay_s": 1_801.0}, "delay"),
        ({"reason": " "}, "reason"),
        ({"right": Right(action="command").to_json()}, ""),
        ({"setting": 100.0, "deadband": 2.0, "on_delay_s": 15.0, "off_delay_s": 60.0}, "already"),
    ],
)
def test_what_is_out_of_bounds_or_not_allowed_is_refused(more: dict[str, Any], word: str):
    answer = tuned(Alarms([BOUNDED]), 0, **more)
    assert isinstance(answer, AlarmActionRefused)
    assert word in answer.reason


def test_no_limit_may_pass_another_one_or_what_trips():
    plant = plant_of(WHOLE)
    for point in definitions_of(plant):
        assert point.lowest <= point.setting <= point.highest
        for interlock in plant.interlocks.values():
            if interlock.tag == point.tag and point.limit.startswith(interlock.side):
                inside = point.is_beyond(interlock.limit)
                ahead = point.highest if interlock.side == "high" else -point.lowest
                limit = interlock.limit if interlock.side == "high" else -interlock.limit
                assert not inside or ahead <= limit


def test_a_narrow_space_between_limits_leaves_the_deadband_of_the_description():
    narrow = Alarms([replace(HIGH, lowest=99.0, highest=100.0)])
    answer = tuned(narrow, 0, setting=100.0, deadband=2.0)
    assert isinstance(answer, AlarmChanged)
