"""A flood of alarms among many values: how long until each is told, and in which order."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

import fastavro
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from twin_agents.alarms import Alarms
from twin_bus.codec import Codec
from twin_bus.kafka import KafkaBus, KafkaConnection
from twin_bus.memory import MemorySchemas
from twin_bus.runtime import AgentRuntime
from twin_bus.runtime.envelope import Envelope, new_trace
from twin_ops.bench.bus import measurement
from twin_ops.bench.line import BenchLine, line
from twin_ops.topics import ensure_topics
from twin_schemas.alarm_events import AlarmChanged
from twin_schemas.alarms import AlarmDefinition
from twin_schemas.avro import avro_schema
from twin_schemas.messages import CONTRACTS, Measurement

ALARMS, FLOOD, SECONDS = 10_000, 1_000, 10
_STEPS_A_SECOND = 10
_LIMIT, _REST = 100.0, 50.0
Handling = Callable[[], AbstractAsyncContextManager[None]]
_SOURCE, _TARGET = Measurement.contract.topic, AlarmChanged.contract.topic


async def bench_alarms(kafka: KafkaConnection) -> list[BenchLine]:
    """Time from a value to its alarm, of 1,000 alarms in 10 s among 10,000 values a second.

    The baseline is a bare loop that compares each value with one limit and publishes what is
    beyond; it knows no states, delays, journal or interlocks. Both have to tell all in order.

    Raises:
        RuntimeError: If an alarm is missing or out of order.
    """
    await ensure_topics(kafka)
    store = MemorySchemas([*CONTRACTS])
    agent = await _flooded(kafka, store, lambda: _with_runtime(kafka, store))
    bare = await _flooded(kafka, store, lambda: _bare(kafka))
    return [
        line("alarm_flood_p99", _p99(agent), "ms", _p99(bare)),
        line("alarm_flood_longest", max(agent), "ms", max(bare)),
    ]


def _p99(lags: list[float]) -> float:
    return sorted(lags)[int(0.99 * len(lags))]


async def _flooded(kafka: KafkaConnection, store: MemorySchemas, handling: Handling) -> list[float]:
    """Milliseconds from each value to its alarm."""
    consumer = AIOKafkaConsumer(**kafka.options())
    await consumer.start()
    consumer.assign([TopicPartition(_TARGET, 0)])
    await consumer.seek_to_end()
    try:
        async with handling():
            told = asyncio.create_task(_told(consumer))
            await _play(kafka, store)
            return await asyncio.wait_for(told, 60)
    finally:
        await consumer.stop()


async def _told(consumer: AIOKafkaConsumer) -> list[float]:
    schema = fastavro.parse_schema(avro_schema(AlarmChanged))
    lags: list[float] = []
    tags: list[str] = []
    while len(tags) < FLOOD:
        message = await consumer.getone()
        read: Any = fastavro.schemaless_reader(io.BytesIO(message.value[5:]), schema, None)
        lags.append((time.time_ns() - read["time_ns"]) / 1e6)
        tags.append(read["tag"])
    if tags != [_tag(number) for number in range(FLOOD)]:
        raise RuntimeError("an alarm is missing, came twice or is out of order")
    return lags


def _tag(number: int) -> str:
    return f"TT-{number}"


async def _play(kafka: KafkaConnection, store: MemorySchemas) -> None:
    """All tags once a second; a hundred of them a second pass their limit, and stay there."""
    codec = Codec(store)
    await codec.prepare([Measurement])
    envelope, bus = Envelope("bench", codec), KafkaBus(kafka, client_id="bench.play")
    steps = SECONDS * _STEPS_A_SECOND
    each, begun = FLOOD // steps, time.monotonic()
    share = ALARMS // _STEPS_A_SECOND
    for step in range(steps):
        beyond, first = (step + 1) * each, step % _STEPS_A_SECOND * share
        numbers = [*range(first, first + share), *range(step * each, beyond)]
        now = time.time_ns()
        batch = [
            replace(
                measurement(n, _tag(n)), value=_LIMIT if n < beyond else _REST, ingest_time_ns=now
            )
            for n in sorted(set(numbers))
        ]
        await bus.publish(envelope.wrap(batch, new_trace()))
        await asyncio.sleep(max(0.0, begun + (step + 1) / _STEPS_A_SECOND - time.monotonic()))
    await bus.stop()


def _definition(number: int) -> AlarmDefinition:
    return AlarmDefinition(
        name=f"{_tag(number)}.high_high",
        tag=_tag(number),
        limit="high_high",
        setting=_LIMIT,
        unit="kg/s",
        deadband=1.0,
        on_delay_ns=0,
        off_delay_ns=0,
        stale_ns=3_600_000_000_000,
        priority="high",
    )


@asynccontextmanager
async def _with_runtime(kafka: KafkaConnection, store: MemorySchemas) -> AsyncIterator[None]:
    agent = Alarms([_definition(number) for number in range(ALARMS)])
    runtime, stop = AgentRuntime(agent, KafkaBus(kafka, client_id="bench"), store), asyncio.Event()
    running = asyncio.create_task(runtime.run(stop))
    while not runtime.status.ready:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        stop.set()
        await running


@asynccontextmanager
async def _bare(kafka: KafkaConnection) -> AsyncIterator[None]:
    consumer = AIOKafkaConsumer(**kafka.options())
    producer = AIOKafkaProducer(**kafka.options(), enable_idempotence=True)
    await consumer.start()
    await producer.start()
    consumer.assign([TopicPartition(_SOURCE, 0)])
    await consumer.seek_to_end()
    running = asyncio.create_task(_compare(consumer, producer))
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await consumer.stop()
        await producer.stop()


async def _compare(consumer: AIOKafkaConsumer, producer: AIOKafkaProducer) -> None:
    reader = fastavro.parse_schema(avro_schema(Measurement))
    writer = fastavro.parse_schema(avro_schema(AlarmChanged))
    raised: set[str] = set()
    while True:
        batches = await consumer.getmany(timeout_ms=100)
        sent: list[Awaitable[object]] = []
        for message in (m for batch in batches.values() for m in batch):
            value: Any = fastavro.schemaless_reader(io.BytesIO(message.value[5:]), reader, None)
            if value["value"] >= _LIMIT and value["tag"] not in raised:
                raised.add(value["tag"])
                buffer = io.BytesIO(message.value[:5])
                buffer.seek(5)
                fastavro.schemaless_writer(buffer, writer, _told_of(value))
                sent.append(await producer.send(_TARGET, buffer.getvalue(), message.key))
        await asyncio.gather(*sent)


def _told_of(value: dict[str, Any]) -> dict[str, Any]:
    return {
        **dict.fromkeys(("alarm", "tag"), value["tag"]),
        "limit": "high_high",
        "state": "unacknowledged",
        "change": "raised",
        "priority": "high",
        "value": value["value"],
        "setting": _LIMIT,
        "unit": value["unit"],
        "occurrence": 1,
        "sequence": 1,
        "raised_ns": value["ingest_time_ns"],
        "time_ns": value["ingest_time_ns"],
        "origin": value["origin"],
    }
