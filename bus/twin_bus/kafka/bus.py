"""FastStream's Kafka broker behind the bus port."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from faststream import AckPolicy
from faststream.kafka import KafkaBroker, KafkaMessage
from faststream.security import BaseSecurity, SASLPlaintext, SASLScram512

from twin_bus.errors import BusUnavailable
from twin_bus.kafka.apart import ReadingThread
from twin_bus.kafka.commit import DeferredCommit
from twin_bus.kafka.connection import KafkaConnection
from twin_bus.kafka.producer import BatchProducer
from twin_bus.kafka.replay import Positions, after, replay
from twin_bus.ports import Delivery, OnBatch, Outgoing, Start

log = logging.getLogger(__name__)
# Whoever waits for a batch has it as soon as something is there. When nothing was within this time
# FastStream sleeps for as long again, so a short one costs turns and a long one would cost delay.
_BATCH_WAIT_MS = 10**13
BATCH_RECORDS = 5_000
_FETCH_BYTES = 4 * 1024 * 1024
# While a batch is handled aiokafka asks for all partitions but those that it has records of, and
# asks for these again only when that question is answered: so long may a message lie at the broker.
# A short time costs it a tenth of a core for five agents, so only who is waited for has one.
_FETCH_MS, _FETCH_APART_MS = 500, 50


async def _parse(records: tuple[Any, ...]) -> KafkaMessage:
    return KafkaMessage(body=records, raw_message=records, consumer=None)  # type: ignore[arg-type]


async def _decode(message: KafkaMessage) -> Any:
    return message.raw_message


def _security_of(connection: KafkaConnection) -> BaseSecurity:
    if not connection.user:
        return BaseSecurity(ssl_context=connection.tls())
    scheme = SASLPlaintext if connection.mechanism == "PLAIN" else SASLScram512
    return scheme(connection.user, connection.password, ssl_context=connection.tls())


@dataclass
class _Replay:
    topics: tuple[str, ...]
    on_batch: OnBatch
    positions: Positions = field(default_factory=dict)

    async def deliver_new(self, records: Sequence[Delivery]) -> Awaitable[None]:
        return await self.on_batch(after(self.positions, records))


@dataclass
class KafkaBus:
    """Batches from FastStream, committed once their handler has returned.

    Attributes:
        connection: How to reach Kafka, and as whom.
        client_id: Name shown in the broker's logs.
        apart: Whether to read in a thread of its own, see `ReadingThread`; batches are handled in
            the agent's event loop all the same.
    """

    connection: KafkaConnection
    client_id: str
    apart: bool = False
    _thread: ReadingThread | None = field(default=None, init=False)
    _broker: KafkaBroker = field(init=False)
    _producer: BatchProducer = field(init=False)
    _topics: set[str] = field(default_factory=set, init=False)
    _replays: list[_Replay] = field(default_factory=list, init=False)
    _commits: list[DeferredCommit] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._producer = BatchProducer(self.connection, self.client_id)
        self._broker = KafkaBroker(
            self.connection.servers,
            security=_security_of(self.connection),
            client_id=self.client_id,
            consumer_only=True,
            apply_types=False,
            logger=None,
            allow_auto_create_topics=False,
        )

    def subscribe(
        self, topics: Sequence[str], *, group: str, start: Start, on_batch: OnBatch
    ) -> None:
        """Has batches of these topics delivered; called before `start`."""
        self._topics.update(topics)
        if start == "replay":
            replayed = _Replay(tuple(topics), on_batch)
            self._replays.append(replayed)
            on_batch = replayed.deliver_new
        if self.apart:
            self._thread = self._thread or ReadingThread()
            on_batch = self._thread.handing_over(on_batch)
        subscriber = self._broker.subscriber(
            *topics,
            batch=True,
            group_id=group if start == "resume" else None,
            auto_offset_reset="latest" if start == "live" else "earliest",
            ack_policy=AckPolicy.MANUAL if start == "resume" else AckPolicy.ACK_FIRST,
            batch_timeout_ms=_BATCH_WAIT_MS,
            max_records=BATCH_RECORDS,
            max_partition_fetch_bytes=_FETCH_BYTES,
            fetch_max_wait_ms=_FETCH_APART_MS if self.apart else _FETCH_MS,
            parser=_parse,
            decoder=_decode,
        )
        commits = start == "resume"
        commit = DeferredCommit(on_batch, lambda: subscriber.consumer if commits else None)
        self._commits.append(commit)
        subscriber(commit.handle)

    async def start(self) -> None:
        """Connects and begins to deliver; what is replayed comes before everything else.

        Raises:
            BusUnavailable: If the broker does not answer or has not all topics yet.
        """
        try:
            await self._require_topics()
            for one in self._replays:
                one.positions = await replay(self.connection, one.topics, one.on_batch)
            await self._reading(self._broker.start())
        except (KafkaError, OSError) as error:
            await self._reading(self._broker.stop())
            raise BusUnavailable(f"Kafka {self.connection}: {error!r}") from error

    async def _reading(self, work: Coroutine[Any, Any, object]) -> None:
        """Does something where reading is done."""
        if self._thread is None:
            await work
        else:
            await self._thread.run(work)

    async def _require_topics(self) -> None:
        admin = AIOKafkaAdminClient(**self.connection.options())
        try:
            await admin.start()
            missing = self._topics - set(await admin.list_topics())
        finally:
            await admin.close()
        if missing:
            raise BusUnavailable(
                f"Kafka {self.connection} has no topic {', '.join(sorted(missing))}"
            )

    async def pause(self) -> None:
        """Ends delivery after the batch in hand, committed."""
        await self._reading(self._pause())

    async def _pause(self) -> None:
        await asyncio.gather(*(commit.finish() for commit in self._commits))
        await self._broker.stop()

    async def stop(self) -> None:
        """Gives up a batch that is still in hand, flushes what was published and disconnects."""
        await self._reading(self._abandon())
        if self._thread is not None:
            self._thread.end()
        await self._producer.stop()

    async def _abandon(self) -> None:
        for commit in self._commits:
            commit.abandon()
        # A pause that ran out of time has left the consumers open: their group would wait for them.
        await self._broker.stop()

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        """Returns when every message is acknowledged.

        Raises:
            BusUnavailable: If the broker does not answer; part may have been published.
        """
        await self._producer.publish(messages)
