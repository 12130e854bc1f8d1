"""Files of the history, written again from what the bus still has."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from twin_agents.historian.archive import Archive
from twin_agents.historian.buffer import Buffer
from twin_agents.historian.columns import OFFSET, Kept, arrow_schema
from twin_agents.historian.part import Part
from twin_bus.codec import Codec, schema_id_of
from twin_bus.errors import BusUnavailable, Undecodable
from twin_bus.kafka import KafkaConnection
from twin_bus.ports import SchemaStore
from twin_ops.stored.unwritten import cluster_of
from twin_ops.stored.verifying import Damage
from twin_schemas.messages import CONTRACTS

ASIDE = ".damaged"  # behind the name of a file that was replaced; no reader takes it for one
_RECORDS = {record.contract.topic: record for record in CONTRACTS}
_WAIT_MS = 500


@dataclass(frozen=True)
class Bus:
    """What a cluster still has of the messages of a history.

    Attributes:
        connection: To its broker.
        schemas: Where schemas have their numbers.
    """

    connection: KafkaConnection
    schemas: SchemaStore

    async def first_of(self, damage: Damage) -> int | None:
        """First offset that the bus still has of a damaged file's partition.

        None if it has nothing of that cluster.

        Raises:
            BusUnavailable: The broker does not answer.
        """
        try:
            if await cluster_of(self.connection) != damage.cluster:
                return None
            consumer = AIOKafkaConsumer(**self.connection.options())
            await consumer.start()
            try:
                place = TopicPartition(damage.part.topic, damage.part.partition)
                return int((await consumer.beginning_offsets([place]))[place])
            finally:
                await consumer.stop()
        except (KafkaError, OSError) as error:
            raise BusUnavailable(f"Kafka {self.connection}: {error!r}") from error

    async def mend(self, damage: Damage) -> int:
        """Writes a file again, and keeps a damaged one beside it; tells how many messages.

        It may be done while the historian runs: the new file has the same name and messages, and
        is there in one step.

        Raises:
            BusUnavailable: The broker does not answer.
            RegistryUnavailable: The registry does not answer.
            OSError: It can not be written.
        """
        table = await self._messages(damage.part)
        if table.num_rows:
            _put_aside(damage.path)
            Archive(damage.folder).add(damage.part, table)
        return int(table.num_rows)

    async def _messages(self, part: Part) -> pa.Table:
        record = _RECORDS[part.topic]
        codec, schema = Codec(self.schemas), arrow_schema(record)
        await codec.prepare([record])
        buffer = Buffer({part.topic: schema})
        async for message in self._between(part):
            try:
                fields = (await codec.read(message.value, record)).__dict__
            except Undecodable:  # as the historian did
                continue
            place = message.partition, message.offset
            kept = Kept(*place, message.timestamp, schema_id_of(message.value), fields)
            buffer.add(part.topic, kept)
        tables = [table for _, table in buffer.drain()]
        found = pa.concat_tables(tables) if tables else schema.empty_table()
        by = [record.contract.key, OFFSET] if part.whole else [OFFSET]
        return found.sort_by([(name, "ascending") for name in by])

    async def _between(self, part: Part) -> AsyncIterator[Any]:
        place = TopicPartition(part.topic, part.partition)
        consumer = AIOKafkaConsumer(**self.connection.options())
        try:
            await consumer.start()
            consumer.assign([place])
            consumer.seek(place, part.first)
            end = min(part.last + 1, (await consumer.end_offsets([place]))[place])
            while await consumer.position(place) < end:
                for message in (await consumer.getmany(place, timeout_ms=_WAIT_MS)).get(place, []):
                    if message.offset < end and message.value is not None:
                        yield message
        except (KafkaError, OSError) as error:
            raise BusUnavailable(f"Kafka {self.connection}: {error!r}") from error
        finally:
            await consumer.stop()


def _put_aside(path: Path) -> None:
    """Gives it a second name: the first one is replaced in one step."""
    if not path.exists():
        return
    aside = path.with_name(path.name + ASIDE)
    aside.unlink(missing_ok=True)
    aside.hardlink_to(path)
