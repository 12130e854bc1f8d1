"""A what-if in a process of its own, as the exchange has it computed."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import wait_for

from twin_agents.exchange.whatif.ports import WhatIfFailed
from twin_agents.exchange.whatif.question import Change, Question
from twin_ops import what_if_runs
from twin_ops.science.example import example
from twin_ops.settings import load_settings
from twin_ops.what_if_runs import ProcessRuns
from twin_ops.whatif.process import answered

QUESTION = Question(
    at_ns=1_767_225_657_000_000_000,  # 57 s after the example begins
    newest=False,
    changes=(Change(tag="PIC-941.SP", value=2.8),),
    seconds=120.0,
)
LONG = replace(QUESTION, seconds=8 * 3600.0)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return example(tmp_path_factory.mktemp("example"), 65)


@pytest.fixture(autouse=True)
def _home(recorded: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in recorded.items():
        monkeypatch.setenv(name, value)


async def test_it_answers_as_the_command_does_and_tells_how_far_it_is() -> None:
    told: list[tuple[str, float | None]] = []
    runs = ProcessRuns(load_settings())
    found = await runs.ask(QUESTION, lambda stage, share: told.append((stage, share)))
    asked = {**QUESTION.__dict__, "changes": [change.__dict__ for change in QUESTION.changes]}
    assert {"answer": found.content, "notes": found.notes} == answered(asked, lambda **_: None)
    assert "the bus does not answer" in found.notes[0]
    assert list(dict.fromkeys(stage for stage, _ in told)) == [
        *("loading the model", "rebuilding the twin", "running it ahead")
    ]
    assert told[-1] == ("running it ahead", 1.0)
    with pytest.raises(WhatIfFailed, match="no snapshot of the model is kept"):
        await runs.ask(replace(QUESTION, at_ns=10**18), lambda _stage, _share: None)


async def test_one_that_is_cancelled_ends_with_its_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[asyncio.subprocess.Process] = []
    start = asyncio.create_subprocess_exec

    async def noted(*words: str, **more: Any) -> asyncio.subprocess.Process:
        begun.append(await start(*words, **more))
        return begun[0]

    monkeypatch.setattr(what_if_runs.asyncio, "create_subprocess_exec", noted)
    ahead = asyncio.Event()

    def tell(_stage: str, share: float | None) -> None:
        if share is not None:
            ahead.set()

    task = asyncio.create_task(ProcessRuns(load_settings()).ask(LONG, tell))
    async with asyncio.timeout(120):
        await ahead.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    (process,) = begun
    assert process.returncode is not None
    wait_for(lambda: not _members(process.pid), 20, "the copy is gone, too")


def _members(group: int) -> list[str]:
    """Processes of a group that still run; one that nobody has waited for yet has ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of_group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of_group) == group and state not in "ZX":
            found.append(stat.parent.name)
    assert str(os.getpid()) not in found
    return found
