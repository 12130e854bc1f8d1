"""Topics beside the real ones, for what is played again.

The broker lets only the principal of the replay write them, and no adapter read them; nor does any
agent subscribe to such a name. So nothing that is replayed can come to a plant.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from twin_bus.codec import Codec
from twin_bus.column_codec import ColumnEncoder, encoder_of
from twin_bus.kafka import KafkaOpenTopics
from twin_bus.ports import Header, Outgoing, SchemaStore
from twin_bus.runtime.runtime import GC_THRESHOLD
from twin_ops.kafka.grants import SANDBOX
from twin_schemas.avro import avro_schema
from twin_schemas.record import Record

_TOGETHER = 32  # records from which on it pays to encode them by columns
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
        self._encoders: dict[type[Record], ColumnEncoder] = {}

    async def open(self, contracts: Sequence[type[Record]]) -> None:
        """Makes the topics, and registers their schemas for whoever reads them.

        The garbage collector is told to look less often, as in agents: a second has tens of
        thousands of objects without cycles.

        Raises:
            BusUnavailable: The broker does not answer.
            RegistryUnavailable: The registry does not answer.
        """
        gc.set_threshold(GC_THRESHOLD)
        await self._codec.prepare(contracts)
        for contract in contracts:
            if encoder := encoder_of(contract, await self.registry.id_of(contract)):
                self._encoders[contract] = encoder
            await self.topics.create(sandboxed(contract), _RETENTION)
            await self.registry.register(f"{sandboxed(contract)}-value", avro_schema(contract))

    async def play(self, records: Sequence[Record]) -> None:
        """Publishes records; returns when the bus has them.

        Raises:
            BusUnavailable: The broker does not answer; part may have been published.
        """
        await self.topics.publish(self._messages(records))

    async def close(self) -> None:
        """Flushes and disconnects."""
        await self.topics.close()
        await self.registry.close()

    def _messages(self, records: Sequence[Record]) -> list[Outgoing]:
        """In the same order; what follows each other in one contract is encoded together."""
        found: list[Outgoing] = []
        for _, run in groupby(records, type):
            same = [*run]
            kind = type(same[0])
            topic, name = sandboxed(kind), kind.contract.key
            headers: list[Header] = [
                ("ce_type", kind.contract.topic.encode()),
                ("ce_source", b"/replay"),
                ("twin_replay", self.session.encode()),
            ]
            keys = [str(record.__dict__[name]).encode() for record in same]
            values = self._values(kind, same)
            found += [(topic, k, v, headers) for k, v in zip(keys, values, strict=True)]
        return found

    def _values(self, kind: type[Record], records: list[Record]) -> list[bytes]:
        encoder = self._encoders.get(kind)
        if encoder is None or len(records) < _TOGETHER:
            return [self._codec.encode(record) for record in records]
        return encoder.encode(records)
