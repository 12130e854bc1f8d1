"""The simulation agent that follows a plant, as records in and records out."""

from __future__ import annotations

import functools

from twin_agents.simulation import Simulation
from twin_schemas.following_events import FaultSuspected, ParameterEstimated, TwinRated
from twin_schemas.messages import Measurement, SimulatedValue
from twin_schemas.prediction_events import BranchTaken
from twin_schemas.record import Record
from twin_schemas.vocabulary import Quality
from twin_simulator import Run

NS = 1_000_000_000


@functools.cache
def followed(seconds: int, quality: Quality = "good", late: bool = False) -> list[Record]:
    """What the agent says while a small plant is at rest and one sensor of it is frozen."""
    plant = Run.load("nitrogen", seed=2, sensors=True)
    agent = Simulation(plant=plant.plant, model=Run.load("nitrogen"))
    return said_by(agent, plant, range(1, seconds + 1), quality, late=late)


def said_by(
    agent: Simulation, plant: Run, seconds: range, quality: Quality = "good", *, late: bool = False
) -> list[Record]:
    """The same while these seconds pass."""
    said: list[Record] = []
    stuck = next(t for t, i in plant.plant.instruments.items() if i.noise and not i.drives)
    for second in seconds:
        plant.step(1.0)
        values = plant.values() | {stuck: 0.5 * plant.plant.instruments[stuck].high}
        for sequence, (tag, value) in enumerate(values.items()):
            agent.handle(
                Measurement(
                    tag=tag,
                    value=value,
                    unit=plant.plant.tags[tag].unit,
                    quality=quality,
                    source_time_ns=second * NS,
                    server_time_ns=second * NS,
                    ingest_time_ns=second * NS,
                    origin="plant",
                    sequence=sequence,
                    late=late,
                )
            )
        said += list(agent.step(second * NS))
        if second % 60 == 0:
            said += list(agent.look_ahead(second * NS))
    return said


def test_it_tells_what_it_has_learned_and_which_sensor_is_frozen():
    said = followed(200)
    rated = [r for r in said if isinstance(r, TwinRated)]
    assert rated
    assert rated[-1].seen > 0.8
    assert [r for r in said if isinstance(r, ParameterEstimated)]
    (suspected,) = [r for r in said if isinstance(r, FaultSuspected) if r.fault == "freeze"]
    assert (suspected.place, suspected.present, suspected.since_ns) == ("sensor", True, 1 * NS)


def test_each_value_says_what_the_sensor_should_read_once_the_twin_knows():
    values = [r for r in followed(490) if isinstance(r, SimulatedValue)]
    assert {v.spread for v in values if v.time_ns <= 120 * NS} == {0.0}
    known = [v for v in values if v.time_ns == 490 * NS and v.spread > 0.0]
    assert known
    assert all(abs(v.value - v.expected) < 10 * v.spread for v in known)


def test_neither_bad_nor_late_values_are_used():
    for said in (followed(140, quality="bad"), followed(140, late=True)):
        rated = [r for r in said if isinstance(r, TwinRated)]
        assert rated
        assert {(r.seen, r.score) for r in rated} == {(0.0, 0.0)}
        assert not [r for r in said if isinstance(r, FaultSuspected)]


def test_it_has_the_time_ahead_looked_at_once_it_knows_the_plant():
    branches = [r for r in followed(490) if isinstance(r, BranchTaken)]
    assert branches
    assert {(b.tag, b.horizon_s, b.doubt) for b in branches} == {("", 900.0, "")}
    assert min(b.time_ns for b in branches) > 300 * NS
    assert not [r for r in followed(140, quality="bad") if isinstance(r, BranchTaken)]


def test_a_restart_goes_on_with_what_was_found():
    plant = Run.load("nitrogen", seed=2, sensors=True)
    first = Simulation(plant=plant.plant, model=Run.load("nitrogen"))
    said = said_by(first, plant, range(1, 200))
    (found,) = [r for r in said if isinstance(r, FaultSuspected) and r.fault == "freeze"]
    for away in (5, 300):  # within what it catches up with, and beyond
        second = Simulation(plant=plant.plant, model=Run.load("nitrogen"))
        second.restore(first.snapshot())
        begin = 200 + away
        said = said_by(second, plant, range(begin, begin + 135))
        assert [r for r in said if isinstance(r, TwinRated)]
        assert not [r for r in said if isinstance(r, FaultSuspected)]  # nothing has changed
        (kept,) = second._following().findings()
        since = (begin + 134) - (second._following().time - kept.since)
        assert (kept.target, kept.fault) == (found.target, "freeze")
        assert abs(since - found.since_ns / NS) <= 1.0
