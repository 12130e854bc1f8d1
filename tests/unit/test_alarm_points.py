"""The alarms of the shipped plant: recommended delays and deadbands, derived priorities."""

from __future__ import annotations

import pytest
from tests.plants import WHOLE, plant_of

from twin_schemas.alarms import definitions_of

PLANT = plant_of(WHOLE)
NS = 1_000_000_000
POINTS = {point.name: point for point in definitions_of(PLANT)}


def test_each_limit_of_each_tag_is_an_alarm():
    assert len(POINTS) == sum(len(tag.alarms) for tag in PLANT.tags.values())


@pytest.mark.parametrize(("letter", "delay_s"), [("F", 15), ("L", 60), ("P", 15), ("T", 60)])
def test_delays_depend_on_what_is_measured(letter: str, delay_s: int):
    of_letter = [p for p in POINTS.values() if p.tag.startswith(letter)]
    assert of_letter
    for point in of_letter:
        next_to_a_trip = point.limit in {"low_low", "high_high"}
        assert point.on_delay_ns == (0 if next_to_a_trip else delay_s * NS)
        assert point.off_delay_ns == delay_s * NS


def test_a_deadband_is_a_share_of_the_range():
    tag = PLANT.tags["PT-107"]
    assert POINTS["PT-107.high"].deadband == pytest.approx(0.02 * (tag.high - tag.low))


def test_every_alarm_can_return_at_the_design_point():
    stuck = [p.name for p in POINTS.values() if not p.is_clear(PLANT.tags[p.tag].design)]
    assert stuck == []


def test_priority_and_consequence_come_from_the_interlocks():
    high = POINTS["PT-107.high"]
    assert high.priority == "medium"
    assert high.consequence == "interlock UZ-102 trips FV-101, PV-107 at 54 bar"
    tripped = {(i.tag, i.side) for i in PLANT.interlocks.values()}
    for point in POINTS.values():
        follows = (point.tag, point.limit.split("_")[0]) in tripped
        expected = "medium" if follows else "low"
        severe = point.limit in {"low_low", "high_high"}
        assert point.priority == ("high" if severe else expected)
        assert bool(point.consequence) == follows


def test_what_the_description_says_goes_before_what_is_derived():
    written = POINTS["PT-107.high"]
    assert written.action.startswith("see that PV-107 opens")
    assert (written.response_s, POINTS["LT-107.high"].response_s) == (300.0, 600.0)
    assert POINTS["ST-101.low"].alarm_class == "process"
    assert POINTS["PT-107.high_high"].alarm_class == "protection"


def test_every_alarm_says_why_and_what_to_do():
    for point in POINTS.values():
        assert point.cause, point.name
        assert point.action, point.name
        assert point.response_s > 0


def test_guidance_names_the_loop_that_holds_the_value():
    flow = POINTS["FT-102.low"]
    assert "FIC-102 is in MAN" in flow.cause
    assert "bring FT-102 up with FIC-102.OP" in flow.action


def test_guidance_without_a_loop_names_what_acts_there():
    assert "FIC-101 (FV-101)" in POINTS["PT-101.high"].action


def test_the_flare_is_the_environments_and_analysers_are_qualitys():
    assert POINTS["FT-921.high"].alarm_class == "environment"
    assert POINTS["AT-102B.high"].alarm_class == "quality"
