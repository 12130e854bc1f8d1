"""The exchange's side to the bus: it waits for systems to supply, and keeps the latest."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn

from twin_agents.exchange.access import FIRST_USER, Access, NotAuthorised, NotReady, Session
from twin_agents.exchange.agent_health import health_shown, sums
from twin_agents.exchange.alarms import AlarmBoard
from twin_agents.exchange.alarms import shown as alarm_shown
from twin_agents.exchange.approvals import Approvals
from twin_agents.exchange.approvals import shown as approval_shown
from twin_agents.exchange.attempts import FailedLogins
from twin_agents.exchange.boards import Boards
from twin_agents.exchange.commands import CommandLog, shown
from twin_agents.exchange.contracts.office import ContractOffice
from twin_agents.exchange.history import RecentHistory
from twin_agents.exchange.interlocks import InterlockBoard
from twin_agents.exchange.oidc.door import OidcDoor
from twin_agents.exchange.predictions import Predictions
from twin_agents.exchange.predictions import shown as prediction_shown
from twin_agents.exchange.releases import shown as release_shown
from twin_agents.exchange.releases import subject_of
from twin_agents.exchange.scene import SceneDesk
from twin_agents.exchange.selection import Selections
from twin_agents.exchange.serving import first_failure, serving
from twin_agents.exchange.sets import SetBoard, restore_shown
from twin_agents.exchange.signals import signal
from twin_agents.exchange.training.desk import TrainingDesk
from twin_agents.exchange.users.desk import UserDesk
from twin_agents.exchange.users.first import first_user, open_users
from twin_agents.exchange.users.sessions import SessionBook
from twin_agents.exchange.users.standing import Standing
from twin_agents.exchange.values import LatestValues
from twin_agents.exchange.whatif.desk import WhatIfDesk
from twin_bus.agent import Outbox, every, on
from twin_bus.clock import Clock, SystemClock
from twin_bus.open_topics import GroupReading
from twin_schemas.access.directory import UserDirectory
from twin_schemas.access_events import AccessRefused, LoginAttempted, SessionChanged, UserChanged
from twin_schemas.alarm_events import AlarmActionRequested, AlarmChanged, InterlockChanged
from twin_schemas.approval_events import ApprovalDecided, ApprovalRequested
from twin_schemas.branch_events import BranchChanged
from twin_schemas.contract_events import ContractChanged, ContractDeclared, SupplyAttempted
from twin_schemas.diagram_events import DiagramSaved
from twin_schemas.messages import (
    AgentHealth,
    Measurement,
    Residual,
    SetpointProgressed,
    SetpointRequested,
    SimulatedValue,
)
from twin_schemas.prediction_events import PredictionRequested, SetpointPredicted
from twin_schemas.record import Record
from twin_schemas.release_events import ReleaseEstimated
from twin_schemas.set_events import RestoreProgressed, SetActionRequested, SetChanged, SetPlanned


@dataclass
class Exchange(Boards):
    """Caches what the agents publish and serves it to people and systems.

    Attributes:
        access: Users and tokens.
        port: HTTP and WebSocket.
        host: Where it listens.
        identity: PEM file with key and certificate for TLS; None without.
        static: Built front end; None serves the API only.
        clock: Time of ages and commands.
        office: Contracts; None where there is no bus to have them on.
        oidc: Way in through an identity provider; None where there are passwords only.
        history: What tags were.
        scene: The plant in three dimensions; None where nothing makes it.
        training: Live trainings; None where there are none.
        what_ifs: Where what-ifs are asked for; None where nothing computes them.
        users: Who there is, with roles and rights.
        sessions: Who has come in.
        desk: Where users are changed.
        waits: What is still missing before anybody is let in; empty if nothing is.
    """

    name = "exchange"
    open_contracts = True
    stands_for_users = True
    is_waited_for = True
    emits = (
        SetpointRequested,
        PredictionRequested,
        ApprovalDecided,
        AlarmActionRequested,
        SetActionRequested,
        LoginAttempted,
        SessionChanged,
        UserChanged,
        AccessRefused,
        ContractDeclared,
        ContractChanged,
        SupplyAttempted,
        DiagramSaved,
        BranchChanged,
    )

    access: Access
    port: int
    static: Path | None = None
    host: str = "127.0.0.1"
    identity: Path | None = None
    clock: Clock = field(default_factory=SystemClock)
    office: ContractOffice | None = None
    oidc: OidcDoor | None = None
    history: RecentHistory = field(default_factory=RecentHistory)
    scene: SceneDesk | None = None
    training: TrainingDesk | None = None
    what_ifs: WhatIfDesk | None = None
    values: LatestValues = field(init=False)
    commands: CommandLog = field(default_factory=CommandLog, init=False)
    approvals: Approvals = field(init=False)
    alarms: AlarmBoard = field(init=False)
    interlocks: InterlockBoard = field(init=False)
    predictions: Predictions = field(default_factory=Predictions, init=False)
    sets: SetBoard = field(default_factory=SetBoard, init=False)
    agents: dict[str, AgentHealth] = field(default_factory=dict, init=False)
    selections: Selections = field(init=False)
    failed_logins: FailedLogins = field(default_factory=FailedLogins, init=False)
    users: UserDirectory = field(default_factory=UserDirectory, init=False)
    sessions: SessionBook = field(default_factory=SessionBook, init=False)
    desk: UserDesk = field(init=False)
    waits: str = field(default="", init=False)
    _standings: dict[str, Standing] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.values = LatestValues(self.plant.tags)
        self.selections = Selections([*self.plant.tags])
        self.approvals = Approvals(self.commands)
        self.alarms = AlarmBoard.of(self.plant)
        self.interlocks = InterlockBoard(self.plant.interlocks)
        self.desk = UserDesk(self)
        if self.access.has_password(FIRST_USER):
            self.users.take(first_user(0))
        if self.office is not None:
            self.office.notify = self._pass_on

    @on(Measurement, start="live")
    def take_measurement(self, measured: Measurement) -> Iterator[Record]:
        if value := self.values.touch(measured.tag, "reported"):
            value.measured = measured
        self.selections.update(measured.tag)
        yield from ()

    @on(SimulatedValue, start="live")
    def take_simulated(self, simulated: SimulatedValue) -> Iterator[Record]:
        if value := self.values.touch(simulated.tag, "model"):
            value.simulated = simulated
        self.selections.update(simulated.tag)
        self.twin_health.take_simulated(simulated)
        yield from ()

    @on(Residual, start="live")
    def take_residual(self, residual: Residual) -> Iterator[Record]:
        if value := self.values.touch(residual.tag, "model"):
            value.residual = residual
        yield from ()

    @on(SetpointProgressed, start="replay")
    def take_progress(self, step: SetpointProgressed) -> Iterator[Record]:
        self.commands.add(step)
        if step.state == "accepted" and (value := self.values.touch(step.tag)):
            value.desired = step
        self._signal({"type": "command"} | shown(step), step.tag)
        yield from ()

    @on(ApprovalRequested, start="replay")
    def take_approval(self, asked: ApprovalRequested) -> Iterator[Record]:
        self.approvals.add(asked)
        self._signal({"type": "approval"} | approval_shown(asked, self.clock.now_ns()), asked.tag)
        yield from ()

    @on(SetpointPredicted, start="replay")
    def take_prediction(self, seen: SetpointPredicted) -> Iterator[Record]:
        self.predictions.take(seen)
        self._signal({"type": "prediction"} | prediction_shown(seen, self.plant), seen.tag)
        yield from ()

    @on(SetChanged, start="replay")
    def take_set(self, changed: SetChanged) -> Iterator[Record]:
        self.sets.take(changed)
        yield from ()

    @on(SetPlanned, start="live")
    def take_plan(self, planned: SetPlanned) -> Iterator[Record]:
        self.sets.take_plan(planned)
        yield from ()

    @on(RestoreProgressed, start="replay")
    def take_restoring(self, told: RestoreProgressed) -> Iterator[Record]:
        self.sets.take_progress(told)
        self._signal({"type": "restore"} | restore_shown(told), self.sets.subject(told))
        yield from ()

    @on(AlarmChanged, start="replay")
    def take_alarm(self, changed: AlarmChanged) -> Iterator[Record]:
        if self.alarms.take(changed):
            tag = self.plant.tags[changed.tag]
            self._signal({"type": "alarm"} | alarm_shown(changed, tag), changed.tag)
        yield from ()

    @on(InterlockChanged, start="replay")
    def take_interlock(self, changed: InterlockChanged) -> Iterator[Record]:
        if told := self.interlocks.take(changed):
            self._signal({"type": "interlock"} | told, changed.tag)
        yield from ()

    @on(ReleaseEstimated, start="live")
    def take_release(self, release: ReleaseEstimated) -> Iterator[Record]:
        self._signal({"type": "release"} | release_shown(release), subject_of(release, self.plant))
        yield from ()

    @on(AgentHealth, start="replay")
    def take_health(self, health: AgentHealth) -> Iterator[Record]:
        self.agents[health.agent] = health
        yield from ()

    @on(ContractDeclared, start="replay")
    def take_contract(self, declared: ContractDeclared) -> Iterator[Record]:
        if self.office is not None:
            self.office.desk.catalogue.take(declared)
        yield from ()

    @on(SessionChanged, start="replay")
    def take_session(self, changed: SessionChanged) -> Iterator[Record]:
        self.note_session(changed)
        self._signal(signal(changed))
        yield from ()

    @on(UserChanged, start="replay")
    def take_user(self, changed: UserChanged) -> Iterator[Record]:
        self.note_user(changed)
        self._signal(signal(changed))
        yield from ()

    @on(LoginAttempted, start="live")
    def take_login(self, attempted: LoginAttempted) -> Iterator[Record]:
        self._signal(signal(attempted))
        yield from ()

    @on(AccessRefused, start="live")
    def take_refusal(self, refused: AccessRefused) -> Iterator[Record]:
        self._signal(signal(refused))
        yield from ()

    def note_session(self, changed: SessionChanged) -> None:
        """Takes no token of a session that has ended; its streams end too."""
        self.sessions.take(changed, self.clock.now_ns())
        self._wake_all()

    def note_user(self, changed: UserChanged) -> None:
        """Judges a user by the new roles and rights from now on, on open streams too."""
        self.users.take(changed)
        self._wake_all()

    def standing(self, user: str) -> Standing:
        """What a user may do now; all requests and streams of a user share what was worked out."""
        return self._standings.setdefault(user, Standing(user, self.users, self.clock))

    def is_valid(self, session: Session) -> bool:
        """Whether it has neither expired nor been ended, and its user may still come in."""
        lasts = session.expires.timestamp() > self.clock.now_ns() / 1e9
        open_ = lasts and not self.sessions.is_ended(session.id)
        return open_ and self.users.enabled(session.user) is not None

    def session_of(self, token: str) -> Session:
        """What a token says.

        Raises:
            NotReady: Before users are known.
            NotAuthorised: If it is forged, has expired, its session was ended or its user disabled.
        """
        session = self.access.session_of(token)
        self.require_enabled(session.user)
        if self.sessions.is_ended(session.id):
            raise NotAuthorised("the session was ended; log in again")
        return session

    def require_enabled(self, user: str) -> None:
        """Lets a user pass who may come in.

        Raises:
            NotReady: Before users are known.
            NotAuthorised: If there is no such user, or the user is disabled.
        """
        if self.waits:
            raise NotReady(self.waits)
        if self.users.enabled(user) is None:
            raise NotAuthorised(f"the user {user} is disabled, or is not known")

    def _pass_on(self, topic: str, shown: dict[str, Any]) -> None:
        owner = self._owner(topic)
        for subscriber in self.subscribers:
            if subscriber.wants_contract(topic, owner):
                subscriber.message(shown)

    def _owner(self, topic: str) -> str:
        known = self.office.desk.catalogue.at(topic) if self.office else None
        return known.owner if known else ""

    def streams(self, topic: str) -> list[GroupReading]:
        """Users who have a contract on their stream."""
        owner = self._owner(topic)
        users = Counter(s.user for s in self.subscribers if s.wants_contract(topic, owner))
        return [GroupReading(f"stream:{user}", count) for user, count in sorted(users.items())]

    @every(1.0)
    def sample(self, now_ns: int) -> Iterator[Record]:
        """Adds to the history and tells clients of the agents' health."""
        self.history.sample(self.values.all(), now_ns / 1e9)
        self.approvals.forget(now_ns)
        self._signal({"type": "health", "agents": self.agent_states(now_ns)})
        yield from ()

    def unwell(self) -> str:
        """Why users or contracts cannot be served yet; empty if they can."""
        return self.waits or (self.office.desk.trouble if self.office is not None else "")

    def agent_states(self, now_ns: int) -> list[dict[str, Any]]:
        """Health of every agent that was ever heard of; one that is silent is down."""
        return [health_shown(health, now_ns) for _, health in sorted(self.agents.items())]

    def counters(self) -> Mapping[str, int]:
        """Numbers of the status page."""
        return {
            **sums(self.agents.values()),
            "unknown_tags": len(self.values.unknown),
            "clients": len(self.subscribers),
            "conflated": self.gone["conflated"] + sum(s.conflated for s in self.subscribers),
            "lost_events": self.gone["lost_events"] + sum(s.lost_events for s in self.subscribers),
        }

    async def run(self, out: Outbox) -> None:
        """Serves until cancelled."""
        from twin_agents.exchange.api import exchange_app

        self.waits = "the users are not read from the bus yet"
        app = exchange_app(self, out)
        server = uvicorn.Server(serving(app, self.host, self.port, self.identity))
        # The process's own signal handling drains the agent first.
        server.capture_signals = contextlib.nullcontext  # type: ignore[assignment,method-assign]
        task = asyncio.create_task(server.serve())
        work = [asyncio.shield(task), asyncio.create_task(self._let_in(out))]
        if self.office is not None:
            work.append(asyncio.create_task(self.office.run(out)))
        try:
            await first_failure(work)
        finally:
            for one in work[1:]:
                one.cancel()
            await asyncio.gather(*work[1:], return_exceptions=True)
            server.should_exit = True
            await task

    async def _let_in(self, out: Outbox) -> None:
        """Waits until users and sessions are read from the bus; goes on until cancelled."""
        await open_users(self, out)
        self.waits = ""
        await asyncio.Event().wait()
