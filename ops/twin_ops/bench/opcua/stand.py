"""Server, adapter and broker side by side, and what comes to the bus."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

import psutil
from aiokafka import AIOKafkaConsumer

from twin_bus.codec import Codec
from twin_bus.kafka import KafkaConnection
from twin_bus.memory import MemorySchemas
from twin_ops.bench.isolated import environment_of
from twin_ops.bench.opcua.load import FIRST, OF_A_FOLDER, Load
from twin_ops.errors import Unreachable
from twin_ops.plant_link import ensure_link
from twin_ops.settings import load_settings
from twin_ops.topics import ensure_topics
from twin_schemas.messages import CONTRACTS, Measurement

_LOOK_S, _PATIENCE_S = 0.5, 60
_OF_A_HUNDREDTH = b"00"


@dataclass
class Seen:
    """Values of every hundredth tag that are on the bus, and how many messages there are in all."""

    kafka: KafkaConnection
    messages: int = 0
    values: dict[str, set[float]] = field(default_factory=lambda: defaultdict(set))

    async def read(self) -> None:
        """Reads what comes from now on, until cancelled."""
        codec = Codec(MemorySchemas([*CONTRACTS]))
        await codec.prepare([Measurement])
        topic = Measurement.contract.topic
        consumer = AIOKafkaConsumer(topic, **self.kafka.options(), auto_offset_reset="latest")
        await consumer.start()
        try:
            async for message in consumer:
                self.messages += 1
                if message.key.endswith(_OF_A_HUNDREDTH):
                    self._keep(codec.decode(message.value, Measurement))
        finally:
            await consumer.stop()

    def _keep(self, measured: Measurement) -> None:
        if measured.quality != "bad":  # as the mark of a gap is; late values are there
            self.values[measured.tag].add(measured.value)

    async def until(self, enough: Callable[[], bool]) -> None:
        """Returns when there is enough, or no new value has come for a minute.

        Messages are no sign of one: an adapter goes on telling that tags are silent.
        """
        values, silent_s = self._values(), 0.0
        while not enough() and silent_s < _PATIENCE_S:
            await asyncio.sleep(_LOOK_S)
            silent_s = 0.0 if self._values() > values else silent_s + _LOOK_S
            values = self._values()

    def _values(self) -> int:
        return sum(map(len, self.values.values()))

    def changes(self) -> int:
        """Of those tags; what they had at first is none."""
        return sum(len(values - {FIRST}) for values in self.values.values())


@dataclass
class Part:
    """One of the processes."""

    process: psutil.Process
    stdin: IO[str]
    stdout: IO[str]

    def say(self, line: str) -> None:
        """Writes a line to it."""
        self.stdin.write(f"{line}\n")

    async def answer(self) -> str:
        """The next line that it writes.

        Raises:
            Unreachable: If it has ended.
        """
        if line := await asyncio.to_thread(self.stdout.readline):
            return line.strip()
        raise Unreachable("a process of the measurement has ended; what it said is above")


@dataclass
class Stand:
    """A server under load, and what comes of it.

    Attributes:
        server: Its process.
        adapter: The process between it and the bus.
        seen: What is on the bus.
    """

    server: Part
    adapter: Part
    seen: Seen


@contextlib.asynccontextmanager
async def stand(
    kafka: KafkaConnection, home: str, load: Load, between: str
) -> AsyncIterator[Stand]:
    """Starts all, and gives it once each tag has its first value on the bus.

    Args:
        kafka: A broker of its own.
        home: Empty folder, for certificates.
        load: What the server does.
        between: `adapter`, or `bare` for a loop of the libraries alone.

    Raises:
        Unreachable: If the tags have no values in time.
    """
    environment = environment_of(kafka, home)
    ensure_link(load_settings(environment))
    await ensure_topics(kafka)
    seen = Seen(kafka)
    reading = asyncio.create_task(seen.read())
    try:
        with _part("serve", load, environment) as server:
            await server.answer()
            with _part(between, load, environment) as adapter:
                await _first_values(seen, load)
                yield Stand(server, adapter, seen)
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


async def _first_values(seen: Seen, load: Load) -> None:
    wanted = load.tags // OF_A_FOLDER
    await seen.until(lambda: len(seen.values) >= wanted)
    if len(seen.values) < wanted:
        raise Unreachable(f"{len(seen.values)} of {wanted} tags had a value within a minute")


@contextlib.contextmanager
def _part(name: str, load: Load, environment: Mapping[str, str]) -> Iterator[Part]:
    module = "twin_ops.bench.opcua.parts"
    command = [sys.executable, "-m", module, name, str(load.tags), str(load.every_s)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(  # noqa: S603 - our own command line
        command, env=dict(environment), stdin=pipe, stdout=pipe, text=True, bufsize=1
    )
    assert process.stdin is not None  # noqa: S101 - as asked for
    assert process.stdout is not None  # noqa: S101
    try:
        yield Part(psutil.Process(process.pid), process.stdin, process.stdout)
    finally:
        process.kill()
        process.wait()
