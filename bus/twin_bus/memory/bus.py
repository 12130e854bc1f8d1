"""Topics as lists."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import fastavro

from twin_bus.ports import Headers, OnBatch, Outgoing, Start
from twin_schemas.avro import avro_schema
from twin_schemas.record import Record


@dataclass(frozen=True)
class Stored:
    """A message in a topic."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers = ()


@dataclass(frozen=True)
class _Reader:
    group: str
    topics: tuple[str, ...]
    on_batch: OnBatch
    positions: dict[str, int]
    replays: bool


@dataclass
class MemoryBus:
    """Delivers within the process, one partition a topic; keeps everything.

    Attributes:
        topics: Messages of each topic.
        committed: Where a group goes on in a topic after a stop.
    """

    topics: dict[str, list[Stored]] = field(default_factory=lambda: defaultdict(list))
    committed: dict[tuple[str, str], int] = field(default_factory=dict)
    _readers: list[_Reader] = field(default_factory=list)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _grown: asyncio.Condition = field(default_factory=asyncio.Condition)

    def subscribe(
        self, topics: Sequence[str], *, group: str, start: Start, on_batch: OnBatch
    ) -> None:
        """Has batches of these topics delivered; called before `start`."""
        positions = {topic: self._begin(group, start, topic) for topic in topics}
        replays = start == "replay"
        self._readers.append(_Reader(group, tuple(topics), on_batch, positions, replays))

    def _begin(self, group: str, start: Start, topic: str) -> int:
        if start == "live":
            return len(self.topics[topic])
        return self.committed.get((group, topic), 0) if start == "resume" else 0

    async def start(self) -> None:
        """Begins to deliver; what is replayed comes before everything else."""
        for reader in self._readers:
            if reader.replays and (batch := self._waiting(reader)):
                await self._hand_over(reader, batch)
        self._tasks = [asyncio.create_task(self._deliver(reader)) for reader in self._readers]

    async def _deliver(self, reader: _Reader) -> None:
        while True:
            async with self._grown:
                await self._grown.wait_for(lambda: bool(self._waiting(reader)))
            await self._hand_over(reader, self._waiting(reader))

    async def _hand_over(self, reader: _Reader, batch: list[Stored]) -> None:
        await (await reader.on_batch(batch))
        for message in batch:
            reader.positions[message.topic] = message.offset + 1
            self.committed[reader.group, message.topic] = message.offset + 1

    def _waiting(self, reader: _Reader) -> list[Stored]:
        return [m for t in reader.topics for m in self.topics[t][reader.positions[t] :]]

    async def pause(self) -> None:
        """Ends delivery."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def stop(self) -> None:
        """Ends delivery and forgets the readers."""
        await self.pause()
        self._readers.clear()

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        """Appends the messages and wakes the readers."""
        async with self._grown:
            for topic, key, value, headers in messages:
                log = self.topics[topic]
                log.append(Stored(topic, 0, len(log), key, value, headers))
            self._grown.notify_all()


@dataclass
class MemorySchemas:
    """Numbers schemas in the order they are asked for."""

    records: list[type[Record]] = field(default_factory=list)

    async def id_of(self, record: type[Record]) -> int:
        """Position of the record type, from 1."""
        if record not in self.records:
            self.records.append(record)
        return self.records.index(record) + 1

    async def schema(self, schema_id: int) -> object:
        """Parsed schema.

        Raises:
            KeyError: If there is no such id.
        """
        if not 1 <= schema_id <= len(self.records):
            raise KeyError(schema_id)
        return fastavro.parse_schema(avro_schema(self.records[schema_id - 1]))
