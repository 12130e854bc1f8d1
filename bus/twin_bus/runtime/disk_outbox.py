"""A buffer between a source and the bus that goes to disk while the bus is away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import overload

from twin_bus.clock import Clock, SystemClock
from twin_bus.runtime.outbox import CHUNK, BoundedOutbox
from twin_bus.runtime.spool import Spool, Waiting
from twin_schemas.record import Record

log = logging.getLogger(__name__)
_PATIENCE_S = 0.5
_LATE_NS = 2_000_000_000


def _same(record: Record) -> Record:
    return record


@dataclass(frozen=True)
class Aging(Sequence[Record]):
    """Records that are made late ones when they are looked at late: at each attempt anew.

    Attributes:
        chunk: Records with the time since when they wait.
    """

    chunk: Sequence[Waiting]
    clock: Clock
    delayed: Callable[[Record], Record]

    def __len__(self) -> int:
        return len(self.chunk)

    @overload
    def __getitem__(self, index: int) -> Record: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...

    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        if isinstance(index, slice):
            return Aging(self.chunk[index], self.clock, self.delayed)
        since, record = self.chunk[index]
        return self.delayed(record) if self.clock.now_ns() - since > _LATE_NS else record


@dataclass(kw_only=True)
class DiskOutbox(BoundedOutbox):
    """Keeps records in memory while the bus takes them, and on disk once it does not.

    Guarantees: records leave in the order they were offered; one that waited for more than half
    a second outlives a kill -9; one that waited for more than two seconds is published as
    `delayed` makes it. What Kafka's client has in hand when the bus goes away is at most one
    chunk; it may arrive without that, and come twice.

    Attributes:
        spool: Where they wait on disk.
        delayed: What a record is published as that has waited.
        patience_s: How long the bus may take before records go to disk.
    """

    spool: Spool
    delayed: Callable[[Record], Record] = _same
    clock: Clock = field(default_factory=SystemClock)
    patience_s: float = _PATIENCE_S
    _unkept: int = field(default=0, init=False)
    _disk_trouble: str = field(default="", init=False)

    def __post_init__(self) -> None:
        if len(self.spool):
            log.info("%d records wait on disk from before", len(self.spool))
            self._wake()

    def __len__(self) -> int:
        return len(self._waiting) + len(self.spool)

    def trouble(self) -> str:
        """What is to be told of the disk; empty if nothing waits there."""
        if self._disk_trouble or not len(self.spool):
            return self._disk_trouble
        lost = f"; {self.dropped} were dropped" if self.dropped else ""
        return f"{len(self.spool)} records wait on disk for the bus{lost}"

    def offer(self, records: Iterable[Record]) -> None:
        self._waiting.extend(records)
        if len(self.spool) or len(self._waiting) > self.capacity:
            self._spill()
        self._wake()

    def close(self) -> None:
        """Leaves to the next process what could not be delivered."""
        self._spill()

    def _wake(self) -> None:
        if len(self):
            self._some.set()
            self._empty.clear()

    def _spill(self) -> None:
        """Moves what waits in memory to the end of what waits on disk."""
        if not self._waiting:
            return
        try:
            self.spool.append(list(self._waiting), self.clock.now_ns())
        except OSError as error:
            self._no_disk(error)
        else:
            self._disk_trouble = ""
            self._waiting.clear()
        self._count_dropped()

    def _no_disk(self, error: OSError) -> None:
        if not self._disk_trouble:
            log.warning("records cannot wait on disk: %s", error)
        self._disk_trouble = f"records cannot wait on disk and wait in memory: {error}"
        while len(self._waiting) > self.capacity:
            self._waiting.popleft()
            self._unkept += 1

    def _count_dropped(self) -> None:
        self.dropped = self._unkept + self.spool.dropped

    async def pump(self) -> None:
        while True:
            await self._some.wait()
            await (self._pump_disk() if len(self.spool) else self._pump_memory())
            if not len(self):
                self._some.clear()
                self._empty.set()

    async def _pump_memory(self) -> None:
        now = self.clock.now_ns()
        chunk = [(now, self._waiting[i]) for i in range(min(CHUNK, len(self._waiting)))]
        alarm = asyncio.get_running_loop().call_later(self.patience_s, self._spill)
        try:
            await self._deliver(chunk)
        finally:
            alarm.cancel()

    async def _pump_disk(self) -> None:
        await self._deliver(self.spool.peek(CHUNK))

    async def _deliver(self, chunk: Sequence[Waiting]) -> None:
        before = self.dropped
        if chunk:
            await self.deliver(Aging(chunk, self.clock, self.delayed))
        self._count_dropped()
        self._remove(len(chunk) - (self.dropped - before))

    def _remove(self, count: int) -> None:
        """Takes the oldest records away, on disk if they have gone there in the meantime."""
        while count > 0 and (found := len(self.spool.peek(count))):
            self.spool.advance(found)
            count -= found
        for _ in range(min(count, len(self._waiting))):
            self._waiting.popleft()
