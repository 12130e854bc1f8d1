"""Contracts without a bus and a registry: one of another system, in two versions."""

from __future__ import annotations

import json
from dataclasses import replace
from unittest.mock import AsyncMock, Mock

from twin_agents.exchange.contracts.desk import ContractDesk
from twin_agents.exchange.contracts.office import ContractOffice
from twin_schemas.contract_events import ContractDeclared

NAME, OWNER = "laboratory.sample_taken", "laboratory"
SCHEMA = {
    "type": "record",
    "name": "SampleTaken",
    "doc": "A sample.",
    "fields": [{"name": "sample", "type": "string", "doc": "Which one."}],
}
_FIRST = ContractDeclared(
    topic=f"{NAME}.v1",
    name=NAME,
    version=1,
    owner=OWNER,
    doc="A sample.",
    key_field="sample",
    compatibility="BACKWARD",
    state="registered",
    schema=json.dumps(SCHEMA),
    author="admin",
    time_ns=1,
)


def office() -> ContractOffice:
    """An office that is open, with `laboratory.sample_taken` of the owner `laboratory`."""
    registry, topics = Mock(), Mock()
    registry.revisions, registry.register = AsyncMock(return_value=[]), AsyncMock(return_value=1)
    registry.configure, registry.remove = AsyncMock(), AsyncMock()
    topics.readers, topics.move = AsyncMock(return_value={}), AsyncMock(return_value={0: 0})
    topics.create, topics.publish = AsyncMock(), AsyncMock()
    desk = ContractDesk(registry, topics)
    desk.catalogue.take(_FIRST)
    desk.catalogue.take(replace(_FIRST, topic=f"{NAME}.v2", version=2))
    desk.ids |= {f"{NAME}.v1": 1, f"{NAME}.v2": 2}
    desk.trouble = ""
    desk.ready.set()
    return ContractOffice(desk)
