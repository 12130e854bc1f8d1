"""An exchange with its contracts in this process: no broker, no registry, no network."""

from __future__ import annotations

import asyncio
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import fastavro
from fastapi import FastAPI
from tests.plants import plant_of
from tests.unit.training_here import NoRooms
from tests.unit.whatif_here import NoRuns

from twin_agents.exchange.access import Access, create_access
from twin_agents.exchange.agent import Exchange
from twin_agents.exchange.api import exchange_app
from twin_agents.exchange.contracts.desk import ContractDesk
from twin_agents.exchange.contracts.office import ContractOffice
from twin_agents.exchange.contracts.proposal import Proposal
from twin_agents.exchange.history import RecentHistory
from twin_agents.exchange.past import Past
from twin_agents.exchange.scene import SceneDesk
from twin_agents.exchange.training.desk import TrainingDesk
from twin_agents.exchange.whatif.desk import WhatIfDesk
from twin_bus.errors import Refused
from twin_bus.open_topics import Begin, Deliver, GroupReading, Offsets
from twin_bus.ports import Outgoing
from twin_ops.branches.library import BranchLibrary
from twin_schemas.plant import Plant
from twin_schemas.record import Record

SAMPLE = {
    "type": "record",
    "name": "Sample",
    "doc": "A sample.",
    "fields": [
        {"name": "place", "type": "string", "doc": "Where."},
        {"name": "share", "type": "double", "doc": "What.", "minimum": 0, "maximum": 1},
        {"name": "note", "type": ["null", "string"], "default": None, "doc": "More."},
    ],
}


@dataclass
class Outbox:
    """Keeps what is published."""

    records: list[Record] = field(default_factory=list)

    def offer(self, records: Iterable[Record]) -> None:
        self.records.extend(records)

    async def publish(self, records: Iterable[Record]) -> None:
        self.records.extend(records)


@dataclass
class Registry:
    """Schemas by subject, numbered in the order they come."""

    schemas: list[Any] = field(default_factory=list)
    subjects: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    async def register(self, subject: str, schema: object) -> int:
        if schema not in self.subjects[subject]:
            self.subjects[subject].append(schema)
        if schema not in self.schemas:
            self.schemas.append(schema)
        return self.schemas.index(schema) + 1

    async def configure(self, subject: str, level: str) -> None:
        assert subject, level

    async def revisions(self, subject: str) -> list[Any]:
        return list(self.subjects.get(subject, ()))

    async def schema(self, schema_id: int) -> object:
        return fastavro.parse_schema(self.schemas[schema_id - 1])

    async def remove(self, subject: str) -> None:
        self.subjects.pop(subject, None)


class NothingComes:
    """A feed of topics on which nothing arrives."""

    def add(self, topic: str, begin: Begin) -> None:
        assert topic, begin

    def remove(self, topic: str) -> None:
        assert topic

    async def run(self, deliver: Deliver) -> None:
        assert deliver
        await asyncio.Event().wait()


@dataclass
class Topics:
    """Takes messages; nobody reads them."""

    published: list[Outgoing] = field(default_factory=list)

    async def create(self, topic: str, settings: Mapping[str, str]) -> None:
        assert topic, settings

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        self.published.extend(messages)

    async def readers(self) -> Mapping[str, Sequence[GroupReading]]:
        return {}

    async def next_sources(self, topic: str) -> Offsets:
        return {0: len(topic)}

    async def move(self, group: str, old: str, new: str) -> Offsets:
        raise Refused(f"group {group} has read nothing of {old}, so it can not go on in {new}")

    def feed(self) -> NothingComes:
        return NothingComes()

    async def close(self) -> None:
        self.published.clear()


class EmptyScene:
    """The smallest file that is a scene."""

    def glb(self) -> bytes:
        text = b'{"asset":{"version":"2.0"}} '
        chunk = struct.pack("<II", len(text), 0x4E4F534A) + text
        return struct.pack("<III", 0x46546C67, 2, 12 + len(chunk)) + chunk


class NothingKept:
    """A history in which there is nothing."""

    def rollups(
        self, tags: Sequence[str], begin_ns: int, end_ns: int, width_ns: int
    ) -> Mapping[str, Mapping[str, Sequence[None]]]:
        nothing = [None] * len(range(begin_ns, end_ns, width_ns))
        return {
            tag: dict.fromkeys(("reported", "low", "high", "simulated"), nothing) for tag in tags
        }

    def latest(self, *asked: object) -> Sequence[Mapping[str, Any]]:
        assert asked
        return []

    def span(self) -> None:
        return None


@dataclass
class Alone:
    """The application and what is behind it."""

    app: FastAPI
    exchange: Exchange
    out: Outbox
    topics: Topics
    password: str

    def headers(self, user: str = "admin") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.exchange.access.token(user)[0]}"}


def exchange_alone(
    folder: Path,
    plant: Plant | None = None,
    static: Path | None = None,
    host: str = "testserver",
) -> Alone:
    """An exchange that knows the code's contracts and `laboratory.sample`."""
    access = Access(folder / "secrets" / "users.json", folder / "secrets" / "token.key")
    password = create_access(access, "admin") or ""
    topics, out = Topics(), Outbox()
    office = ContractOffice(ContractDesk(Registry(), topics))
    exchange = Exchange(
        plant=plant or plant_of("nitrogen"),
        access=access,
        port=0,
        host=host,
        static=static,
        office=office,
        scene=SceneDesk(EmptyScene()),
        history=RecentHistory(Past(NothingKept())),
        training=TrainingDesk(NoRooms()),
        what_ifs=WhatIfDesk(NoRuns(), BranchLibrary(folder / "branches")),
    )
    asyncio.run(_declare(office, out))
    return Alone(exchange_app(exchange, out), exchange, out, topics, password)


async def _declare(office: ContractOffice, out: Outbox) -> None:
    await office.desk.open(out)
    proposal = Proposal(
        name="laboratory.sample",
        version=1,
        owner="laboratory",
        doc="A sample.",
        key="place",
        compatibility="BACKWARD",
        schema=SAMPLE,
    )
    await office.desk.register(proposal, "admin", out)
