"""Topics beside the real ones, for what is played again.

The broker lets only the principal of the replay write them, and no adapter read them; nor does any
agent subscribe to such a name. So nothing that is replayed can come to a plant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from twin_bus.column_codec import ColumnEncoder, encoder_of
from twin_bus.errors import TwinError
from twin_bus.kafka import KafkaOpenTopics
from twin_bus.message_columns import MessageColumns
from twin_bus.ports import SchemaStore
from twin_ops.kafka.grants import SANDBOX
from twin_schemas.avro import avro_schema
from twin_schemas.record import Record

_RETENTION = {"retention.ms": str(24 * 3_600_000)}


def sandboxed(record: type[Record]) -> str:
    """Topic in which messages of a contract are played again."""
    return f"{SANDBOX}{record.contract.topic}"


class NotPlayed(TwinError):
    """What is kept is no message of today's contract."""


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
        self._encoders: dict[type[Record], ColumnEncoder] = {}

    async def open(self, contracts: Sequence[type[Record]]) -> None:
        """Makes the topics, and registers their schemas for whoever reads them.

        Raises:
            BusUnavailable: The broker does not answer.
            RegistryUnavailable: The registry does not answer.
        """
        for contract in contracts:
            self._encoders[contract] = encoder_of(contract, await self.registry.id_of(contract))
            await self.topics.create(sandboxed(contract), _RETENTION)
            await self.registry.register(f"{sandboxed(contract)}-value", avro_schema(contract))

    def messages(self, contract: type[Record], table: pa.Table) -> MessageColumns:
        """Messages of a table with the fields of a contract, which was opened.

        Raises:
            NotPlayed: The table has something that is no message of the contract.
        """
        keys = table[contract.contract.key].combine_chunks().cast(pa.string())
        headers = [
            ("ce_type", contract.contract.topic.encode()),
            ("ce_source", b"/replay"),
            ("twin_replay", self.session.encode()),
        ]
        try:
            values = self._encoders[contract].encode(table)
        except ValueError as error:
            told = f"the history of {contract.contract.topic} cannot be played: {error}"
            raise NotPlayed(f"{told}; `--contract` chooses others") from error
        return MessageColumns.of(sandboxed(contract), keys, values, headers)

    async def play(self, messages: Sequence[MessageColumns]) -> None:
        """Publishes them; returns when the bus has them.

        Raises:
            BusUnavailable: The broker does not answer; part may have been published.
        """
        await self.topics.publish_columns(messages)

    async def close(self) -> None:
        """Flushes and disconnects."""
        await self.topics.close()
        await self.registry.close()
