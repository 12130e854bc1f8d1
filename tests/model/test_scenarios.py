"""Every shipped scenario: passed by good actions, failed without any; the same each time."""

from dataclasses import replace
from functools import cache

import pytest
from tests.plants import model_of, plant_of

from twin_ops.scenario import Outcome, play
from twin_schemas.faults import FAULT_KINDS
from twin_schemas.scenario import Scenario, read_scenario, shipped

COARSE = 4.0  # s: the scan; a finer one gives the same verdicts
# The whole plant takes minutes for all of it; two and a half have what is judged by actions.
BEGINNING = {"syngas-compressor-trip": 160.0}
OF_THE_PREPRINT = {
    "synthesis-pipe-leak": "hole",
    "rundown-vessel-leak": "hole",
    "purge-valve-stuck": "stuck",
    "boiler-tube-rupture": "tube_rupture",
}


def _scenario(name: str) -> Scenario:
    return read_scenario(shipped()[name], plant_of)[0]


@cache
def _played(name: str, *, scripted: bool) -> Outcome:
    scenario = replace(_scenario(name), scan=COARSE)
    scenario = replace(scenario, duration=BEGINNING.get(name, scenario.duration))
    script = scenario.script if scripted else ()
    return play(scenario, model_of(scenario.plant), script)


@pytest.mark.parametrize("name", shipped())
def test_good_actions_pass_and_none_fail(name):
    good, none = (_played(name, scripted=scripted) for scripted in (True, False))
    assert good.passed, good.verdicts
    assert not none.passed, none.verdicts
    assert none.score < good.score
    assert [e for e in good.events if e.kind in {"refused", "model"}] == []
    assert {e.name for e in good.events if e.kind == "trigger"} >= {
        trigger.name
        for trigger in good.scenario.triggers
        if trigger.when is None and (not trigger.after or name not in BEGINNING)
    }


def test_there_are_a_dozen_and_those_of_the_preprint_among_them():
    assert len(shipped()) >= 12
    for name, kind in OF_THE_PREPRINT.items():
        faults = [fault for one in _scenario(name).triggers for fault in one.faults]
        assert kind in {fault.kind for fault in faults}
        assert kind in FAULT_KINDS


def test_two_runs_are_the_same_to_the_last_bit():
    name = "rundown-vessel-leak"
    scenario = replace(_scenario(name), scan=COARSE)
    again = play(scenario, model_of(scenario.plant), scenario.script)
    first = _played(name, scripted=True)
    assert again.state == first.state
    assert again.content() == first.content()
    other = play(replace(scenario, seed=2), model_of(scenario.plant), scenario.script)
    assert other.digest != first.digest


def test_what_comes_out_is_estimated():
    found = _played("rundown-vessel-leak", scripted=True).released["leak"]
    assert 100.0 < found.total < 2500.0
    assert found.dangerous["NH3"] > found.flammable > 10.0
