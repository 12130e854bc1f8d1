"""Whoever is killed, and whenever: no write comes twice, and none that was refused."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.killable import Kill, fate_of
from tests.property.killed_plant import World

from twin_schemas.vocabulary import FINAL_STATES

KILLS: tuple[Kill, ...] = get_args(Kill)


def unharmed(_who: str) -> None:
    return None


def _assert_told_truly(world: World) -> None:
    ends: dict[str, set[str]] = {}
    for step in world.steps():
        if step.state in FINAL_STATES:
            ends.setdefault(step.request_id, set()).add(step.state)
    assert world.still_open() == set()
    assert all(len(states) == 1 for states in ends.values()), ends
    written = world.written()
    assert max(written.values(), default=0) <= 1, written
    assert not {name for name, states in ends.items() if states == {"refused"}} & set(written)
    assert {name for name, states in ends.items() if states == {"completed"}} <= set(written)


def test_without_a_kill_what_is_allowed_is_done():
    world = World(unharmed)
    world.run()
    _assert_told_truly(world)
    ends = {s.request_id: s.state for s in world.steps() if s.state in FINAL_STATES}
    assert ends == {
        "good": "overridden",
        "too high": "refused",
        "newer": "completed",
        "critical": "completed",
        "too far": "refused",
    }


def _things_done() -> list[str]:
    done: list[str] = []
    World(done.append).run()  # type: ignore[func-returns-value]
    return done


@pytest.mark.parametrize("kill", KILLS)
def test_each_party_may_be_killed_in_each_thing_that_it_does(kill: Kill):
    for place, who in enumerate(_things_done()):
        world = World(fate_of([None] * place + [kill]))
        world.run()
        try:
            _assert_told_truly(world)
        except AssertionError as error:
            raise AssertionError(f"{who} was killed {kill} its thing number {place}") from error


@given(st.lists(st.sampled_from((None, None, None, *KILLS)), max_size=200))
def test_any_number_of_kills(kills: list[Kill | None]):
    world = World(fate_of(kills))
    world.run()
    _assert_told_truly(world)
