"""Publishing whole batches with an idempotent producer."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from twin_bus.errors import BusUnavailable
from twin_bus.kafka.connection import KafkaConnection
from twin_bus.kafka.partition import partition_of
from twin_bus.ports import Outgoing

if TYPE_CHECKING:
    from twin_bus.message_columns import MessageColumns

log = logging.getLogger(__name__)


@dataclass
class BatchProducer:
    """Sends messages in record batches, one future per batch.

    Attributes:
        connection: How to reach Kafka, and as whom.
        client_id: Name shown in the broker's logs.
    """

    connection: KafkaConnection
    client_id: str
    _producer: AIOKafkaProducer | None = field(default=None, init=False)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        """Returns when every message is acknowledged by all in-sync replicas.

        Raises:
            BusUnavailable: If the broker does not answer; part may have been published.
        """
        async with self._broken_discarded() as producer:
            await self._send(producer, messages)

    async def publish_columns(self, columns: Sequence[MessageColumns]) -> None:
        """The same for many messages of a topic that are columns already.

        Raises:
            BusUnavailable: As of `publish`.
        """
        async with self._broken_discarded() as producer:
            # Arrow takes 0.1 s to import, which most processes do without.
            from twin_bus.kafka.column_sending import enqueue_columns

            futures = [
                future for some in columns for future in await enqueue_columns(producer, some)
            ]
            await asyncio.gather(*futures)

    @contextlib.asynccontextmanager
    async def _broken_discarded(self) -> AsyncIterator[AIOKafkaProducer]:
        async with self._lock:
            try:
                yield await self._started()
            except (KafkaError, OSError, TimeoutError) as error:
                # A producer that met a fatal error refuses for ever; a new one gets a new id.
                await self._discard()
                raise BusUnavailable(f"Kafka {self.connection}: {error!r}") from error

    async def _started(self) -> AIOKafkaProducer:
        if self._producer is None:
            producer = AIOKafkaProducer(
                **self.connection.options(),
                client_id=self.client_id,
                enable_idempotence=True,
                max_batch_size=512 * 1024,
                request_timeout_ms=10_000,
            )
            try:
                await producer.start()
            except BaseException:
                await producer.stop()
                raise
            self._producer = producer
        return self._producer

    async def _send(self, producer: AIOKafkaProducer, messages: Sequence[Outgoing]) -> None:
        topics = {message[0] for message in messages}
        partitions = {topic: len(await producer.partitions_for(topic)) for topic in topics}
        groups = _by_partition(messages, partitions)
        futures = [
            future
            for (topic, partition), group in groups.items()
            for future in await _enqueue(producer, topic, partition, group)
        ]
        await asyncio.gather(*futures)

    async def _discard(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            try:
                await asyncio.wait_for(producer.stop(), 5.0)
            except (KafkaError, TimeoutError) as error:
                log.warning("a broken producer did not stop: %r", error)

    async def stop(self) -> None:
        """Flushes and disconnects."""
        async with self._lock:
            await self._discard()


def _by_partition(
    messages: Sequence[Outgoing], partitions: Mapping[str, int]
) -> dict[tuple[str, int], list[Outgoing]]:
    groups: dict[tuple[str, int], list[Outgoing]] = defaultdict(list)
    group_of: dict[tuple[str, bytes], list[Outgoing]] = {}
    for message in messages:
        where = message[:2]
        group = group_of.get(where)
        if group is None:
            topic, key = where
            group = group_of[where] = groups[topic, partition_of(key, partitions[topic])]
        group.append(message)
    return groups


async def _enqueue(
    producer: AIOKafkaProducer, topic: str, partition: int, messages: Sequence[Outgoing]
) -> list[asyncio.Future[object]]:
    futures: list[asyncio.Future[object]] = []
    batch = producer.create_batch()
    for _, key, value, headers in messages:
        if batch.append(key=key, value=value, timestamp=None, headers=headers) is None:
            futures.append(await producer.send_batch(batch, topic, partition=partition))
            batch = producer.create_batch()
            batch.append(key=key, value=value, timestamp=None, headers=headers)
    futures.append(await producer.send_batch(batch, topic, partition=partition))
    return futures
