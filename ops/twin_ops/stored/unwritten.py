"""What the bus has and the history does not have yet."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pyarrow as pa
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from twin_agents.historian.columns import Kept, arrow_schema, table_of
from twin_agents.historian.reading import Reader
from twin_bus.codec import Codec, schema_id_of
from twin_bus.errors import BusUnavailable, Undecodable
from twin_bus.kafka import KafkaConnection, KafkaOpenTopics
from twin_bus.ports import SchemaStore

_WAIT_MS = 500


async def unwritten(
    connection: KafkaConnection, schemas: SchemaStore, reader: Reader, keys: Sequence[str]
) -> pa.Table:
    """Messages of these keys, or of all, behind the last one that has a file.

    Raises:
        BusUnavailable: The broker does not answer.
        RegistryUnavailable: The registry does not answer.
    """
    record, codec = reader.record, Codec(schemas)
    await codec.prepare([record])
    kept: list[Kept] = []
    wanted = {key.encode() for key in keys}
    try:
        async for message in _behind(connection, reader):
            if wanted and message.key not in wanted:
                continue
            try:
                fields = (await codec.read(message.value, record)).__dict__
            except Undecodable:  # is told by the historian
                continue
            schema_id = schema_id_of(message.value)
            place = message.partition, message.offset
            kept.append(Kept(*place, message.timestamp, schema_id, fields))
    except (KafkaError, OSError) as error:
        raise BusUnavailable(f"Kafka {connection}: {error!r}") from error
    return table_of(arrow_schema(record), kept)


async def cluster_of(connection: KafkaConnection) -> str:
    """Which cluster a broker belongs to; offsets mean nothing in another one.

    Raises:
        BusUnavailable: The broker does not answer.
    """
    return await KafkaOpenTopics(connection, client_id="twin.cli").cluster()


async def _behind(connection: KafkaConnection, reader: Reader) -> AsyncIterator[Any]:
    cluster = await cluster_of(connection)
    topic, written = reader.record.contract.topic, reader.written(cluster)
    consumer = AIOKafkaConsumer(topic, **connection.options())
    await consumer.start()
    try:
        places = consumer.assignment()
        begins, ends = await consumer.beginning_offsets(places), await consumer.end_offsets(places)
        for place in places:
            consumer.seek(place, max(begins[place], written.get(place.partition, 0)))
        while any([await consumer.position(place) < ends[place] for place in places]):
            for place, found in (await consumer.getmany(timeout_ms=_WAIT_MS)).items():
                for message in found:
                    if message.offset < ends[TopicPartition(topic, place.partition)]:
                        yield message
    finally:
        await consumer.stop()
