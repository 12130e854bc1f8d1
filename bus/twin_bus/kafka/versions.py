"""Positions in two topics of which one is bridged from the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from twin_bus.open_topics import SOURCE_OFFSET

_PATIENCE_MS = 5_000
_LOOKED_BACK = 1_000


def source_of(record: Any) -> int | None:
    """Offset that a bridged message was made from; None for one that was not bridged."""
    for name, value in record.headers:
        if name == SOURCE_OFFSET:
            return int(value)
    return None


@dataclass
class BridgedPartition:
    """One partition of a bridged topic, read message by message.

    Attributes:
        consumer: Started, without a group.
        place: Partition of the bridged topic.
    """

    consumer: AIOKafkaConsumer
    place: TopicPartition

    async def bounds(self) -> tuple[int, int]:
        """First offset that is kept, and the end."""
        begin = (await self.consumer.beginning_offsets([self.place]))[self.place]
        end = (await self.consumer.end_offsets([self.place]))[self.place]
        return begin, end

    async def at(self, offset: int) -> Any:
        """The first message that is kept at this offset or later."""
        self.consumer.assign([self.place])
        self.consumer.seek(self.place, offset)
        batch = await self.consumer.getmany(self.place, timeout_ms=_PATIENCE_MS, max_records=1)
        return batch[self.place][0] if batch.get(self.place) else None

    async def next_source(self) -> int:
        """Source offset behind the newest bridged message; 0 where there is none."""
        begin, end = await self.bounds()
        for offset in range(end - 1, max(begin, end - _LOOKED_BACK) - 1, -1):
            record = await self.at(offset)
            if record is not None and (source := source_of(record)) is not None:
                return source + 1
        return 0

    async def source_position(self, offset: int) -> int:
        """Where a reader at this offset goes on in the source."""
        begin, end = await self.bounds()
        if offset > begin:
            before = await self.at(min(offset, end) - 1)
            if before is not None and (source := source_of(before)) is not None:
                return source + 1
        first = await self._first(lambda record: source_of(record) is not None, offset, end)
        found = source_of(await self.at(first)) if first < end else None
        return found or 0

    async def bridged_position(self, source: int) -> int:
        """Where a reader of the source at this offset goes on here."""
        begin, end = await self.bounds()
        return await self._first(lambda record: (source_of(record) or -1) >= source, begin, end)

    async def _first(self, holds: Callable[[Any], bool], low: int, high: int) -> int:
        """First offset at which a condition holds that holds for all later ones; else `high`."""
        while low < high:
            middle = (low + high) // 2
            record = await self.at(middle)
            if record is None or record.offset >= high or holds(record):
                high = middle
            else:
                low = record.offset + 1
        return low
