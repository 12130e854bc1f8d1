"""A run of a scenario is judged by what is done in time, and reported."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from tests.plants import model_of, plant_of

from twin_ops.scenario import play
from twin_ops.scenario.report import report
from twin_schemas.faults import Fault
from twin_schemas.scenario import (
    Action,
    Condition,
    Expected,
    Forbidden,
    Scenario,
    Scripted,
    Start,
    Trigger,
)
from twin_schemas.scenario.scenario import Wanted

PLANT = "ammonia_storage"
DRIVE = Fault(name="drive", kind="drive_lost", target="P-652")
STOP = Wanted(does="set", name="FIC-657.SP", below=1.0, text="FIC-657.SP below 1")
HOPE = Expected(
    name="stop", do=STOP, see=None, after="trip", within=40.0, points=10.0, reason="Nothing flows."
)
FAST = Condition(looks="tag", name="ST-652", above=2000.0, text="ST-652 above 2000")
TABOO = Forbidden(
    name="fast", do=None, see=FAST, after="trip", points=4.0, fails=False, reason="It is broken."
)
SCENARIO = Scenario(
    name="pump",
    title="A <pump> & its drive",
    description="",
    plant=PLANT,
    duration=120.0,
    until=None,
    scan=2.0,
    seed=1,
    start=Start(writes={"FIC-657.SP": 10.0}),
    wind=5.0,
    stability="D",
    shown=("ST-652",),
    triggers=(Trigger(name="trip", at=20.0, faults=(DRIVE,), message="It is quiet."),),
    expected=(HOPE,),
    forbidden=(),
    pass_at=70.0,
    script=(),
)


def _set(at, value=0.0):
    return Scripted(action=Action(does="set", name="FIC-657.SP", value=value), at=at)


def _play(*script, scenario=SCENARIO):
    return play(scenario, model_of(PLANT), script)


@pytest.mark.parametrize(
    ("script", "result", "score", "passed"),
    [
        ((_set(50.0),), "done", 100.0, True),
        ((_set(10.0),), "missed", 0.0, False),  # before it was asked for
        ((_set(80.0),), "late", 0.0, False),
        ((_set(50.0, value=5.0),), "missed", 0.0, False),
        ((), "missed", 0.0, False),
    ],
)
def test_what_is_done_in_time_counts(script, result, score, passed):
    found = _play(*script)
    assert [one.result for one in found.verdicts] == [result]
    assert (found.score, found.passed) == (score, passed)


def test_what_is_forbidden_costs_points_or_everything():
    broken = _play(_set(50.0), scenario=replace(SCENARIO, forbidden=(TABOO,)))
    assert [one.result for one in broken.verdicts] == ["done", "broken"]
    assert (broken.score, broken.passed) == (60.0, False)
    fatal = replace(SCENARIO, forbidden=(replace(TABOO, fails=True),), pass_at=0.0)
    assert not _play(_set(50.0), scenario=fatal).passed


def test_what_was_never_asked_for_does_not_count():
    never = Trigger(name="never", when=replace(FAST, above=1e6))
    other = replace(HOPE, name="other", after="never")
    changed = replace(SCENARIO, triggers=(*SCENARIO.triggers, never), expected=(HOPE, other))
    found = _play(_set(50.0), scenario=changed)
    assert [one.result for one in found.verdicts] == ["done", "not asked"]
    assert found.score == 100.0


def test_a_condition_lasts_and_a_trigger_follows_another():
    slow = Condition(looks="tag", name="ST-652", below=1000.0, lasting=10.0, text="slow")
    then = Trigger(name="then", after="trip", at=4.0, when=slow, clear=("drive",))
    changed = replace(SCENARIO, triggers=(*SCENARIO.triggers, then))
    found = _play(scenario=changed)
    times = {e.name: e.time for e in found.events if e.kind == "trigger"}
    assert times["then"] >= times["trip"] + 10.0
    assert [e.text for e in found.events if e.name == "drive"] == ["drive_lost of P-652", "ends"]


def test_a_refused_action_is_an_event_and_no_action():
    found = _play(_set(50.0, value=44.0))
    refused = [e for e in found.events if e.kind == "refused"]
    assert "more than 30 at once" in refused[0].text
    assert [e for e in found.events if e.kind == "action"] == []


def test_it_ends_when_its_condition_holds():
    slow = Condition(looks="tag", name="ST-652", below=1000.0, text="ST-652 below 1000")
    found = _play(scenario=replace(SCENARIO, until=slow))
    assert found.ended == "ST-652 below 1000 was reached"
    assert found.seconds < SCENARIO.duration


def test_the_debrief_shows_all_in_one_file():
    found = _play(_set(50.0))
    page = report(found, plant_of(PLANT))
    assert "A &lt;pump&gt; &amp; its drive" in page
    assert "passed" in page
    assert "Nothing flows." in page
    assert "It is quiet." in page
    assert "http" not in page
    drawings = page.split("<svg")[1:]
    trees = [ElementTree.fromstring("<svg" + one.split("</svg>")[0] + "</svg>") for one in drawings]
    assert len(trees) == 2  # the time axis, and one curve
    assert len(list(trees[1].iter("polyline"))) == 3  # truth, read, model
