"""Trainings in this process, whose clock a test moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from twin_agents.exchange.training.room import TrainingForbids, TrainingMistake
from twin_ops.scenario.session import Session
from twin_ops.scenario_files import model_for, scenario_of
from twin_ops.settings import load_settings
from twin_ops.training.process import answer, facts
from twin_ops.training.room import Room

NAME = "rundown-vessel-leak"


@dataclass
class Hands:
    """A clock that the test moves, in seconds."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def room(clock: Hands) -> Room:
    """A training of the scenario, frozen at its beginning."""
    scenario, plant = scenario_of(NAME, load_settings())
    return Room(Session(scenario, model_for(scenario, plant, load_settings())), clock)


class NoRooms:
    """No scenario can be opened."""

    def scenarios(self) -> list[str]:
        return []

    async def open(self, scenario: str) -> Any:
        raise TrainingMistake(f"there is no scenario {scenario}")


@dataclass
class RoomHere:
    """One in this process: it answers as its process would."""

    room: Room
    facts: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.facts = facts(self.room)

    async def ask(self, verb: str, **given: Any) -> Any:
        verdict, content = answer(self.room, verb, given)
        if verdict == "forbidden":
            raise TrainingForbids(content)
        if verdict == "mistaken":
            raise TrainingMistake(content)
        return content

    async def close(self) -> None:
        self.room.freeze()


@dataclass
class RoomsHere:
    """Opens the one scenario."""

    def scenarios(self) -> list[str]:
        return [NAME]

    async def open(self, scenario: str) -> RoomHere:
        assert scenario == NAME
        return RoomHere(room(Hands()))
