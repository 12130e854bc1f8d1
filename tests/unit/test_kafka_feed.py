"""Topics that go while the feed looks where to begin; the rest is tested on a real broker."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from aiokafka import TopicPartition

from twin_bus.kafka.connection import KafkaConnection
from twin_bus.kafka.feed import KafkaFeed
from twin_bus.open_topics import Backlog

STAYS, GOES = TopicPartition("stays", 0), TopicPartition("goes", 0)


@dataclass
class Consumer:
    """One of aiokafka, while which is asked a topic is decommissioned."""

    feed: KafkaFeed
    at: dict[TopicPartition, int] = field(default_factory=dict)

    def assign(self, places: Sequence[TopicPartition]) -> None:
        assert set(places) == {STAYS, GOES}

    async def beginning_offsets(
        self, places: Sequence[TopicPartition]
    ) -> dict[TopicPartition, int]:
        self.feed.remove(GOES.topic)
        await asyncio.sleep(0)
        return dict.fromkeys(places, 2)

    async def end_offsets(self, places: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        return dict.fromkeys(places, 9)

    def seek(self, place: TopicPartition, position: int) -> None:
        self.at[place] = position


@pytest.mark.asyncio
@pytest.mark.parametrize("known", [False, True])
async def test_a_topic_that_goes_meanwhile_ends_nothing(
    monkeypatch: pytest.MonkeyPatch, known: bool
):
    feed = KafkaFeed(KafkaConnection("nowhere:1"), "test")
    for place in (STAYS, GOES):
        feed.add(place.topic, Backlog(4))
    if known:
        feed._positions[GOES] = 7

    async def partitions(_feed: KafkaFeed) -> list[TopicPartition]:
        return [STAYS, GOES]

    monkeypatch.setattr(KafkaFeed, "_partitions", partitions)
    consumer = Consumer(feed)
    await feed._assign(consumer)  # type: ignore[arg-type]
    assert consumer.at == {STAYS: 5}
    assert GOES not in feed._positions
