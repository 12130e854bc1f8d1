"""What bus/README.md promises, on a real broker, each promise under its fault.

Poison and a killed broker are in `test_kafka_bus.py`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from tests.conftest import RunningKafka, free_base, wait_for
from tests.integration import guarantee_agent
from tests.integration.guarantee_agent import Repeater, Step, Stepper, StepTaken

from twin_bus.agent import Agent, on
from twin_bus.clock import Clock, SystemClock
from twin_bus.codec import Codec
from twin_bus.kafka import BATCH_RECORDS, KafkaBus, KafkaConnection
from twin_bus.kafka.groups import described
from twin_bus.runtime import AgentRuntime
from twin_bus.runtime.metrics import count
from twin_bus.schema_registry import SchemaRegistry
from twin_ops.topics import ensure_topics
from twin_schemas.avro import avro_schema

pytestmark = pytest.mark.kafka
PATHS = [f"path-{k}" for k in range(8)]
_HOUR_NS = 3_600 * 10**9
_PARTITIONS = 4
LARGEST = b"x" * 1_048_480  # Kafka takes 1 048 588 bytes with what is around it


def steps(begin: int, end: int) -> list[Step]:
    """The same numbers on each path."""
    return [Step(path=path, number=n) for n in range(begin, end) for path in PATHS]


def by_path(found: Iterable[Step | StepTaken]) -> dict[str, list[int]]:
    """Numbers of each path in the order they came, repetitions left out."""
    numbers: dict[str, dict[int, None]] = defaultdict(dict)
    for step in found:
        numbers[step.path][step.number] = None
    return {path: list(seen) for path, seen in numbers.items()}


def in_order(count: int) -> dict[str, list[int]]:
    return {path: list(range(count)) for path in PATHS}


@dataclass
class Place:
    """A broker and a registry, with topics that no other test uses.

    Attributes:
        kafka: How to reach the broker.
        registry_url: Registry of the session.
    """

    kafka: KafkaConnection
    registry_url: str

    @asynccontextmanager
    async def running(
        self, agent: Agent, clock: Clock | None = None, registry_url: str = ""
    ) -> AsyncIterator[AgentRuntime]:
        store = SchemaRegistry(registry_url or self.registry_url)
        bus = KafkaBus(self.kafka, client_id=agent.name)
        runtime = AgentRuntime(agent, bus, store, clock or SystemClock())
        stop = asyncio.Event()
        task = asyncio.create_task(runtime.run(stop))
        try:
            yield runtime
        finally:
            stop.set()
            await task
            await store.close()

    def process(self, before_death: int) -> subprocess.Popen[bytes]:
        words = [self.kafka.servers, self.registry_url, str(before_death)]
        return subprocess.Popen([sys.executable, guarantee_agent.__file__, *words])

    async def empty_topics(self) -> None:
        names = [Step.contract.topic, StepTaken.contract.topic]
        admin = AIOKafkaAdminClient(**self.kafka.options())
        await admin.start()
        try:
            there = set(await admin.list_topics())
            if old := [name for name in names if name in there]:
                await admin.delete_topics(old)
            while there & set(names):
                there = set(await admin.list_topics())
            await admin.create_topics([NewTopic(name, _PARTITIONS, 1) for name in names])
        finally:
            await admin.close()

    async def members(self, group: str) -> int:
        """Members that the broker still counts in a group."""
        admin = AIOKafkaAdminClient(**self.kafka.options())
        await admin.start()
        try:
            return sum(len(one[5]) for one in await described(admin, [group]))
        finally:
            await admin.close()

    async def published(self, count: int) -> list[tuple[bytes, StepTaken]]:
        """Id and content of what the repeaters published, until all numbers are there."""
        store = SchemaRegistry(self.registry_url)
        codec = Codec(store)
        await codec.prepare([StepTaken])
        consumer = AIOKafkaConsumer(
            StepTaken.contract.topic, **self.kafka.options(), auto_offset_reset="earliest"
        )
        await consumer.start()
        found: list[tuple[bytes, StepTaken]] = []
        missing = {(path, n) for path in PATHS for n in range(count)}
        try:
            async with asyncio.timeout(30):
                while missing:
                    message = await consumer.getone()
                    taken = codec.decode(message.value, StepTaken)
                    found.append((dict(message.headers)["ce_id"], taken))
                    missing.discard((taken.path, taken.number))
        finally:
            await consumer.stop()
            await store.close()
        return found


@pytest.fixture
async def place(kafka: RunningKafka, registry_url: str) -> Place:
    made = Place(kafka.connection, registry_url)
    await ensure_topics(made.kafka)
    await made.empty_topics()
    return made


async def offered(place: Place, records: list[Step]) -> None:
    """Returns when the records are on the bus."""
    async with place.running(Stepper()) as stepper:
        stepper.outbox.offer(records)
        await asyncio.wait_for(stepper.outbox.drained(), 30)


async def test_an_agent_killed_between_publish_and_commit_loses_nothing(place: Place):
    await offered(place, steps(0, 150))
    dying = place.process(before_death=1)
    assert await asyncio.to_thread(dying.wait, 60) == -signal.SIGKILL
    await offered(place, steps(150, 300))
    living = place.process(before_death=0)
    try:
        found = await place.published(300)
    finally:
        living.terminate()
        await asyncio.to_thread(living.wait, 30)
    assert by_path(taken for _, taken in found) == in_order(300)
    # What was on the bus before the kill is made again, and its id says so.
    messages = 300 * len(PATHS)
    assert len(found) > messages
    assert len({number for number, _ in found}) == messages
    assert len({(number, taken.path, taken.number) for number, taken in found}) == messages


async def test_members_that_join_and_leave_lose_nothing_and_keep_the_order(place: Place):
    first, second = Repeater(member="first", wanted=400), Repeater(member="second", wanted=400)
    sent = 0
    async with place.running(Stepper()) as stepper, place.running(first):

        async def flow_until(enough: asyncio.Event) -> None:
            nonlocal sent
            async with asyncio.timeout(30):
                while not enough.is_set():
                    stepper.outbox.offer(steps(sent, sent + 5))
                    sent += 5
                    await asyncio.sleep(0.01)

        await flow_until(first.enough)
        async with place.running(second):
            await flow_until(second.enough)
        first.enough.clear()
        first.wanted = len(first.taken) + 1_000
        await flow_until(first.enough)
        found = await place.published(sent)
    assert by_path(taken for _, taken in found) == in_order(sent)
    assert {taken.member for _, taken in found} == {"first", "second"}
    assert len({number for number, _ in found}) == sent * len(PATHS)


@dataclass
class OwnRegistry:
    """A registry that a test may kill and start again, on the session's broker."""

    environment: dict[str, str]
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "twin_ops.run", "registry"]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, env=self.environment, stdout=quiet, stderr=quiet)
        wait_for(self.answers, 30, "the registry answers")

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/subjects", trust_env=False).is_success
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)


@pytest.fixture
def own_registry(kafka: RunningKafka, tmp_path: Path) -> Iterator[OwnRegistry]:
    base = free_base()
    environment = os.environ | {
        "TWIN_HOME": str(tmp_path),
        "TWIN_PORT_BASE": str(base),
        "TWIN_KAFKA": kafka.servers,
    }
    made = OwnRegistry(environment, base + 3)
    yield made
    made.kill()


async def until(condition: Callable[[], bool]) -> None:
    """Polls what a runtime says of itself; it has no event for it."""
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def newer_schema(registry_url: str) -> bytes:
    """Head of messages of a writer whose contract has one more field, with its schema's id."""
    store = SchemaRegistry(registry_url)
    newer = avro_schema(Step)
    newer["fields"].append({"name": "remark", "type": "string", "default": ""})
    number = await store.register(Step.contract.registry_subject, newer)
    await store.close()
    return b"\0" + number.to_bytes(4)


async def test_without_a_registry_an_agent_waits_and_goes_on_when_it_is_back(
    place: Place, own_registry: OwnRegistry
):
    repeater = Repeater(wanted=80)
    async with place.running(repeater, registry_url=own_registry.url) as runtime:
        await offered(place, steps(0, 10))
        await until(lambda: "schema registry" in runtime.health().reason)
        assert runtime.health().state == "starting"
        await asyncio.to_thread(own_registry.start)
        await asyncio.wait_for(repeater.enough.wait(), 30)
        await until(lambda: runtime.health().state == "healthy")

        head = await newer_schema(own_registry.url)
        await asyncio.to_thread(own_registry.kill)
        encode = runtime._codec.encode
        strange = [
            (Step.contract.topic, s.path.encode(), head + encode(s)[5:] + b"\0", [])
            for s in steps(10, 11)
        ]
        await runtime.bus.publish(strange)
        await offered(place, steps(11, 20))
        await until(lambda: "schema registry" in runtime.health().reason)
        assert runtime.health().state == "degraded"
        repeater.enough.clear()
        repeater.wanted = 160
        await asyncio.to_thread(own_registry.start)
        await asyncio.wait_for(repeater.enough.wait(), 30)
        await until(lambda: runtime.health().state == "healthy")
        found = await place.published(20)
    assert by_path(taken for _, taken in found) == in_order(20)
    assert runtime.health().rejected == 0


async def test_poison_as_large_as_the_broker_takes_does_not_hold_up_the_rest(place: Place):
    repeater = Repeater(wanted=80)
    async with place.running(repeater) as runtime:
        await until(lambda: runtime.status.ready)
        await runtime.bus.publish([(Step.contract.topic, PATHS[0].encode(), LARGEST, [])])
        await offered(place, steps(0, 10))
        await asyncio.wait_for(repeater.enough.wait(), 30)
        await until(lambda: not count(runtime.metrics.in_hand))
        assert (runtime.health().state, runtime.health().rejected) == ("healthy", 1)


@dataclass
class Hand:
    """A clock that the test sets."""

    offset_ns: int = 0

    def now_ns(self) -> int:
        return time.time_ns() + self.offset_ns


async def test_a_clock_that_jumps_changes_neither_health_nor_order(place: Place):
    clock, repeater = Hand(), Repeater()
    async with (
        place.running(Stepper(), clock) as stepper,
        place.running(repeater, clock) as runtime,
    ):
        for round_, offset in enumerate((0, _HOUR_NS, -_HOUR_NS, 0)):
            clock.offset_ns = offset
            repeater.enough.clear()
            repeater.wanted = len(PATHS) * 50 * (round_ + 1)
            stepper.outbox.offer(steps(50 * round_, 50 * round_ + 50))
            await asyncio.wait_for(repeater.enough.wait(), 30)
            await until(lambda: not count(runtime.metrics.in_hand))
            health = runtime.health()
            assert (health.state, health.reason, health.rejected) == ("healthy", "", 0)
            assert abs(health.time_ns - clock.now_ns()) < _HOUR_NS / 60
    assert by_path(repeater.taken) == in_order(200)
    assert len(repeater.taken) == 200 * len(PATHS)


@dataclass
class Slow(Agent):
    """Takes its time, and looks at what the runtime holds meanwhile."""

    name = "slow"
    handled: int = 0
    most_in_hand: int = 0
    wanted: int = 300
    in_hand: Callable[[], int] = int
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    @on(Step)
    def take(self, _step: Step) -> Iterator[Step]:
        time.sleep(0.002)
        self.handled += 1
        self.most_in_hand = max(self.most_in_hand, self.in_hand())
        if self.handled == self.wanted:
            self.enough.set()
        yield from ()


async def test_a_slow_consumer_holds_no_more_than_two_batches(place: Place):
    await offered(place, steps(0, 6_000))
    slow = Slow()
    async with place.running(slow) as runtime:
        slow.in_hand = lambda: count(runtime.metrics.in_hand)
        await asyncio.wait_for(slow.enough.wait(), 30)
        waiting, handled = 6_000 * len(PATHS) - slow.handled, slow.handled
    assert waiting > 100 * handled
    assert 0 < slow.most_in_hand <= 2 * BATCH_RECORDS
    # It was told to stop in the middle of a batch, and the rest of the group need not wait for it.
    assert await place.members(f"twin.{slow.name}") == 0
    assert slow.handled < BATCH_RECORDS
