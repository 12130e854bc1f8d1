"""The historian between a feed and a disk."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from twin_agents.historian import Historian, Limits
from twin_agents.historian.reading import Reader, Window
from twin_bus.codec import Codec
from twin_bus.memory import MemorySchemas
from twin_bus.open_topics import Begin, Deliver
from twin_ops.bench.bus import measurement
from twin_schemas.messages import CONTRACTS, Measurement, RejectedMessage
from twin_schemas.record import Record

TOPIC = Measurement.contract.topic


@dataclass(frozen=True)
class Message:
    offset: int
    value: bytes | None
    topic: str = TOPIC
    partition: int = 0
    timestamp: int = 0
    key: bytes = b"FT-101"
    headers: tuple[()] = ()


@dataclass
class Topics:
    """A bus with one topic, whose messages come at once; the end is told by an event."""

    messages: Sequence[Message]
    begins: dict[str, Begin] = field(default_factory=dict)
    delivered: asyncio.Event = field(default_factory=asyncio.Event)

    def feed(self) -> Topics:
        return self

    def add(self, topic: str, begin: Begin) -> None:
        self.begins[topic] = begin

    async def run(self, deliver: Deliver) -> None:
        begin = self.begins[TOPIC]
        assert isinstance(begin, Mapping)
        left = [m for m in self.messages if m.offset >= begin.get(0, 0)]
        if left:
            await deliver(left)
        self.delivered.set()
        await asyncio.Event().wait()

    async def cluster(self) -> str:
        return "one"

    async def close(self) -> None:
        pass


@dataclass
class Out:
    published: list[Record] = field(default_factory=list)

    def offer(self, records: Iterable[Record]) -> None:
        self.published += records

    async def publish(self, records: Iterable[Record]) -> None:
        self.published += records


async def _encoded(store: MemorySchemas, count: int) -> list[Message]:
    codec = Codec(store)
    await codec.prepare([Measurement])
    return [Message(n, codec.encode(measurement(n))) for n in range(count)]


def _historian(folder: Path, topics: Any, schemas: MemorySchemas, **more: Any) -> Historian:
    return Historian(topics, schemas, folder, Limits(1e6, 2**40), **more)


async def _until_ended(historian: Historian, topics: Topics, out: Out) -> None:
    running = asyncio.create_task(historian.run(out))
    await topics.delivered.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def _offsets(folder: Path) -> list[int]:
    found = Reader(folder, Measurement).rows(Window((), 0, 2**62))["_offset"].to_pylist()
    return [int(offset) for offset in found]


async def test_each_process_goes_on_where_the_last_one_was(tmp_path: Path):
    store = MemorySchemas([*CONTRACTS])
    messages = await _encoded(store, 8)
    for count in (3, 8):
        topics = Topics(messages[:count])
        await _until_ended(_historian(tmp_path, topics, store), topics, Out())
    assert _offsets(tmp_path) == [*range(8)]


async def test_what_nobody_can_read_is_rejected_and_a_deleted_key_is_no_message(tmp_path: Path):
    store = MemorySchemas([*CONTRACTS])
    good = await _encoded(store, 1)
    topics, out = Topics([*good, Message(1, b"nonsense"), Message(2, None)]), Out()
    await _until_ended(_historian(tmp_path, topics, store), topics, out)
    (rejected,) = out.published
    assert isinstance(rejected, RejectedMessage)
    assert (rejected.offset, rejected.payload, rejected.agent) == (1, b"nonsense", "historian")
    assert _offsets(tmp_path) == [0]


async def test_while_the_disk_is_full_it_says_so_and_then_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from twin_agents.historian.archive import Archive

    store, add, troubles = MemorySchemas([*CONTRACTS]), Archive.add, []
    topics = Topics(await _encoded(store, 5))
    historian = _historian(tmp_path, topics, store, every_s=0.01)
    written = asyncio.Event()
    loop = asyncio.get_running_loop()

    def full_at_first(archive: Archive, *part: Any) -> None:
        troubles.append(historian.unwell())
        if len(troubles) == 1:
            raise OSError(28, "No space left on device")
        add(archive, *part)
        loop.call_soon_threadsafe(written.set)

    monkeypatch.setattr(Archive, "add", full_at_first)
    monkeypatch.setattr("twin_agents.historian.agent._PAUSE", 0.01)
    running = asyncio.create_task(historian.run(Out()))
    await asyncio.wait_for(written.wait(), 20)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert troubles[0] == ""
    assert "No space left on device" in troubles[1]
    assert historian.unwell() == ""
    assert _offsets(tmp_path) == [*range(5)]
