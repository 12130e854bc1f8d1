"""Topics beside the real ones, for what is played again.

The broker lets only the principal of the replay write them, and no adapter read them; nor does any
agent subscribe to such a name. So nothing that is replayed can come to a plant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from twin_bus.codec import Codec
from twin_bus.kafka import KafkaOpenTopics
from twin_bus.ports import Header, Outgoing, SchemaStore
from twin_ops.kafka.grants import SANDBOX
from twin_schemas.avro import avro_schema
from twin_schemas.record import Record

_RETENTION = {"retention.ms": str(24 * 3_600_000)}


def sandboxed(record: type[Record]) -> str:
    """Topic in which messages of a contract are played again."""
    return f"{SANDBOX}{record.contract.topic}"


class Registry(SchemaStore, Protocol):
    """Where schemas get their numbers."""

    async def register(self, subject: str, schema: object) -> int:
        """Number of a schema, which is kept under a subject."""

    async def close(self) -> None:
        """Disconnects."""


@dataclass
class Sandbox:
    """Where a replay puts its messages.

    Attributes:
        topics: The bus.
        registry: Where schemas have their numbers.
        session: Of the replay; every message bears it.
    """

    topics: KafkaOpenTopics
    registry: Registry
    session: str

    def __post_init__(self) -> None:
        self._codec = Codec(self.registry)

    async def open(self, contracts: Sequence[type[Record]]) -> None:
        """Makes the topics, and registers their schemas for whoever reads them.

        Raises:
            BusUnavailable: The broker does not answer.
            RegistryUnavailable: The registry does not answer.
        """
        await self._codec.prepare(contracts)
        for contract in contracts:
            await self.topics.create(sandboxed(contract), _RETENTION)
            await self.registry.register(f"{sandboxed(contract)}-value", avro_schema(contract))

    async def play(self, records: Sequence[Record]) -> None:
        """Publishes records; returns when the bus has them.

        Raises:
            BusUnavailable: The broker does not answer; part may have been published.
        """
        await self.topics.publish([self._message(record) for record in records])

    async def close(self) -> None:
        """Flushes and disconnects."""
        await self.topics.close()
        await self.registry.close()

    def _message(self, record: Record) -> Outgoing:
        kind = type(record)
        headers: list[Header] = [
            ("ce_type", kind.contract.topic.encode()),
            ("ce_source", b"/replay"),
            ("twin_replay", self.session.encode()),
        ]
        key = str(record.__dict__[kind.contract.key]).encode()
        return sandboxed(kind), key, self._codec.encode(record), headers
