"""A training in a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from twin_agents.exchange.training.room import TrainingLost, TrainingMistake
from twin_ops.settings import load_settings
from twin_ops.training.rooms import ProcessRoom, ProcessRooms

NAME = "rundown-vessel-leak"


async def _opened() -> ProcessRoom:
    room = await ProcessRooms(load_settings()).open(NAME)
    assert isinstance(room, ProcessRoom)
    return room


async def _reaches(room: ProcessRoom, seconds: float) -> float:
    async with asyncio.timeout(120):
        while (time := float((await room.ask("view"))["time_s"])) < seconds:  # noqa: ASYNC110
            await asyncio.sleep(0.05)  # it tells when it is asked
    return time


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWIN_HOME", str(tmp_path))


async def test_plant_time_goes_on_by_itself_while_questions_are_answered() -> None:
    room = await _opened()
    assert room.facts["scenario"] == NAME
    await room.ask("speed", speed=100.0)
    await room.ask("run")
    assert await _reaches(room, 60) < 900
    await room.ask("freeze")
    with pytest.raises(TrainingMistake, match="no mark"):
        await room.ask("back", name="never")
    with pytest.raises(TrainingMistake, match="nobody can ask"):
        await room.ask("__class__")
    await room.close()
    assert room.process.returncode == 0


async def test_one_that_is_killed_is_told_to_who_asks_next() -> None:
    room = await _opened()
    os.kill(room.process.pid, signal.SIGKILL)
    with pytest.raises(TrainingLost):
        await room.ask("view")
    await room.close()


async def test_a_scenario_that_can_not_be_opened_says_why() -> None:
    with pytest.raises(TrainingMistake, match="no scenario or file moon"):
        await ProcessRooms(load_settings()).open("moon")
