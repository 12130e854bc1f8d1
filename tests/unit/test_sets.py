"""Sets of setpoints, restored through the commander on a plant that follows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.property.killable import Kill
from tests.property.restored_plant import Restored
from tests.unit.commanding import SP

from twin_schemas.set_events import RestoreProgressed, SetChanged

GOAL = {"FIC-101.SP": SP.design - 1.5 * (SP.max_step or 0.0), "PIC-120.SP": 31.0}


def _calm(_who: str) -> Kill | None:
    return None


def _world() -> Restored:
    return Restored(_calm)


def _states(world: Restored) -> list[str]:
    return [told.state for told in world.told(RestoreProgressed)]


def _at(world: Restored, tags: dict[str, float]) -> dict[str, float]:
    return {tag: world.at[tag] for tag in tags}


def test_a_set_is_restored_phase_by_phase():
    world = _world()
    before = dict(world.at)
    world.save("less", GOAL)
    world.restore("less")
    assert _states(world) == ["begun", "step_done", "step_done", "step_done", "completed"]
    assert _at(world, GOAL) == pytest.approx(GOAL)
    undo = [s for s in world.told(SetChanged) if s.name == "before-last-restore"][-1]
    assert dict(zip(undo.tags, undo.values, strict=True)) == _at_of(before, GOAL)


def _at_of(values: dict[str, float], tags: dict[str, float]) -> dict[str, float]:
    return {tag: values[tag] for tag in tags}


def test_a_step_that_the_plant_refuses_has_all_rolled_back():
    world = _world()
    before = dict(world.at)
    world.save("less", GOAL)
    world.refused.add("PIC-120.SP")
    world.restore("less")
    assert _states(world)[-1] == "rolled_back"
    assert _at(world, GOAL) == pytest.approx(_at_of(before, GOAL))
    rolling = next(t for t in world.told(RestoreProgressed) if t.state == "rolling_back")
    assert "PIC-120.SP failed" in rolling.reason


def test_it_can_be_cancelled_and_goes_back():
    world = _world()
    before = dict(world.at)
    world.save("less", GOAL)
    world.restore("less", cancel_after=2)
    assert _states(world)[-1] == "rolled_back"
    assert _at(world, GOAL) == pytest.approx(_at_of(before, GOAL))


def _other_plan(world: Restored) -> None:
    world.save("less", {"FIC-101.SP": SP.design + 0.1})


def _stranger(world: Restored) -> None:
    world.plan_id = "unknown"


def _there_already(world: Restored) -> None:
    world.at |= GOAL


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (_other_plan, "has changed since the plan was made"),
        (_stranger, "there is no plan unknown"),
        (_there_already, "has changed since the plan was made"),
    ],
)
def test_another_plan_than_the_one_that_was_seen_is_not_carried_out(
    happens: Callable[[Restored], None], why: str
):
    world = _world()
    world.save("less", GOAL)
    world.restore("less", then=happens)
    (told,) = world.told(RestoreProgressed)
    assert told.state == "refused"
    assert why in told.reason
    assert world.writes == []


def test_of_two_restorings_the_second_is_refused():
    world = _world()
    world.save("less", GOAL)
    world.restore("less", twice=True)
    told = world.told(RestoreProgressed)
    assert [t.reason for t in told if t.state == "refused"] == [
        "another set is being restored; wait for its end, or cancel it"
    ]
    assert told[-1].state == "completed"


def test_a_deleted_set_is_gone():
    world = _world()
    world.save("less", GOAL)
    world.ask("delete", "less")
    world.run_for(2)
    assert world.planned("less").tags == []
