"""The agent runtime beside a bare aiokafka and fastavro loop that does the same work."""

from __future__ import annotations

import asyncio
import gc
import io
import secrets
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import fastavro
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from twin_bus.agent import Agent, on
from twin_bus.codec import Codec
from twin_bus.kafka import KafkaBus, KafkaConnection
from twin_bus.memory import MemorySchemas
from twin_bus.ports import Delivery, OnBatch, Start
from twin_bus.runtime import AgentRuntime
from twin_bus.runtime.envelope import Envelope, new_trace
from twin_bus.runtime.metrics import count
from twin_ops.bench.line import BenchLine, line
from twin_ops.topics import ensure_topics
from twin_schemas.avro import avro_schema
from twin_schemas.messages import CONTRACTS, Measurement, Residual

MESSAGES = 100_000
_ROUNDS = 7
_SOURCE, _TARGET = Measurement.contract.topic, Residual.contract.topic
_BATCH = 5_000
Message = tuple[bytes, bytes, list[tuple[str, bytes]]]
# The runtime sets its own; a bare loop has what Python starts with.
PYTHONS_OWN = gc.get_threshold()
# Of the headers that the contracts ask for, those that all messages have in common.
_HEADERS = [
    ("ce_specversion", b"1.0"),
    ("ce_type", b"model.residual.v1"),
    ("ce_source", b"/agents/bench"),
    ("content-type", b"application/vnd.confluent.avro"),
]


@dataclass
class Copier(Agent):
    """One residual per measurement; what it costs is the runtime's own cost."""

    emits = (Residual,)

    name: str = "bench"  # type: ignore[misc]  # a consumer group of its own in each round

    @on(Measurement)
    def copy(self, measured: Measurement) -> Iterator[Residual]:
        yield Residual(
            tag=measured.tag,
            residual=0.0,
            measured=measured.value,
            simulated=measured.value,
            unit=measured.unit,
            quality=measured.quality,
            time_ns=measured.source_time_ns,
        )


@dataclass
class _TimedBus(KafkaBus):
    begun: float = 0.0

    def subscribe(
        self, topics: Sequence[str], *, group: str, start: Start, on_batch: OnBatch
    ) -> None:
        async def timed(records: Sequence[Delivery]) -> Awaitable[None]:
            self.begun = self.begun or time.perf_counter()
            return await on_batch(records)

        super().subscribe(topics, group=group, start=start, on_batch=timed)


async def bench_bus(kafka: KafkaConnection) -> list[BenchLine]:
    """Messages a second through the runtime and through bare loops, in turns, the best of seven.

    One loop does the same work: each message has its key and headers, its trace and a number of
    its own, and a batch is committed once it is acknowledged. The other does as little as it can:
    no headers, no commits. Neither looks at ranges, at what is left of a message or for a handler.

    All are timed from their first batch to the last acknowledgement, so connecting and joining
    a group are left out. The best, as other work on the machine only ever slows a round down.
    """
    await ensure_topics(kafka)
    store = MemorySchemas([*CONTRACTS])
    await _fill(kafka, store)
    runtime, same, least = [], [], []
    for _ in range(_ROUNDS):
        same.append(await _rate(lambda: _bare(kafka, same=True)))
        runtime.append(await _rate(lambda: _with_runtime(kafka, store)))
        least.append(await _rate(lambda: _bare(kafka, same=False)))
    rate = max(runtime)
    return [
        line("agent_runtime", rate, "msg/s", max(same)),
        line("agent_runtime_to_bare_without_headers_and_commits", rate, "msg/s", max(least)),
    ]


async def _rate(work: Callable[[], Awaitable[float]]) -> float:
    return MESSAGES / await work()


async def _fill(kafka: KafkaConnection, store: MemorySchemas) -> None:
    codec = Codec(store)
    await codec.prepare([Measurement])
    envelope = Envelope("bench", codec)
    bus = KafkaBus(kafka, client_id="bench.fill")
    for begin in range(0, MESSAGES, _BATCH):
        batch = [measurement(n) for n in range(begin, begin + _BATCH)]
        await bus.publish(envelope.wrap(batch, new_trace()))
    await bus.stop()


def measurement(number: int, tag: str = "FT-101") -> Measurement:
    """A message to measure with, told from others by its number."""
    return Measurement(
        tag=tag,
        value=number * 1.0,
        unit="kg/s",
        quality="good",
        source_time_ns=number,
        server_time_ns=number,
        ingest_time_ns=number,
        origin="plant",
        sequence=number,
    )


async def _with_runtime(kafka: KafkaConnection, store: MemorySchemas) -> float:
    agent = Copier(name=f"bench-{secrets.token_hex(4)}")
    bus = _TimedBus(kafka, client_id="bench")
    runtime = AgentRuntime(agent, bus, store)
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as both:
        both.create_task(runtime.run(stop))
        while count(runtime.metrics.published) < MESSAGES:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        elapsed = time.perf_counter() - bus.begun
        stop.set()
    return elapsed


async def _bare(kafka: KafkaConnection, *, same: bool) -> float:
    """Seconds of a loop that writes the same messages, or the values alone."""
    reader = fastavro.parse_schema(avro_schema(Measurement))
    writer = fastavro.parse_schema(avro_schema(Residual))
    gc.set_threshold(*PYTHONS_OWN)
    consumer = AIOKafkaConsumer(
        _SOURCE,
        **kafka.options(),
        group_id=f"bare-{secrets.token_hex(4)}",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    producer = AIOKafkaProducer(
        **kafka.options(), enable_idempotence=True, max_batch_size=512 * 1024
    )
    await consumer.start()
    await producer.start()
    copied, begun = 0, 0.0
    while copied < MESSAGES:
        batches = await consumer.getmany(timeout_ms=500, max_records=_BATCH)
        begun = begun or time.perf_counter()
        records = [record for batch in batches.values() for record in batch]
        await send_all(
            producer, _TARGET, [_copy(record, reader, writer, same=same) for record in records]
        )
        if same:
            await consumer.commit()
        copied += len(records)
    elapsed = time.perf_counter() - begun
    await producer.stop()
    await consumer.stop()
    return elapsed


def _copy(record: Any, reader: Any, writer: Any, *, same: bool) -> Message:
    payload = record.value
    measured: Any = fastavro.schemaless_reader(io.BytesIO(payload[5:]), reader, None)
    buffer = io.BytesIO()
    buffer.write(payload[:5])
    fastavro.schemaless_writer(
        buffer,
        writer,
        {
            "tag": measured["tag"],
            "residual": 0.0,
            "measured": measured["value"],
            "simulated": measured["value"],
            "unit": measured["unit"],
            "quality": measured["quality"],
            "time_ns": measured["source_time_ns"],
        },
    )
    if not same:
        return record.key, buffer.getvalue(), []
    number = b"%s-%d-%d-0" % (record.topic.encode(), record.partition, record.offset)
    headers = [*_HEADERS, ("ce_id", number), record.headers[-1]]
    return measured["tag"].encode(), buffer.getvalue(), headers


async def send_all(producer: AIOKafkaProducer, topic: str, messages: Sequence[Message]) -> None:
    """Sends key, value and headers of each in full batches; returns once all are acknowledged."""
    futures = []
    batch = producer.create_batch()
    for key, value, headers in messages:
        if batch.append(key=key, value=value, timestamp=None, headers=headers) is None:
            futures.append(await producer.send_batch(batch, topic, partition=0))
            batch = producer.create_batch()
            batch.append(key=key, value=value, timestamp=None, headers=headers)
    futures.append(await producer.send_batch(batch, topic, partition=0))
    await asyncio.gather(*futures)
