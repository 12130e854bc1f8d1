"""Each command that calls the exchange, with every role, over HTTP and WebSocket."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import typer
from fastapi import FastAPI, Request, Response
from starlette.middleware.base import RequestResponseEndpoint
from tests.conftest import free_base
from tests.contract.office import NAME, SCHEMA, office
from tests.unit.alarming import asked
from tests.unit.commanding import measurement
from tests.unit.exchange_setup import PLANT, Outbox, Setup, opened
from tests.unit.predicting import predicted
from tests.unit.restoring import restoring
from tests.unit.serving import Serving
from tests.unit.training_here import NoRooms
from typer.testing import CliRunner

from twin_agents.alarms import Alarms, definitions_of
from twin_agents.alarms.journal import noted
from twin_agents.alarms.machine import Alarm
from twin_agents.exchange.api import exchange_app, routed
from twin_agents.exchange.rules import rules_of
from twin_agents.exchange.training.desk import TrainingDesk
from twin_agents.sets import Sets
from twin_bus.errors import TwinError
from twin_ops.branches import KeptBranches
from twin_ops.cli.app import app
from twin_ops.errors import COMPLETED, REFUSED, USAGE, exit_code
from twin_ops.kept_login import KeptLogin, keep_login
from twin_ops.render.permissions import expected
from twin_ops.settings import load_settings
from twin_schemas.access import ROLES
from twin_schemas.alarm_events import AlarmActionRequested, AlarmChanged
from twin_schemas.messages import SetpointProgressed, SetpointRequested
from twin_schemas.plant import SHIPPED
from twin_schemas.prediction_events import PredictionRequested
from twin_schemas.record import Record
from twin_schemas.set_events import RestoreProgressed, SetActionRequested, SetChanged, SetPlanned

RULES = {(rule.method, rule.path): rule for rule in rules_of(routed()) if rule.method != "WS"}
ACTIVE, SHELVED, REMOVED = "PT-107.high_high", "PT-107.low", "PT-107.low_low"
LATCHED = "LT-107.high"
RUNNING = "00000000000000aa"
READ = ("GET", "/v1/contracts/{name}")
CONTROL = ("POST", "/v1/training/control")
CONTROLS = ["run", "freeze", "speed 2", "step", "mark x", "back", "inject drive_lost P-652"]
CONTROLS += ["clear x", "hide x", "show x", "say x"]
ONE = ("GET", "/v1/contracts/{name}/{version}")
# Each command with a call, and the route that decides: all that it calls must be allowed for it.
COMMANDS: dict[str, tuple[list[str], tuple[str, str]]] = {
    "watch": (["--once"], ("GET", "/v1/values")),
    "get": (["FT-101"], ("GET", "/v1/values/{tag}")),
    "set": (["FIC-101.SP", "20"], ("POST", "/v1/commands")),
    "predict": (["FIC-101.SP", "20"], ("POST", "/v1/predictions")),
    "health": ([], ("GET", "/v1/twin/health")),
    "approvals": ([], ("GET", "/v1/approvals")),
    "approve": (["none"], ("POST", "/v1/commands/{request_id}/approval")),
    "reject": (["none"], ("POST", "/v1/commands/{request_id}/approval")),
    "alarms show": ([ACTIVE], ("GET", "/v1/alarms/{alarm}")),
    "alarms ack": ([ACTIVE], ("POST", "/v1/alarms/{alarm}/acknowledgement")),
    "alarms shelve": ([ACTIVE, "--reason", "works"], ("POST", "/v1/alarms/{alarm}/shelving")),
    "alarms unshelve": ([SHELVED], ("DELETE", "/v1/alarms/{alarm}/shelving")),
    "alarms out": ([ACTIVE, "--reason", "works"], ("POST", "/v1/alarms/{alarm}/removal")),
    "alarms back": ([REMOVED], ("DELETE", "/v1/alarms/{alarm}/removal")),
    "alarms reset": ([LATCHED], ("POST", "/v1/alarms/{alarm}/reset")),
    "alarms tune": (
        [ACTIVE, "--on-delay", "90s", "--reason", "waves"],
        ("POST", "/v1/alarms/{alarm}/tuning"),
    ),
    "alarms trips": ([], ("GET", "/v1/interlocks")),
    "alarms report": ([], ("GET", "/v1/alarms/report")),
    "sets save": (["new", "--value", "FIC-101.SP=20"], ("PUT", "/v1/sets/{name}")),
    "sets compare": (["same"], ("GET", "/v1/sets/{name}")),
    "sets plan": (["less"], ("POST", "/v1/sets/{name}/plan")),
    "sets restore": (["less", "--yes"], ("POST", "/v1/sets/{name}/restore")),
    "sets restores": ([], ("GET", "/v1/restores")),
    "sets cancel": ([RUNNING], ("DELETE", "/v1/restores/{number}")),
    "sets delete": (["less"], ("DELETE", "/v1/sets/{name}")),
    "branch apply": (["less", "--yes"], ("POST", "/v1/sets/{name}/restore")),
    "contracts list": ([], ("GET", "/v1/contracts")),
    "contracts show": ([NAME], READ),
    "contracts diff": ([f"{NAME}.v2", f"{NAME}.v1"], ONE),
    "contracts check": (["FILE", "--name", "stock.counted"], ("POST", "/v1/contracts/check")),
    "contracts register": (["FILE", "--name", "stock.counted"], ("POST", "/v1/contracts")),
    "contracts deprecate": (
        [f"{NAME}.v1"],
        ("POST", "/v1/contracts/{name}/{version}/deprecate"),
    ),
    "contracts decommission": (
        [f"{NAME}.v1"],
        ("POST", "/v1/contracts/{name}/{version}/decommission"),
    ),
    "contracts switch": (
        ["reports", NAME, "--from", "1", "--to", "2"],
        ("POST", "/v1/contracts/{name}/switch"),
    ),
    "diagram list": ([], ("GET", "/v1/diagrams")),
    "diagram revisions": (["methanol"], ("GET", "/v1/diagrams/{name}/revisions")),
    "diagram diff": (["methanol"], ("GET", "/v1/diagrams/{name}/diff")),
    "diagram export": (["DRAWN"], ("GET", "/v1/diagrams/{name}")),
    "diagram import": (["DRAWN"], ("POST", "/v1/diagrams/{name}/revisions")),
    "training open": (["nothing"], ("POST", "/v1/training")),
    "training status": ([], ("GET", "/v1/training")),
    **{f"training {verb}": (words, CONTROL) for verb, *words in map(str.split, CONTROLS)},
    "training act": (["reset"], ("POST", "/v1/training/actions")),
    "training truth": ([], ("GET", "/v1/training/truth")),
    "training end": ([], ("DELETE", "/v1/training")),
    "users list": ([], ("GET", "/v1/users")),
    "users show": (["ann"], ("GET", "/v1/users/{user}")),
    "users me": ([], ("GET", "/v1/me")),
    "users roles": ([], ("GET", "/v1/roles")),
    "users add": (["new", "--generate"], ("POST", "/v1/users")),
    "users grant": (["ann", "--role", "viewer"], ("POST", "/v1/users/{user}/grant")),
    "users revoke": (["ann", "--role", "engineer"], ("POST", "/v1/users/{user}/revoke")),
    "users disable": (["ann"], ("POST", "/v1/users/{user}/disable")),
    "users enable": (["ann"], ("POST", "/v1/users/{user}/enable")),
    "users password": (["ann", "--generate"], ("POST", "/v1/users/{user}/password")),
    "users sessions": ([], ("GET", "/v1/sessions")),
    "users end": (["none"], ("POST", "/v1/sessions/{session}/end")),
}
# A command without more is an operator's; and who may read no tag is told that there is none.
HANDLING = tuple(f"alarms {verb}" for verb in ("ack", "shelve", "unshelve", "out", "back", "reset"))
AS_OPERATOR = ("set", "predict", *HANDLING)
SETS = (*(f"sets {v}" for v in ("save", "plan", "restore", "cancel", "delete")), "branch apply")
NOT_AS_OPERATOR = {(command, "instructor") for command in (*AS_OPERATOR, *SETS)}
READING = ("get", "watch", "alarms show", "alarms tune", "sets save")
SEES_NO_TAG = {(command, "system") for command in (*READING, *AS_OPERATOR)}
# These read the bus, the state file or nothing of an instance; log-in and log-out ask no right.
WITHOUT_RIGHTS = {
    "up",
    "down",
    "status",
    "topics",
    "tail",
    "history",
    "whatif",
    "replay",
    "export",
    "import",
    "login",
    "logout",
    "grants",
    "alarms backtest",
    "branch list",
    "branch show",
    "branch diff",
    "branch link",
    "branch delete",
    "diagram lint",
    "diagram convert",
}
GROUPS_WITHOUT_EXCHANGE = {
    "audit",
    "model",
    "bench",
    "certs",
    "plant",
    "fmu",
    "scenario",
    "scene",
    "trust",
    "adapter",
}
# No training is open here, and none can be opened.
OF_A_TRAINING = {c for c in COMMANDS if c.startswith("training ") and c != "training status"}
NAMES_WHAT_IS_NOT_THERE = {"users end", "approve", "reject", *OF_A_TRAINING}

DEFINITIONS = definitions_of(PLANT)
BRANCH: dict[str, Any] = {
    **{part: {} for part in ("times", "tags")},
    **{part: {"caused": {}, "averted": {}, "anyway": {}} for part in ("alarms", "interlocks")},
    "at": "2026-01-01T00:00:00.000+00:00",
    "run_id": "run",
    "for_s": 60.0,
    "set": [{"tag": "FIC-101.SP", "value": 19.0, "after_s": 0.0, "shows": "FT-101"}],
}


@dataclass
class Obliging(Outbox):
    """Completes each command at once, as commander, plant and the agent of the alarms would."""

    setup: Setup | None = None
    alarms: Alarms = field(default_factory=lambda: Alarms(DEFINITIONS))
    sets: Sets = field(default_factory=lambda: Sets(PLANT))

    async def publish(self, records: Iterable[Record]) -> None:
        given = list(records)
        await super().publish(given)
        for request in given:
            if isinstance(request, SetpointRequested) and self.setup is not None:
                self.setup.exchange.handle(_completed(request))
            elif isinstance(request, PredictionRequested) and self.setup is not None:
                self.setup.exchange.handle(predicted(request.request_id))
            elif isinstance(request, AlarmActionRequested):
                self.tell(self.alarms.handle(request))
            elif isinstance(request, SetActionRequested):
                self.tell(self.sets.handle(request))
                if request.action == "restore":
                    self.tell([replace(restoring([], request.request_id), state="completed")])

    def keep_sets(self) -> None:
        """One set that is as the plant is, one that is not, and a restoring under way."""
        assert self.setup is not None
        self.sets = Sets(PLANT)
        for tag, value in (("FIC-101.SP", 20.0), ("FIC-101.MODE", 1.0)):
            measured = measurement(tag, value, self.setup.clock)
            self.sets.handle(measured)
            self.setup.exchange.handle(measured)
        for name, value in (("same", 20.0), ("less", 19.0)):
            saved = SetChanged(
                name=name,
                request_id="",
                tags=["FIC-101.SP"],
                values=[value],
                author="ann",
                time_ns=1,
            )
            self.sets.handle(saved)
            self.tell([saved])
        self.tell([restoring(["FIC-101.SP"], RUNNING)])

    def raise_alarms(self) -> None:
        """One alarm that nobody has acknowledged, one on the shelf and one out of service."""
        assert self.setup is not None
        self.alarms, now = Alarms(DEFINITIONS), self.setup.clock.now
        tag = PLANT.tags["PT-107"]
        self.tell(self.alarms.handle(measurement(tag.name, tag.high, self.setup.clock)))
        until = now + 60_000_000_000
        self.tell(self.alarms.handle(asked("shelve", now / 1e9, SHELVED, until_ns=until)))
        self.tell(self.alarms.handle(asked("remove_from_service", now / 1e9, REMOVED)))

    def latch(self) -> None:
        """One alarm that is gone and acknowledged, and waits for a reset."""
        alarm = Alarm(next(p for p in DEFINITIONS if p.name == LATCHED), "latched")
        assert self.setup is not None
        latched = noted(alarm, "returned", self.setup.clock.now, "plant")
        self.alarms.handle(latched)
        self.tell([latched])

    def tell(self, records: Iterable[Record]) -> None:
        """Has the exchange hear of transitions."""
        assert self.setup is not None
        for record in records:
            if isinstance(record, AlarmChanged | SetChanged | SetPlanned | RestoreProgressed):
                self.setup.exchange.handle(record)


def _completed(request: SetpointRequested) -> SetpointProgressed:
    return SetpointProgressed(
        request_id=request.request_id,
        tag=request.tag,
        value=request.value,
        unit=request.unit,
        state="completed",
        author=request.author,
        time_ns=request.requested_ns,
    )


@dataclass
class Served:
    """The exchange over HTTP, and the routes that were called since the last look."""

    setup: Setup
    home: Path
    out: Obliging
    calls: list[tuple[str, str]] = field(default_factory=list)

    def run(self, user: str, command: str, arguments: list[str]) -> tuple[int, str]:
        token, session = self.setup.exchange.access.token(user)
        login = KeptLogin(user, token, session.expires.isoformat())
        keep_login(load_settings(), login)
        files = {"FILE": self.home / "sample.avsc", "DRAWN": self.home / "nitrogen.yaml"}
        given = [str(files.get(argument, argument)) for argument in arguments]
        self.calls.clear()
        answer = CliRunner().invoke(app, [*command.split(), *given])
        error = answer.exception
        if error is not None and not isinstance(error, SystemExit):
            assert isinstance(error, TwinError), repr(error)
            return exit_code(error), str(error)
        return answer.exit_code, answer.output


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("home")
    (home / "sample.avsc").write_text(json.dumps(SCHEMA))
    for ending in (".yaml", ".layout.yaml"):
        shutil.copy(SHIPPED.with_name("nitrogen").with_suffix(ending), home)
    KeptBranches(home / "branches").keep("less", BRANCH)
    with opened(home) as setup, pytest.MonkeyPatch.context() as environment:
        setup.exchange.office = office()
        setup.exchange.training = TrainingDesk(NoRooms())
        base = free_base()
        environment.setenv("TWIN_HOME", str(home))
        environment.setenv("TWIN_PORT_BASE", str(base))
        made = Served(setup, home, Obliging(setup=setup))
        with Serving(_recorded(exchange_app(setup.exchange, made.out), made), base):
            yield made


def _recorded(application: FastAPI, served: Served) -> FastAPI:
    @application.middleware("http")
    async def note(request: Request, answer: RequestResponseEndpoint) -> Response:
        response = await answer(request)
        served.calls.append((request.method, request.scope["route"].path))
        return response

    return application


def _refresh(served: Served) -> None:
    """Everything as every command expects it: contracts in use, ann there and enabled."""
    served.setup.exchange.office = office()
    served.setup.clock.now = time.time_ns()
    served.out.raise_alarms()
    served.out.latch()
    served.out.keep_sets()
    served.setup.add("ann", "engineer")
    for role in ROLES:
        served.setup.add(f"one-{role}", role)


def _outcome(command: str, role: str) -> int:
    """Exit code that the page of permissions leads one to expect."""
    route = COMMANDS[command][1]
    cell = _cell(route, role)
    others = cell == "own" and route[0] == "POST" and command != "contracts check"
    if (command, role) in SEES_NO_TAG:
        return USAGE
    if cell == "-" or others or (command, role) in NOT_AS_OPERATOR:
        return REFUSED
    return USAGE if command in NAMES_WHAT_IS_NOT_THERE else COMPLETED


def _cell(route: tuple[str, str], role: str) -> str:
    rule = RULES[route]
    return "yes" if rule.rule in {"open", "logged in"} else expected(rule, role)


def _cases() -> Iterator[tuple[str, str]]:
    """Each command, with one role for each thing that may come of it."""
    for command in COMMANDS:
        told = {(_outcome(command, r), _cell(COMMANDS[command][1], r)): r for r in ROLES}
        yield from ((command, role) for role in told.values())


@pytest.mark.parametrize(("command", "role"), list(_cases()))
def test_a_command_ends_as_its_route_answers_to_the_role(served: Served, command: str, role: str):
    _refresh(served)
    arguments, route = COMMANDS[command]
    code, text = served.run(f"one-{role}", command, arguments)
    assert code == _outcome(command, role), text
    assert ("may not" in text) == (code == REFUSED), text
    if code == COMPLETED:
        assert route in served.calls


def _commands(group: Any, before: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def test_every_command_is_tried_or_known_to_ask_no_right():
    every = set(_commands(typer.main.get_command(app)))
    others = {name for name in every if name.split()[0] in GROUPS_WITHOUT_EXCHANGE}
    assert every - others - WITHOUT_RIGHTS == set(COMMANDS)
