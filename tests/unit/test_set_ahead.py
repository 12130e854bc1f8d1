"""`twin sets plan --ahead`: what the steps of a set do together, by a real exchange."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.unit import exchange_setup
from tests.unit.exchange_setup import NS, PLANT, Setup
from tests.unit.whatif_here import NoRuns, RunsHere
from typer.testing import CliRunner

from twin_agents.exchange.whatif.desk import WhatIfDesk
from twin_agents.sets import Sets
from twin_bus.errors import TwinError
from twin_ops.branches.library import BranchLibrary
from twin_ops.cli import sets
from twin_ops.cli.app import app
from twin_ops.errors import UNREACHABLE, exit_code
from twin_ops.science.example import example
from twin_schemas.messages import Measurement
from twin_schemas.record import Record
from twin_schemas.set_events import SetActionRequested

setup = exchange_setup.setup
AT = datetime.fromisoformat("2026-01-01T00:00:57+00:00")
PRESENT = {"PIC-941.SP": 3.0, "PIC-941.MODE": 1.0}
WANTED = {"PIC-941.SP": 2.5}  # further than one step may go


class InProcess:
    """The exchange as the command line comes to it, without a socket."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    def get(self, path: str, **query: Any) -> Any:
        return self._answer("GET", path, params=query)

    def post(self, path: str, body: object) -> Any:
        return self._answer("POST", path, json=body)

    def _answer(self, method: str, path: str, **more: Any) -> Any:
        answer = self._setup.call(method, path, **more)
        assert answer.status_code < 300, answer.text
        return answer.json()


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return example(tmp_path_factory.mktemp("example"), 65)


@pytest.fixture
def exchange(
    setup: Setup, recorded: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Setup:
    """It has the set `less`, and a minute of a small plant to rebuild the twin from."""
    for name, value in recorded.items():
        monkeypatch.setenv(name, value)
    setup.clock.now = int(AT.timestamp()) * NS
    setup.exchange.what_ifs = WhatIfDesk(RunsHere(), BranchLibrary(tmp_path / "branches"))
    _answering(setup, Sets(PLANT, clock=setup.clock))
    monkeypatch.setattr(sets, "_client", lambda: InProcess(setup))
    assert setup.call("PUT", "/v1/sets/less", json={"values": WANTED}).status_code == 200
    return setup


def _answering(setup: Setup, agent: Sets) -> None:
    """What the exchange publishes goes to the agent of the sets, and its answer back."""
    publish = setup.out.publish

    async def and_answer(records: Iterable[Record]) -> None:
        given = list(records)
        await publish(given)
        asked = [record for record in given if isinstance(record, SetActionRequested)]
        for told in [told for one in asked for told in agent.handle(one)]:
            for party in (agent, setup.exchange):
                if type(told) in party.handlers:
                    party.handle(told)

    setup.out.publish = and_answer  # type: ignore[method-assign]
    for tag, value in PRESENT.items():
        setup.report(tag, value)
        agent.handle(_said(tag))


def _said(tag: str) -> Measurement:
    return Measurement(
        tag=tag,
        value=PRESENT[tag],
        unit=PLANT.tags[tag].unit,
        quality="good",
        source_time_ns=1,
        server_time_ns=1,
        ingest_time_ns=1,
        origin="plant",
        sequence=1,
    )


def _plan(*more: str) -> Any:
    return CliRunner().invoke(app, ["sets", "plan", "less", "--ahead", "10m", *more])


def test_a_set_is_run_ahead_as_a_whole_phase_by_phase(exchange: Setup):
    done = _plan("--json")
    assert done.exit_code == 0, done.output
    *steps, last = map(json.loads, done.stdout.splitlines())
    found = last["ahead"]
    written = [(one["tag"], one["value"]) for one in found["set"]]
    assert written == [(step["tag"], step["value"]) for step in steps]
    first, second = (one["after_s"] for one in found["set"])
    assert first == 0.0 < second, "the second step waits until the first is reached"
    assert (found["unwritten"], found["missed"]) == ([], None)
    assert set(found["tags"]) == {"PT-941"}


def test_it_is_shown_below_the_plan(exchange: Setup):
    shown = _plan().stdout
    for text in ("former", "PT-941\tchanged", "written\tPIC-941.SP=2.5\t"):
        assert text in shown


def test_a_model_that_cannot_be_asked_is_told(exchange: Setup, tmp_path: Path):
    exchange.exchange.what_ifs = WhatIfDesk(NoRuns(), BranchLibrary(tmp_path / "branches"))
    error = _plan().exception
    assert isinstance(error, TwinError)
    assert "no snapshot of the model is kept" in str(error)
    assert exit_code(error) == UNREACHABLE
