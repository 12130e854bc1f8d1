"""Keeps the hash-chained audit log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from twin_bus.agent import Agent, on
from twin_schemas.contract_events import ContractChanged, SupplyAttempted
from twin_schemas.messages import AuditEntry, LoginAttempted, SetpointProgressed
from twin_schemas.record import Record

FIRST_HASH = "0" * 64


def chained(fields: dict[str, object], previous_hash: str) -> str:
    """Hash of an audit entry: SHA-256 of its canonical JSON together with the hash before."""
    text = json.dumps(fields | {"previous_hash": previous_hash}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Audit(Agent):
    """Writes one entry for every step of a setpoint, login, supply and change of a contract.

    Each entry has the hash of the one before.

    The runtime replays the log before anything new arrives, so the chain goes on where it ended.
    """

    name = "audit"
    emits = (AuditEntry,)

    _sequence: int = field(default=0, init=False)
    _hash: str = field(default=FIRST_HASH, init=False)

    @on(AuditEntry, start="replay")
    def resume(self, entry: AuditEntry) -> Iterator[AuditEntry]:
        """Takes the end of the chain from the log."""
        if entry.sequence > self._sequence:
            self._sequence, self._hash = entry.sequence, entry.hash
        yield from ()

    @on(SetpointProgressed)
    def note_setpoint(self, step: SetpointProgressed) -> Iterator[AuditEntry]:
        yield self._entry(step.time_ns, step.author, f"setpoint.{step.state}", step.tag, step)

    @on(LoginAttempted)
    def note_login(self, login: LoginAttempted) -> Iterator[AuditEntry]:
        action = "login.succeeded" if login.succeeded else "login.failed"
        yield self._entry(login.time_ns, login.user, action, login.client, login)

    @on(ContractChanged)
    def note_contract(self, change: ContractChanged) -> Iterator[AuditEntry]:
        action = f"contract.{change.action}.{change.verdict}"
        yield self._entry(change.time_ns, change.author, action, change.topic, change)

    @on(SupplyAttempted)
    def note_supply(self, supply: SupplyAttempted) -> Iterator[AuditEntry]:
        action = f"supply.{supply.verdict}"
        yield self._entry(supply.time_ns, supply.author, action, supply.topic, supply)

    def _entry(
        self, time_ns: int, actor: str, action: str, subject: str, record: Record
    ) -> AuditEntry:
        self._sequence += 1
        detail = json.dumps(asdict(record), sort_keys=True)  # type: ignore[call-overload]
        fields: dict[str, object] = {
            "sequence": self._sequence,
            "time_ns": time_ns,
            "actor": actor,
            "action": action,
            "subject": subject,
            "detail": detail,
        }
        previous, self._hash = self._hash, chained(fields, self._hash)
        return AuditEntry(**fields, previous_hash=previous, hash=self._hash)  # type: ignore[arg-type]
