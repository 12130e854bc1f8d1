"""Alarms on residuals and on limits that the model sees crossed in the time ahead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tests.plants import plant_of
from tests.unit.alarming import HIGH, NS, measured

from twin_agents.alarms import Alarms
from twin_schemas.alarm_events import AlarmChanged
from twin_schemas.alarms import all_definitions_of
from twin_schemas.alarms.of_model import predicted_of, residuals_of
from twin_schemas.messages import Residual
from twin_schemas.prediction_events import CoursePredicted
from twin_schemas.record import Record

RESIDUAL = replace(
    HIGH,
    name="TT-1.residual_high",
    setting=4.0,
    deadband=1.0,
    basis="residual",
    on_delay_ns=120 * NS,
    off_delay_ns=120 * NS,
    stale_ns=6 * NS,
)
PREDICTED = replace(
    HIGH,
    name="TT-1.predicted_high",
    basis="predicted",
    stale_ns=180 * NS,
    on_delay_ns=90 * NS,
    off_delay_ns=90 * NS,
)


def agent() -> Alarms:
    return Alarms([HIGH, RESIDUAL, PREDICTED])


def residual(significance: float, **more: Any) -> Residual:
    fields: dict[str, Any] = {"quality": "good", "spread": 1.0}
    return Residual(
        tag="TT-1",
        residual=significance,
        measured=90.0,
        simulated=90.0 - significance,
        unit="degC",
        time_ns=1,
        significance=significance,
        **(fields | more),
    )


def course(highest: float, **more: Any) -> CoursePredicted:
    crossed = ["TT-1.high"] if highest >= HIGH.setting else []
    fields: dict[str, Any] = {"crossed": crossed, "crossed_s": [420.0] * len(crossed)}
    return CoursePredicted(
        run_id="r",
        tags=["TT-1"],
        lowest=[80.0],
        highest=[highest],
        tripped=[],
        tripped_s=[],
        base_ns=1,
        time_ns=1,
        **(fields | more),
    )


def told(alarms: Alarms, seconds: Iterable[int], *records: Record) -> list[tuple[str, str]]:
    """What is said while the same records come each second."""
    said: list[Record] = []
    for second in seconds:
        said += alarms.tick(second * NS)
        for record in records:
            said += alarms.handle(record)
    return [(r.alarm, r.change) for r in said if isinstance(r, AlarmChanged)]


def test_a_residual_that_stays_significant_is_an_alarm_labelled_as_such():
    alarms = agent()
    assert told(alarms, range(119), residual(5.0)) == []
    assert told(alarms, range(119, 125), residual(5.0)) == [("TT-1.residual_high", "raised")]
    assert told(alarms, range(125, 240), residual(3.5)) == []  # within the deadband
    assert told(alarms, range(240, 365), residual(2.9)) == [("TT-1.residual_high", "returned")]


def test_a_short_excursion_is_none():
    alarms = agent()
    for begin in range(0, 600, 100):
        assert told(alarms, range(begin, begin + 90), residual(9.0)) == []
        assert told(alarms, range(begin + 90, begin + 100), residual(0.0)) == []


def test_a_residual_that_is_in_doubt_raises_nothing():
    for doubtful in (residual(9.0, quality="uncertain"), residual(9.0, spread=0.0)):
        assert told(agent(), range(400), doubtful) == []


def looked(alarms: Alarms, begin: int, *courses: CoursePredicted) -> list[AlarmChanged]:
    """What is said while the model looks ahead once a minute."""
    said: list[Record] = []
    for second in range(begin, begin + 60 * len(courses)):
        said += alarms.tick(second * NS)
        if second % 60 == 0:
            said += alarms.handle(courses[(second - begin) // 60])
    return [r for r in said if isinstance(r, AlarmChanged)]


def test_a_crossing_that_two_looks_agree_on_is_an_alarm_of_its_own():
    alarms = agent()
    assert looked(alarms, 0, course(105.0), course(90.0)) == []
    (raised,) = looked(alarms, 120, course(105.0), course(106.0))
    assert (raised.alarm, raised.basis, raised.origin) == (PREDICTED.name, "predicted", "model")
    assert (raised.value, raised.setting) == (106.0, 100.0)
    (gone,) = looked(alarms, 240, course(90.0), course(90.0))
    assert (gone.change, gone.state) == ("returned", "returned")


def test_what_is_crossed_already_is_predicted_no_more():
    alarms = agent()
    looked(alarms, 0, course(105.0), course(105.0))
    said = [r for second in (120, 136) for r in alarms.handle(measured(105.0, second))]
    assert [(r.alarm, r.basis) for r in said] == [(HIGH.name, "measured")]
    (gone,) = looked(alarms, 180, course(105.0), course(105.0))
    assert (gone.alarm, gone.change) == (PREDICTED.name, "returned")


def test_a_look_in_doubt_or_cut_short_is_never_taken_for_normal():
    for doubt in ({"doubt": "x"}, {"failure": "x"}, {"complete": False}):
        alarms = agent()
        assert looked(alarms, 0, *[course(105.0)] * 2)
        assert looked(alarms, 120, *[course(90.0, **doubt)] * 4) == []
    assert looked(agent(), 0, *[course(105.0, complete=False)] * 2)


def test_the_alarms_of_the_model_are_few_and_of_low_priority():
    plant = plant_of("methanol")
    names = [one.name for one in all_definitions_of(plant)]
    assert len(names) == len(set(names))
    for one in (*residuals_of(plant), *predicted_of(plant)):
        assert (one.priority, one.alarm_class) == ("low", "model")
    predicted = {one.name for one in predicted_of(plant)}
    assert "PT-107.predicted_high_high" in predicted
    assert "PT-107.predicted_high" not in predicted  # `high` itself is the warning
