"""Keeps the hash-chained audit log."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from twin_agents.audit.chain import Link, chained
from twin_bus.agent import Agent, on
from twin_schemas.access_events import (
    AccessRefused,
    LoginAttempted,
    SessionChanged,
    UserChanged,
)
from twin_schemas.alarm_events import AlarmActionRefused, AlarmChanged
from twin_schemas.branch_events import BranchChanged
from twin_schemas.contract_events import ContractChanged, SupplyAttempted
from twin_schemas.messages import AuditEntry, SetpointProgressed
from twin_schemas.record import Record
from twin_schemas.set_events import RestoreProgressed, SetChanged

_REMEMBERED = 10_000  # entries; what is delivered again is much younger


@dataclass
class Audit(Agent):
    """Writes an entry for each step of a setpoint, deed with a set, branch or alarm, and log-in.

    Refusals have entries as deeds have.

    Each entry has the hash of the one before.

    The runtime replays the log before anything new arrives, so the chain goes on where it ended.
    """

    name = "audit"
    emits = (AuditEntry,)

    _head: Link = field(default_factory=Link, init=False)
    _recent: dict[tuple[str, str], None] = field(default_factory=dict, init=False)

    @on(AuditEntry, start="replay")
    def resume(self, entry: AuditEntry) -> Iterator[AuditEntry]:
        """Takes the end of the chain from the log."""
        if entry.sequence > self._head.sequence:
            self._head = Link(entry.sequence, entry.hash)
        self._remember(entry.action, entry.detail)
        yield from ()

    @on(SetpointProgressed)
    def note_setpoint(self, step: SetpointProgressed) -> Iterator[AuditEntry]:
        actor = step.second_person or step.author
        yield from self._entry(step.time_ns, actor, f"setpoint.{step.state}", step.tag, step)

    @on(SetChanged)
    def note_set(self, changed: SetChanged) -> Iterator[AuditEntry]:
        action = "set.deleted" if changed.deleted else "set.saved"
        yield from self._entry(changed.time_ns, changed.author, action, changed.name, changed)

    @on(BranchChanged)
    def note_branch(self, changed: BranchChanged) -> Iterator[AuditEntry]:
        action = f"branch.{changed.action}.{changed.verdict}"
        yield from self._entry(changed.time_ns, changed.author, action, changed.branch, changed)

    @on(RestoreProgressed)
    def note_restoring(self, told: RestoreProgressed) -> Iterator[AuditEntry]:
        """How a restoring begins and ends; its steps are setpoints, which have their own."""
        if told.state != "step_done":
            action = f"restore.{told.state}"
            yield from self._entry(told.time_ns, told.author, action, told.name, told)

    @on(AlarmChanged)
    def note_alarm(self, changed: AlarmChanged) -> Iterator[AuditEntry]:
        """What people do with alarms; what alarms do by themselves is in their own journal."""
        if changed.user:
            action = f"alarm.{changed.change}"
            yield from self._entry(changed.time_ns, changed.user, action, changed.alarm, changed)

    @on(AlarmActionRefused)
    def note_alarm_refusal(self, refused: AlarmActionRefused) -> Iterator[AuditEntry]:
        action = f"alarm.{refused.action}.refused"
        yield from self._entry(refused.time_ns, refused.user, action, refused.alarm, refused)

    @on(LoginAttempted)
    def note_login(self, login: LoginAttempted) -> Iterator[AuditEntry]:
        action = "login.succeeded" if login.succeeded else "login.failed"
        yield from self._entry(login.time_ns, login.user, action, login.client, login)

    @on(SessionChanged)
    def note_session(self, changed: SessionChanged) -> Iterator[AuditEntry]:
        action = f"session.{changed.change}"
        actor = changed.author or changed.user
        yield from self._entry(changed.time_ns, actor, action, changed.client, changed)

    @on(UserChanged)
    def note_user(self, changed: UserChanged) -> Iterator[AuditEntry]:
        action = f"user.{changed.change}"
        yield from self._entry(changed.time_ns, changed.author, action, changed.user, changed)

    @on(AccessRefused)
    def note_refusal(self, refused: AccessRefused) -> Iterator[AuditEntry]:
        action = f"access.refused.{refused.action}"
        yield from self._entry(refused.time_ns, refused.user, action, refused.subject, refused)

    @on(ContractChanged)
    def note_contract(self, change: ContractChanged) -> Iterator[AuditEntry]:
        action = f"contract.{change.action}.{change.verdict}"
        yield from self._entry(change.time_ns, change.author, action, change.topic, change)

    @on(SupplyAttempted)
    def note_supply(self, supply: SupplyAttempted) -> Iterator[AuditEntry]:
        action = f"supply.{supply.verdict}"
        yield from self._entry(supply.time_ns, supply.author, action, supply.topic, supply)

    def _entry(
        self, time_ns: int, actor: str, action: str, subject: str, record: Record
    ) -> Iterator[AuditEntry]:
        """The next entry; none for what was audited already and was delivered again."""
        detail = json.dumps(_finite(record), sort_keys=True)
        if (action, detail) in self._recent:
            return
        self._remember(action, detail)
        fields: dict[str, object] = {
            "sequence": self._head.sequence + 1,
            "time_ns": time_ns,
            "actor": actor,
            "action": action,
            "subject": subject,
            "detail": detail,
        }
        previous = self._head.hash
        self._head = Link(self._head.sequence + 1, chained(fields, previous))
        yield AuditEntry(**fields, previous_hash=previous, hash=self._head.hash)  # type: ignore[arg-type]

    def _remember(self, action: str, detail: str) -> None:
        self._recent[action, detail] = None
        if len(self._recent) > _REMEMBERED:
            del self._recent[next(iter(self._recent))]


def _finite(record: Record) -> dict[str, Any]:
    """Fields of a record; null for a number that JSON does not have."""
    fields: dict[str, Any] = asdict(record)  # type: ignore[call-overload]  # `Record` makes it one
    return {name: value if _is_json(value) else None for name, value in fields.items()}


def _is_json(value: object) -> bool:
    return not isinstance(value, float) or math.isfinite(value)
