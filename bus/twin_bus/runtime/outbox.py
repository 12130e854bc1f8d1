"""A bounded buffer between a source and the bus."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field

from twin_schemas.record import Record

Publish = Callable[[Sequence[Record]], Awaitable[None]]
CAPACITY = 200_000
CHUNK = 2_000


@dataclass
class BoundedOutbox:
    """Keeps records in order while the bus is away; drops the oldest when full, and counts.

    Attributes:
        deliver: Publishes and does not return before the bus has the records.
        attempt: Publishes once or raises `BusUnavailable`.
        capacity: Records to keep.
        dropped: Records lost since the start.
    """

    deliver: Publish
    attempt: Publish
    capacity: int = CAPACITY
    dropped: int = 0
    _waiting: deque[Record] = field(default_factory=deque, init=False)
    _some: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _empty: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def __len__(self) -> int:
        return len(self._waiting)

    def offer(self, records: Iterable[Record]) -> None:
        """Queues records for the bus, in order."""
        self._waiting.extend(records)
        while len(self._waiting) > self.capacity:
            self._waiting.popleft()
            self.dropped += 1
        if self._waiting:
            self._some.set()
            self._empty.clear()

    def trouble(self) -> str:
        """What is to be told of the buffer besides its numbers; empty if nothing is."""
        return ""

    def close(self) -> None:
        """Gives up what could not be delivered."""

    async def publish(self, records: Iterable[Record]) -> None:
        """Returns when the bus has the records.

        Raises:
            BusUnavailable: If it cannot take them now.
        """
        await self.attempt(list(records))

    async def pump(self) -> None:
        """Delivers what is offered until cancelled; a record leaves only once it is delivered."""
        while True:
            await self._some.wait()
            chunk = [self._waiting[i] for i in range(min(CHUNK, len(self._waiting)))]
            before = self.dropped
            await self.deliver(chunk)
            for _ in range(len(chunk) - (self.dropped - before)):
                self._waiting.popleft()
            if not self._waiting:
                self._some.clear()
                self._empty.set()

    async def drained(self) -> None:
        """Returns when nothing waits."""
        if self._waiting:
            await self._empty.wait()
