from __future__ import annotations

import math
from dataclasses import asdict, replace

from twin_agents.audit import FIRST_HASH, Audit, chained
from twin_agents.synchronizer import Synchronizer
from twin_schemas.messages import (
    AuditEntry,
    LoginAttempted,
    Measurement,
    SetpointProgressed,
    SimulatedValue,
)

MEASURED = Measurement(
    tag="FT-101",
    value=5.0,
    unit="kg/s",
    quality="good",
    source_time_ns=1,
    server_time_ns=2,
    ingest_time_ns=3,
    origin="plant",
    sequence=0,
)
SIMULATED = SimulatedValue(
    tag="FT-101",
    value=4.0,
    unit="kg/s",
    quality="uncertain",
    reason="x",
    time_ns=1,
    run_id="r",
    origin="model",
)
STEP = SetpointProgressed(
    request_id="1",
    tag="FIC-101.SP",
    value=1.0,
    unit="kg/s",
    state="refused",
    author="ann",
    time_ns=7,
)


def test_the_residual_is_measured_minus_simulated_with_the_worse_quality():
    agent = Synchronizer()
    assert agent.handle(MEASURED) == []
    agent.handle(SIMULATED)
    (residual,) = agent.handle(MEASURED)
    assert (residual.residual, residual.quality, residual.time_ns) == (1.0, "uncertain", 1)


def test_a_gap_has_no_residual():
    agent = Synchronizer()
    agent.handle(SIMULATED)
    assert agent.handle(replace(MEASURED, value=math.nan, quality="bad")) == []


def _is_chain(entries: list[AuditEntry]) -> bool:
    previous = FIRST_HASH
    for number, entry in enumerate(entries, 1):
        fields = asdict(entry)
        given, before = fields.pop("hash"), fields.pop("previous_hash")
        if (entry.sequence, before, given) != (number, previous, chained(fields, previous)):
            return False
        previous = given
    return True


def test_audit_entries_form_a_chain_across_restarts():
    first = Audit()
    entries = [*first.handle(STEP), *first.handle(STEP)]
    second = Audit()
    for entry in entries:
        second.handle(entry)
    login = LoginAttempted(user="bob", succeeded=False, client="127.0.0.1", time_ns=9)
    entries += second.handle(login)
    assert _is_chain(entries)
    assert [e.action for e in entries] == ["setpoint.refused"] * 2 + ["login.failed"]


def test_a_changed_entry_breaks_the_chain():
    audit = Audit()
    entries = [*audit.handle(STEP), *audit.handle(STEP)]
    assert not _is_chain([replace(entries[0], actor="eve"), entries[1]])
    assert not _is_chain(entries[::-1])
