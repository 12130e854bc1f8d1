"""Reading topics that come and go, without a consumer group."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from twin_bus.kafka.connection import KafkaConnection
from twin_bus.open_topics import Backlog, Begin, Deliver

log = logging.getLogger(__name__)
_PAUSE = 0.5
_WAIT_MS = 100
_BATCH_RECORDS = 2_000


@dataclass
class KafkaFeed:
    """One consumer whose partitions follow what was added.

    Attributes:
        connection: How to reach Kafka, and as whom.
        client_id: Name shown in the broker's logs.
    """

    connection: KafkaConnection
    client_id: str
    _topics: dict[str, Begin] = field(default_factory=dict, init=False)
    _positions: dict[TopicPartition, int] = field(default_factory=dict, init=False)
    _changed: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def add(self, topic: str, begin: Begin) -> None:
        """Reads this topic too; without effect if it is read already."""
        if topic not in self._topics:
            self._topics[topic] = begin
            self._changed.set()

    def remove(self, topic: str) -> None:
        """Reads it no more."""
        if self._topics.pop(topic, None) is not None:
            for place in [p for p in self._positions if p.topic == topic]:
                del self._positions[place]
            self._changed.set()

    async def run(self, deliver: Deliver) -> None:
        """Delivers until cancelled; goes on where it was when the broker was away."""
        while True:
            try:
                await self._read(deliver)
            except (KafkaError, OSError) as error:
                log.warning("feed from Kafka %s: %r; trying again", self.connection, error)
                await asyncio.sleep(_PAUSE)

    async def _read(self, deliver: Deliver) -> None:
        await self._some_topic()
        consumer = AIOKafkaConsumer(
            **self.connection.options(), client_id=self.client_id, auto_offset_reset="earliest"
        )
        await consumer.start()
        try:
            self._changed.set()
            while self._topics:
                if self._changed.is_set():
                    self._changed.clear()
                    await self._assign(consumer)
                batches = await consumer.getmany(timeout_ms=_WAIT_MS, max_records=_BATCH_RECORDS)
                for place, records in batches.items():
                    if place in self._positions:
                        await deliver(records)
                    if place in self._positions:  # else it was removed meanwhile
                        self._positions[place] = records[-1].offset + 1
        finally:
            await consumer.stop()

    async def _some_topic(self) -> None:
        while not self._topics:
            self._changed.clear()
            await self._changed.wait()

    async def _assign(self, consumer: AIOKafkaConsumer) -> None:
        partitions = await self._partitions()
        fresh = [place for place in partitions if place not in self._positions]
        consumer.assign(partitions)
        begins = await consumer.beginning_offsets(fresh) if fresh else {}
        ends = await consumer.end_offsets(fresh) if fresh else {}
        for place in fresh:
            if (begin := self._topics.get(place.topic)) is None:
                continue  # it was removed while the broker was asked
            if isinstance(begin, Backlog):
                first = ends[place] - begin.messages
            else:
                first = begin.get(place.partition, 0)
            self._positions[place] = max(begins[place], first)
        for place in partitions:
            if place in self._positions:
                consumer.seek(place, self._positions[place])

    async def _partitions(self) -> list[TopicPartition]:
        admin = AIOKafkaAdminClient(**self.connection.options())
        try:
            await admin.start()
            described = await admin.describe_topics(sorted(self._topics))
        finally:
            await admin.close()
        return [
            TopicPartition(topic["topic"], partition["partition"])
            for topic in described
            if topic["topic"] in self._topics
            for partition in topic["partitions"]
        ]
