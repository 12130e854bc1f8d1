"""Whoever is killed, and whenever: a set is restored, or all is as it was, or it says so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.killable import Fate, Kill, fate_of
from tests.property.restored_plant import Restored
from tests.property.test_setpoints_survive_kills import KILLS
from tests.unit.commanding import SP

from twin_schemas.messages import SetpointProgressed
from twin_schemas.set_events import RestoreProgressed
from twin_schemas.vocabulary import RESTORED_STATES

GOAL = {"FIC-101.SP": SP.design - 1.5 * (SP.max_step or 0.0), "PIC-120.SP": 31.0}


def _restored(fate: Fate) -> Restored:
    world = Restored(fate)
    before = dict(world.at)
    world.save("less", GOAL)
    world.restore("less")
    world.run_for(16)
    _assert_told_truly(world, before)
    return world


def _assert_told_truly(world: Restored, before: dict[str, float]) -> None:
    ends = [t for t in world.told(RestoreProgressed) if t.state in RESTORED_STATES]
    assert len({t.restore_id for t in ends}) == 1
    end = ends[-1].state
    at = {tag: world.at[tag] for tag in GOAL}
    if end == "completed":
        assert at == pytest.approx(GOAL)
    if end in {"rolled_back", "refused"}:
        assert at == pytest.approx({tag: before[tag] for tag in GOAL})
    assert max(world.written().values(), default=0) <= 1
    commanded = {step.request_id for step in world.told(SetpointProgressed)}
    assert set(world.written()) <= commanded


def _things_done() -> list[str]:
    done: list[str] = []
    _restored(done.append)  # type: ignore[arg-type]
    return done


@pytest.mark.parametrize("kill", KILLS)
def test_each_party_may_be_killed_in_each_thing_that_it_does(kill: Kill):
    for place, who in enumerate(_things_done()):
        try:
            _restored(fate_of([None] * place + [kill]))
        except AssertionError as error:
            raise AssertionError(f"{who} was killed {kill} its thing number {place}") from error


@settings(max_examples=50)
@given(st.lists(st.sampled_from((None, None, None, None, None, *KILLS)), max_size=200))
def test_any_number_of_kills(kills: list[Kill | None]):
    _restored(fate_of(kills))
