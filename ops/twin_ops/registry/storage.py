"""The `_schemas` topic: every change is written first and takes effect when it is read back."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError

from twin_bus.kafka import KafkaConnection
from twin_ops.registry.catalogue import Catalogue, Registered
from twin_ops.registry.errors import StorageUnavailable
from twin_ops.topics import replication

log = logging.getLogger(__name__)
TOPIC = "_schemas"
_PARTITION = TopicPartition(TOPIC, 0)
_PATIENCE = 10.0
_PAUSE = 0.5


@dataclass
class SchemaTopic:
    """Keeps a catalogue in step with the topic.

    Attributes:
        connection: How to reach Kafka, and as whom.
        catalogue: What the topic says.
        ready: Set once everything stored has been read.
        trouble: Why the topic cannot be read now; empty if it can.
    """

    connection: KafkaConnection
    catalogue: Catalogue = field(default_factory=Catalogue)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    trouble: str = "has not read the stored schemas yet"
    _position: int = 0
    _moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def follow(self) -> None:
        """Reads the topic for ever; starts over when the broker was away."""
        while True:
            try:
                await self._read()
            except (KafkaError, OSError) as error:
                self.trouble = f"Kafka {self.connection}: {error!r}"
                log.warning("%s", self.trouble)
            await asyncio.sleep(_PAUSE)

    async def _read(self) -> None:
        await self._ensure_topic()
        consumer = AIOKafkaConsumer(**self.connection.options(), auto_offset_reset="earliest")
        consumer.assign([_PARTITION])
        try:
            await consumer.start()
            await consumer.seek_to_beginning(_PARTITION)
            end = (await consumer.end_offsets([_PARTITION]))[_PARTITION]
            while True:
                await self._advance(await consumer.position(_PARTITION), end)
                for record in (await consumer.getmany(timeout_ms=500)).get(_PARTITION, []):
                    self._apply(record)
        finally:
            await consumer.stop()

    async def _ensure_topic(self) -> None:
        admin = AIOKafkaAdminClient(**self.connection.options())
        try:
            await admin.start()
            if TOPIC not in await admin.list_topics():
                copies = await replication(admin)
                compacted = NewTopic(TOPIC, 1, copies, topic_configs={"cleanup.policy": "compact"})
                await admin.create_topics([compacted])
        finally:
            await admin.close()

    async def _advance(self, position: int, end: int) -> None:
        async with self._moved:
            self._position = position
            self._moved.notify_all()
        if position >= end and not self.ready.is_set():
            self.ready.set()
        if self.ready.is_set():
            self.trouble = ""

    def _apply(self, record: Any) -> None:
        try:
            value = None if record.value is None else json.loads(record.value)
            self.catalogue.apply(json.loads(record.key), value)
        except (ValueError, KeyError, TypeError) as error:
            log.error("%s@%d is no registry entry: %r", TOPIC, record.offset, error)  # noqa: TRY400

    async def store(self, entry: Registered) -> None:
        """Writes a version and waits until it is in the catalogue.

        Raises:
            StorageUnavailable: If Kafka does not take it in time.
        """
        key = {"keytype": "SCHEMA", "subject": entry.subject, "version": entry.version, "magic": 1}
        value = {
            "subject": entry.subject,
            "version": entry.version,
            "id": entry.id,
            "schema": entry.schema,
            "deleted": entry.deleted,
        }
        await self._write(key, value)

    async def forget(self, entry: Registered) -> None:
        """Removes a version for good.

        Raises:
            StorageUnavailable: If Kafka does not take it in time.
        """
        key = {"keytype": "SCHEMA", "subject": entry.subject, "version": entry.version, "magic": 1}
        await self._write(key, None)

    async def configure(self, subject: str | None, level: str | None) -> None:
        """Sets, or with None removes, a compatibility level.

        Raises:
            StorageUnavailable: If Kafka does not take it in time.
        """
        key = {"keytype": "CONFIG", "subject": subject, "magic": 0}
        await self._write(key, None if level is None else {"compatibilityLevel": level})

    async def _write(self, key: dict[str, Any], value: dict[str, Any] | None) -> None:
        producer = AIOKafkaProducer(**self.connection.options(), request_timeout_ms=5_000)
        payload = None if value is None else json.dumps(value).encode()
        try:
            async with asyncio.timeout(_PATIENCE):
                await producer.start()
                sent = await producer.send_and_wait(TOPIC, payload, json.dumps(key).encode())
                async with self._moved:
                    await self._moved.wait_for(lambda: self._position > sent.offset)
        except (KafkaError, OSError, TimeoutError) as error:
            raise StorageUnavailable(f"Kafka {self.connection}: {error!r}") from error
        finally:
            await producer.stop()
