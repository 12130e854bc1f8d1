"""The replay at once beside kcat that pipes the same messages, and how well it keeps their pace."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from twin_agents.historian.archive import Archive
from twin_agents.historian.buffer import Buffer
from twin_agents.historian.columns import Kept, arrow_schema
from twin_bus.codec import Codec
from twin_bus.errors import TwinError
from twin_bus.kafka import KafkaConnection, KafkaOpenTopics
from twin_bus.memory import MemorySchemas
from twin_bus.runtime.envelope import Envelope, new_trace
from twin_ops.bench.bus import measurement
from twin_ops.bench.line import BenchLine, line
from twin_ops.replay.sandbox import Sandbox
from twin_ops.replay.session import Tally, play
from twin_ops.replay.span import Span
from twin_ops.replay.transport import Transport
from twin_ops.topics import ensure_topics
from twin_schemas.messages import CONTRACTS, Measurement

_NS, _MILLI = 1_000_000_000, 1e3
_BEGIN = 1_764_000_000 * _NS
_RATE, _SECONDS = 5_000, 60  # messages a second, as a plant of 5,000 tags has
_PACED_S = 10
_ROUNDS = 3
_TARGET = "bench.piped"
# Longer than any that a value has by chance: kcat knows messages and keys by what is between them.
_BETWEEN, _AFTER_KEY = "~^twin-next^~", "~^twin-key^~"


class NoKcat(TwinError):
    """There is nothing to compare with."""


@dataclass
class _Numbers(MemorySchemas):
    """Schemas have numbers, and nobody else asks for them."""

    async def register(self, subject: str, schema: object) -> int:
        """Keeps nothing."""
        return 0

    async def close(self) -> None:
        """Has nothing to close."""


async def bench_replay(kafka: KafkaConnection, folder: Path) -> list[BenchLine]:
    """A minute of 5,000 messages a second at once, and ten seconds of it at their own pace.

    The same messages are on the bus, from where kcat pipes them. How late messages come is
    compared with how late a bare `asyncio.sleep` wakes.

    Raises:
        NoKcat: kcat is not installed.
    """
    if shutil.which("kcat") is None:
        raise NoKcat("kcat is not installed; Debian's package is `kcat`")
    await ensure_topics(kafka)
    await _fill(kafka, folder)
    topics = KafkaOpenTopics(kafka, client_id="bench.replay")
    sandbox = Sandbox(topics, _Numbers([*CONTRACTS]), "bench")
    await sandbox.open([Measurement])
    await topics.create(_TARGET, {})
    try:
        ours, piped = [], []
        for _ in range(_ROUNDS):
            ours.append((await _played(folder, sandbox, _SECONDS, float("inf"))).seconds)
            piped.append(await _piped(kafka))
        late = await _played(folder, sandbox, _PACED_S, 1.0)
        slept = await _slept()
    finally:
        await sandbox.close()
    count = _RATE * _SECONDS
    return [
        line("replay_at_once", count / min(ours), "msg/s", count / min(piped)),
        line("replay_late_p99", _MILLI * late.late_s(99.0), "ms", _MILLI * slept),
    ]


async def _fill(kafka: KafkaConnection, folder: Path) -> None:
    """Puts the same messages into a history and on the bus."""
    archive = Archive(folder / "cluster=bench")
    archive.open()
    codec = Codec(_Numbers([*CONTRACTS]))
    await codec.prepare([Measurement])
    envelope, topic = Envelope("bench", codec), Measurement.contract.topic
    topics = KafkaOpenTopics(kafka, client_id="bench.fill")
    for second in range(_SECONDS):
        records = [*_second(second)]
        held = Buffer({topic: arrow_schema(Measurement)})
        for place, record in enumerate(records):
            held.add(topic, Kept(0, second * _RATE + place, 0, 1, record.__dict__))
        for part, table in held.drain():
            archive.add(part, table)
        await topics.publish(envelope.wrap(records, new_trace()))
    await topics.close()


def _second(second: int) -> Iterator[Measurement]:
    for place in range(_RATE):
        time_ns = _BEGIN + second * _NS + place * _NS // _RATE
        fields = measurement(place, f"FT-{place:05}").__dict__
        yield Measurement.trusted(fields | {"source_time_ns": time_ns})


async def _played(folder: Path, sandbox: Sandbox, seconds: int, speed: float) -> Tally:
    span = Span(folder, [Measurement], [], _BEGIN, _BEGIN + seconds * _NS)
    tally = Tally("bench", Transport(speed))
    await play(span, sandbox, tally)
    if tally.messages != _RATE * seconds:
        raise ValueError(f"{tally.messages} messages were played, not {_RATE * seconds}")
    return tally


async def _piped(kafka: KafkaConnection) -> float:
    """Seconds that kcat takes for the same from topic to topic."""
    common = f"-b {kafka.servers} -q -D '{_BETWEEN}' -K '{_AFTER_KEY}'"
    reading = f"kcat -C {common} -t {Measurement.contract.topic} -o beginning -e"
    begun = time.perf_counter()
    pipe = await asyncio.create_subprocess_shell(f"{reading} | kcat -P {common} -t {_TARGET}")
    if await pipe.wait():
        raise ValueError(f"kcat ended with {pipe.returncode}")
    return time.perf_counter() - begun


async def _slept() -> float:
    """By how much a bare sleep is late, in s: the 99th percentile of ten seconds of 5 ms."""
    late = []
    for _ in range(_PACED_S * 200):
        due = time.monotonic() + 0.005
        await asyncio.sleep(0.005)
        late.append(time.monotonic() - due)
    return float(np.percentile(late, 99.0))
