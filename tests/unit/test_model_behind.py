"""A model that a busy machine keeps back says so, and judges nothing until it is there again."""

from __future__ import annotations

from dataclasses import replace

from tests.unit import exchange_setup
from tests.unit.exchange_setup import Setup
from tests.unit.test_agents import MEASURED, SIMULATED
from tests.unit.test_alarms_of_model import RESIDUAL, residual, told

from twin_agents.alarms import Alarms
from twin_agents.simulation import Simulation
from twin_agents.synchronizer import Synchronizer
from twin_schemas.alarm_events import AlarmChanged
from twin_schemas.messages import Measurement, SimulatedValue
from twin_schemas.prediction_events import BranchTaken
from twin_simulator import Run

NS = 1_000_000_000
BEHIND = "the model is behind by 5 s"
setup = exchange_setup.setup


def modelled(second: float) -> SimulatedValue:
    time_ns = int(second * NS)
    known = replace(SIMULATED, quality="good", reason="", expected=4.0, spread=0.1)
    return replace(known, time_ns=time_ns)


def read(second: float) -> Measurement:
    time_ns = int(second * NS)
    return replace(MEASURED, source_time_ns=time_ns, ingest_time_ns=time_ns)


def test_a_residual_of_a_model_that_is_behind_is_uncertain_and_says_why():
    compared = Synchronizer()
    compared.handle(modelled(10))
    told = [compared.handle(read(second))[0] for second in (10, 13, 15)]
    good = ("good", "")
    assert [(r.quality, r.reason) for r in told] == [good, good, ("uncertain", BEHIND)]
    compared.handle(modelled(16))
    (residual,) = compared.handle(read(16))
    assert (residual.quality, residual.reason) == ("good", "")


def test_a_reading_that_comes_late_is_not_compared_with_the_present():
    compared = Synchronizer()
    compared.handle(modelled(20))
    (residual,) = compared.handle(read(10))
    assert residual.quality == "uncertain"
    assert residual.reason == "the reading is 10 s older than the model's value"


def test_a_starved_model_raises_no_alarm_of_a_healthy_plant_and_a_fed_one_does():
    for late_s, raised in ((0, 1), (5, 0)):
        compared, alarms = Synchronizer(), Alarms([replace(RESIDUAL, tag="FT-101")])
        said = []
        for second in range(10, 400):
            said += alarms.tick(second * NS)
            compared.handle(modelled(second - late_s))
            for one in compared.handle(read(second)):  # ten standard deviations off
                said += alarms.handle(one)
        assert sum(isinstance(one, AlarmChanged) for one in said) == raised


def test_the_time_before_residuals_were_held_does_not_count_any_more():
    alarms = Alarms([RESIDUAL])
    assert told(alarms, range(100), residual(9.0)) == []
    assert told(alarms, range(100, 110), residual(9.0, quality="uncertain")) == []
    assert told(alarms, range(110, 225), residual(9.0)) == []
    assert told(alarms, range(225, 235), residual(9.0)) == [(RESIDUAL.name, "raised")]


def driven(agent: Simulation, run: Run, second: int) -> list[SimulatedValue]:
    for tag, value in run.values().items():
        unit, times = run.plant.tags[tag].unit, read(second)
        agent.handle(replace(times, tag=tag, value=value, unit=unit))
    return [r for r in agent.step(second * NS) if isinstance(r, SimulatedValue)]


def test_the_model_doubts_its_values_while_its_steps_take_too_long():
    run = Run.load("nitrogen")
    agent = Simulation(plant=run.plant, model=Run.load("nitrogen"))
    assert {v.reason for v in driven(agent, run, 1)} == {""}
    assert {(v.quality, v.reason) for v in driven(agent, run, 7)} == {("uncertain", BEHIND)}
    assert agent.unwell() == BEHIND
    assert not [r for r in agent.look_ahead(7 * NS) if isinstance(r, BranchTaken)]
    assert {v.quality for v in driven(agent, run, 8)} == {"good"}
    assert agent.unwell() == ""


def test_users_see_how_far_it_is_behind_and_that_residuals_are_held(setup: Setup):
    health = setup.call("GET", "/v1/twin/health").json()
    assert (health["behind_s"], bool(health["held"])) == (None, True)
    now = setup.clock.now / NS
    setup.exchange.handle(modelled(now))
    assert setup.call("GET", "/v1/twin/health").json()["held"] == ""
    setup.clock.now += 6 * NS
    health = setup.call("GET", "/v1/twin/health").json()
    assert (health["behind_s"], health["held"]) == (5.0, BEHIND)
    setup.exchange.handle(modelled(now + 6))
    assert setup.call("GET", "/v1/twin/health").json()["held"] == BEHIND  # as the step took 6 s
    setup.exchange.handle(modelled(now + 7))
    assert setup.call("GET", "/v1/twin/health").json()["held"] == ""


def test_a_held_residual_is_shown_with_its_reason_and_is_not_significant(setup: Setup):
    setup.report("FT-101", 5.0)
    held = replace(residual(9.0, quality="uncertain", reason=BEHIND), tag="FT-101")
    setup.exchange.handle(held)
    value = setup.call("GET", "/v1/values/FT-101").json()
    assert (value["residual"], value["significance"]) == (9.0, None)
    assert value["residual_reason"] == BEHIND
