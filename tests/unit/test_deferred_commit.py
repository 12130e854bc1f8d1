from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import CommitFailedError

from twin_bus.kafka.commit import DeferredCommit
from twin_bus.memory.bus import Stored
from twin_bus.ports import Delivery

TOPIC = "demo.v1"


@dataclass
class Consumer:
    """Remembers commits; may refuse them."""

    committed: list[dict[TopicPartition, int]] = field(default_factory=list)
    refuses: bool = False

    async def commit(self, offsets: dict[TopicPartition, int]) -> None:
        if self.refuses:
            raise CommitFailedError
        self.committed.append(offsets)


@dataclass
class Handler:
    """Gives one acknowledgement per batch, to be set by the test."""

    acknowledged: list[asyncio.Event] = field(default_factory=list)

    async def __call__(self, _records: Sequence[Delivery]) -> Awaitable[None]:
        event = asyncio.Event()
        self.acknowledged.append(event)
        return _until(event)


async def _until(event: asyncio.Event) -> None:
    await event.wait()


def batch(*offsets: int) -> list[Stored]:
    return [Stored(TOPIC, 0, offset, None, None) for offset in offsets]


async def test_a_batch_is_committed_only_when_its_outputs_are_acknowledged():
    consumer, handler = Consumer(), Handler()
    commit = DeferredCommit(handler, lambda: consumer)
    await commit.handle(batch(3, 4))
    await asyncio.sleep(0)
    assert consumer.committed == []
    handler.acknowledged[0].set()
    await commit.finish()
    assert consumer.committed == [{TopicPartition(TOPIC, 0): 5}]


async def test_one_batch_at_most_waits_while_the_next_is_handled():
    consumer, handler = Consumer(), Handler()
    commit = DeferredCommit(handler, lambda: consumer)
    await commit.handle(batch(0))
    second = asyncio.create_task(commit.handle(batch(1)))
    async with asyncio.timeout(5):
        while len(handler.acknowledged) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0)
    assert not second.done()
    handler.acknowledged[0].set()
    await asyncio.wait_for(second, 5)
    assert consumer.committed == [{TopicPartition(TOPIC, 0): 1}]
    commit.abandon()


async def test_a_batch_in_hand_is_given_up_and_not_committed():
    consumer, begun = Consumer(), asyncio.Event()

    async def endless(_records: Sequence[Delivery]) -> Awaitable[None]:
        begun.set()
        return await asyncio.Event().wait()

    commit = DeferredCommit(endless, lambda: consumer)
    handling = asyncio.create_task(commit.handle(batch(0)))
    await begun.wait()
    commit.abandon()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(handling, 5)
    assert consumer.committed == []


async def test_after_a_batch_that_failed_no_later_one_is_committed():
    consumer, handler = Consumer(), Handler()

    async def fails_first(records: Sequence[Delivery]) -> Awaitable[None]:
        if records[0].offset == 0:
            raise RuntimeError("broken")
        return await handler(records)

    commit = DeferredCommit(fails_first, lambda: consumer)
    for offset in (0, 1):
        with pytest.raises(RuntimeError, match="broken"):
            await commit.handle(batch(offset))
    await commit.finish()
    assert (consumer.committed, handler.acknowledged) == ([], [])


async def test_a_refused_commit_does_not_stop_the_rest():
    consumer, handler = Consumer(refuses=True), Handler()
    commit = DeferredCommit(handler, lambda: consumer)
    await commit.handle(batch(0))
    handler.acknowledged[0].set()
    await commit.finish()
    consumer.refuses = False
    await commit.handle(batch(1))
    handler.acknowledged[1].set()
    await commit.finish()
    assert consumer.committed == [{TopicPartition(TOPIC, 0): 2}]


class _Agent:
    """Has much to tell of itself, as FastStream would ask at each start for every handler."""

    def __repr__(self) -> str:
        raise AssertionError

    async def __call__(self, _records: Sequence[Delivery]) -> Awaitable[None]:
        raise AssertionError


def test_its_name_does_not_tell_all_that_its_agent_knows():
    assert "handle" in str(DeferredCommit(_Agent(), Consumer).handle)
