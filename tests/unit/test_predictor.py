"""From a question to what the model says, on the small methanol plant."""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import replace

import pytest
from tests.plants import model_of
from tests.unit.commanding import Hand
from tests.unit.exchange_setup import Outbox

from twin_agents import predictor as predictor_module
from twin_agents.predictor import Predictor
from twin_agents.simulation import Simulation
from twin_schemas.prediction_events import BranchTaken, PredictionRequested, SetpointPredicted
from twin_simulator import ProcessModel, Run

NOW = 1_000_000_000_000


@pytest.fixture(scope="module")
def model() -> ProcessModel:
    return model_of("methanol")


@pytest.fixture
def predictor(model: ProcessModel) -> Predictor:
    return Predictor(model=model, clock=Hand(NOW))


def branch_of(model: ProcessModel, tag: str, value: float) -> BranchTaken:
    """What the simulation hands out after a step."""
    simulation = Simulation(plant=model.plant, model=Run.at_design(model))
    simulation.tick(NOW)
    asked = PredictionRequested(request_id="1", tag=tag, value=value, author="ann", time_ns=NOW)
    (branch,) = simulation.handle(asked)
    assert isinstance(branch, BranchTaken)
    return branch


def test_the_simulation_branches_from_what_it_has_now(model: ProcessModel):
    branch = branch_of(model, "FIC-101.SP", 19.0)
    assert (branch.request_id, branch.value, branch.time_ns) == ("1", 19.0, NOW)
    assert "not been measured" in branch.doubt  # nothing drives it here
    assert Run.restore(model, zlib.decompress(branch.state)).time == pytest.approx(1.0)


def test_the_answer_tells_effect_and_time(model: ProcessModel, predictor: Predictor):
    seen = predictor.predict(branch_of(model, "FIC-101.SP", 19.0))
    assert (seen.failure, seen.shows, seen.settles) == ("", "FT-101", True)
    assert seen.horizon_s == pytest.approx(300.0)
    assert 0 < seen.settled_s < 120
    assert seen.final == pytest.approx(19.0, abs=0.1)
    assert len(seen.curve) == len(seen.curve_s) > 50
    assert "not been measured" in seen.doubt


def test_a_model_that_is_too_slow_tells_what_it_has_seen(
    model: ProcessModel, predictor: Predictor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(predictor_module, "_LONGEST_LOOK", 0.0)
    branch = replace(branch_of(model, "FIC-101.SP", 19.0), doubt="")
    seen = predictor.predict(branch)
    assert (seen.failure, seen.settles, seen.horizon_s) == ("", False, 2.0)
    assert seen.doubt == "the model is too slow here to look further than 2 s"


def test_what_the_model_refuses_is_told(model: ProcessModel, predictor: Predictor):
    seen = predictor.predict(branch_of(model, "FIC-101.OP", 50.0))
    assert "FIC-101 is in AUTO" in seen.failure


def test_a_state_that_is_none_is_told(model: ProcessModel, predictor: Predictor):
    broken = replace(branch_of(model, "FIC-101.SP", 19.0), state=b"broken")
    assert "can not go on" in predictor.predict(broken).failure
    other = replace(broken, state=zlib.compress(b"{}"))
    assert "not a snapshot" in predictor.predict(other).failure


def test_an_unknown_tag_is_told(model: ProcessModel, predictor: Predictor):
    lost = replace(branch_of(model, "FIC-101.SP", 19.0), tag="FIC-999.SP")
    assert predictor.predict(lost).failure == "the plant has no tag FIC-999.SP"


async def test_questions_that_nobody_waits_for_any_more_are_left_out(
    model: ProcessModel, predictor: Predictor
):
    old = replace(branch_of(model, "FIC-101.SP", 19.0), request_id="old", time_ns=1)
    out, answered = Outbox(), asyncio.Event()
    out.offer = lambda records: (out.records.extend(records), answered.set())  # type: ignore[assignment,method-assign]
    predictor.handle(old)
    predictor.handle(branch_of(model, "FIC-101.SP", 19.0))
    working = asyncio.create_task(predictor.run(out))  # type: ignore[arg-type]
    await asyncio.wait_for(answered.wait(), 30)
    working.cancel()
    assert [seen.request_id for seen in out.of(SetpointPredicted)] == ["1"]


def own_course(model: ProcessModel, run: Run, seconds: float = 900.0) -> BranchTaken:
    return replace(
        branch_of(model, "FIC-101.SP", 19.0),
        request_id="",
        tag="",
        horizon_s=seconds,
        doubt="",
        state=zlib.compress(run.snapshot()),
    )


def test_a_plant_at_rest_is_seen_to_cross_nothing(model: ProcessModel, predictor: Predictor):
    seen = predictor.foresee(own_course(model, Run.at_design(model)))
    assert (seen.failure, seen.crossed, seen.tripped, seen.complete) == ("", [], [], True)
    assert seen.horizon_s == pytest.approx(900.0)
    assert all(low <= high for low, high in zip(seen.lowest, seen.highest, strict=True))
    assert set(seen.tags) == {name for name, tag in model.plant.tags.items() if tag.alarms}


def test_a_level_that_rises_is_seen_to_cross_its_limit(model: ProcessModel, predictor: Predictor):
    run = Run.at_design(model)
    run.write("LIC-107.MODE", 0.0)
    run.step(1.0)
    run.write("LIC-107.OP", 0.0)  # nothing leaves the vessel any more
    seen = predictor.foresee(own_course(model, run))
    after = dict(zip(seen.crossed, seen.crossed_s, strict=True))
    highest = dict(zip(seen.tags, seen.highest, strict=True))
    limit = model.plant.tags["LT-107"].alarms["high"]
    assert 0 < after["LT-107.high"] < 900
    assert highest["LT-107"] >= limit
    run.step(after["LT-107.high"])
    assert run.values()["LT-107"] == pytest.approx(limit, rel=0.1)


def test_a_look_gives_way_to_a_question(model: ProcessModel, predictor: Predictor):
    predictor.handle(branch_of(model, "FIC-101.SP", 19.0))
    seen = predictor.foresee(own_course(model, Run.at_design(model)))
    assert (seen.complete, seen.horizon_s) == (False, 0.0)
