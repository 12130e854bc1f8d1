"""The runtime on a real broker: order, at least once, poison, a broker that goes away."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from tests.conftest import RunningKafka, start_kafka

from twin_bus.agent import Agent, on
from twin_bus.kafka import KafkaBus, KafkaConnection
from twin_bus.ports import Delivery
from twin_bus.runtime import AgentRuntime
from twin_bus.schema_registry import SchemaRegistry
from twin_ops.settings import Settings
from twin_ops.topics import ensure_topics
from twin_schemas.messages import LoginAttempted, RejectedMessage

pytestmark = pytest.mark.kafka


@dataclass
class Listener(Agent):
    """Remembers what it is given."""

    name = "listener"
    heard: list[int] = field(default_factory=list)
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    wanted: int = 1
    threads: set[str] = field(default_factory=set)

    @on(LoginAttempted)
    def listen(self, login: LoginAttempted) -> Iterator[LoginAttempted]:
        self.heard.append(login.time_ns)
        self.threads.add(threading.current_thread().name)
        if len(self.heard) >= self.wanted:
            self.enough.set()
        yield from ()


@dataclass
class Speaker(Agent):
    """Only publishes, through its outbox."""

    name = "speaker"
    emits = (LoginAttempted,)


def login(number: int) -> LoginAttempted:
    return LoginAttempted(user="ann", succeeded=True, client="here", time_ns=number)


@asynccontextmanager
async def running(
    agent: Agent, kafka: KafkaConnection, registry_url: str, *, apart: bool = False
) -> AsyncIterator[AgentRuntime]:
    store = SchemaRegistry(registry_url)
    runtime = AgentRuntime(agent, KafkaBus(kafka, client_id=agent.name, apart=apart), store)
    stop = asyncio.Event()
    task = asyncio.create_task(runtime.run(stop))
    try:
        yield runtime
    finally:
        stop.set()
        await task
        await store.close()


@pytest.fixture(scope="module")
def own_kafka(
    instance_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningKafka]:
    """A broker that the tests of this file may kill."""
    folder: Path = tmp_path_factory.mktemp("own-kafka")
    running_kafka = start_kafka(instance_settings, folder)
    asyncio.run(ensure_topics(running_kafka.connection))
    yield running_kafka
    running_kafka.stop()


async def send(kafka: KafkaConnection, value: bytes) -> None:
    producer = AIOKafkaProducer(**kafka.options())
    await producer.start()
    await producer.send_and_wait(LoginAttempted.contract.topic, value, b"ann")
    await producer.stop()


async def rejected(kafka: KafkaConnection) -> AsyncIterator[bytes]:
    consumer = AIOKafkaConsumer(
        RejectedMessage.contract.topic, **kafka.options(), auto_offset_reset="earliest"
    )
    await consumer.start()
    try:
        async for message in consumer:
            yield message.value
    finally:
        await consumer.stop()


@pytest.mark.parametrize("apart", [False, True])
async def test_what_is_offered_arrives_in_order_and_is_committed(
    own_kafka: RunningKafka, registry_url: str, apart: bool
):
    kafka, first = own_kafka.connection, 10_000 * apart
    listener = Listener(wanted=5_000)
    async with running(Speaker(), kafka, registry_url) as speaker:
        async with running(listener, kafka, registry_url, apart=apart):
            speaker.outbox.offer(login(first + n) for n in range(5_000))
            await asyncio.wait_for(listener.enough.wait(), 30)
            reads_apart = "reading" in {thread.name for thread in threading.enumerate()}
        assert [n - first for n in listener.heard if n >= first] == list(range(5_000))
        assert (listener.threads, reads_apart) == ({threading.current_thread().name}, apart)
        assert "reading" not in {thread.name for thread in threading.enumerate()}
        again = Listener(wanted=1)
        async with running(again, kafka, registry_url, apart=apart):
            speaker.outbox.offer([login(first + 5_000)])
            await asyncio.wait_for(again.enough.wait(), 30)
        assert again.heard[0] == first + 5_000


@dataclass
class Reading:
    """One group's places on a topic, as its batches come; may never have done with one."""

    bus: KafkaBus
    finishes: bool
    offsets: list[int] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, records: Sequence[Delivery]) -> Awaitable[None]:
        self.offsets += [record.offset for record in records]
        self.came.set()
        if not self.finishes:
            await asyncio.Event().wait()
        return asyncio.sleep(0)

    async def until_one_came(self) -> None:
        topics, group = [LoginAttempted.contract.topic], f"reading-{self.bus.apart}"
        self.bus.subscribe(topics, group=group, start="resume", on_batch=self.take)
        await self.bus.start()
        await asyncio.wait_for(self.came.wait(), 30)
        await asyncio.wait_for(self.bus.stop(), 30)


@pytest.mark.parametrize("apart", [False, True])
async def test_a_batch_that_is_in_hand_at_a_stop_comes_again(own_kafka: RunningKafka, apart: bool):
    kafka = own_kafka.connection
    await send(kafka, b"anything")
    one, other = (
        Reading(KafkaBus(kafka, client_id="reading", apart=apart), finishes)
        for finishes in (False, True)
    )
    await one.until_one_came()
    await other.until_one_came()
    assert other.offsets[0] == one.offsets[0]


async def test_raw_bytes_on_a_topic_are_rejected_with_a_reason(
    own_kafka: RunningKafka, registry_url: str
):
    listener = Listener(wanted=1)
    async with running(listener, own_kafka.connection, registry_url):
        await send(own_kafka.connection, b"poison")
        async with asyncio.timeout(30):
            async for value in rejected(own_kafka.connection):
                if b"poison" in value:
                    assert b"magic" in value
                    break


async def test_nothing_that_was_taken_is_lost_when_the_broker_is_killed(
    own_kafka: RunningKafka, registry_url: str
):
    listener = Listener(wanted=1)
    async with (
        running(Speaker(), own_kafka.connection, registry_url) as speaker,
        running(listener, own_kafka.connection, registry_url),
    ):
        speaker.outbox.offer([login(100_000)])
        await asyncio.wait_for(listener.enough.wait(), 30)
        await asyncio.to_thread(own_kafka.stop, 9)
        listener.enough.clear()
        listener.wanted = len(listener.heard) + 3_000
        for n in range(3_000):
            speaker.outbox.offer([login(200_000 + n)])
        with suppress(TimeoutError):
            await asyncio.wait_for(speaker.outbox.drained(), 1)
        assert len(speaker.outbox) == 3_000
        await asyncio.to_thread(own_kafka.start)
        await asyncio.wait_for(listener.enough.wait(), 90)
        assert speaker.outbox.dropped == 0
    after = list(dict.fromkeys(n for n in listener.heard if n >= 200_000))
    assert after == list(range(200_000, 203_000))
