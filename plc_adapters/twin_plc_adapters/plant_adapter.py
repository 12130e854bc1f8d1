"""The agent between a plant and the bus, whatever the protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from twin_bus.agent import Outbox, Source, on
from twin_bus.clock import Clock, SystemClock
from twin_plc_adapters.measuring import Measuring
from twin_plc_adapters.write_once import WriteOnce
from twin_schemas.messages import Measurement, WriteAttempted, WriteBegun, WriteRequested
from twin_schemas.plant import Tag
from twin_schemas.record import Record
from twin_schemas.vocabulary import Origin, WriteOutcome

_NS = 1_000_000_000
ROLE = "opcua"
"""Name of the agent, its process and its principal: the owner of what a plant says, whoever is it.

It is the name of the first protocol; decision 14 says why it stays.
"""


@dataclass(kw_only=True)
class PlantAdapter(Source):
    """Publishes what a plant says and writes only what it is asked to, each request once.

    Guarantees: a write is tried at most once per request id, whenever a process is killed, never
    after its time, and only to tags that the description lets be written.

    Attributes:
        tags: Tags to publish.
        clock: Our own clock.
    """

    name = ROLE
    emits = (Measurement, WriteBegun, WriteAttempted)
    origin: ClassVar[Origin] = "plant"

    tags: Mapping[str, Tag]
    clock: Clock = field(default_factory=SystemClock)
    _writes: asyncio.Queue[WriteRequested] = field(default_factory=asyncio.Queue, init=False)
    _once: WriteOnce = field(default_factory=WriteOnce, init=False)
    _measuring: Measuring = field(init=False)
    _trouble: str = field(default="not connected to the plant yet", init=False)

    def __post_init__(self) -> None:
        self._measuring = Measuring(self.tags, self.clock, origin=self.origin)

    @on(WriteRequested)
    def take_write(self, request: WriteRequested) -> Iterator[Record]:
        """Announces a write; one that was begun already is not done again."""
        yield from self._once.take(request, self.clock.now_ns())

    @on(WriteBegun, start="replay")
    def begin_write(self, begun: WriteBegun) -> Iterator[Record]:
        """Queues a write whose announcement is on the bus."""
        if (request := self._once.due(begun)) is not None:
            self._writes.put_nowait(request)
        yield from ()

    def unwell(self) -> str:
        return self._trouble

    def delayed(self, record: Record) -> Record:
        """A measurement that had to wait for the bus says so."""
        return replace(record, late=True) if isinstance(record, Measurement) else record

    async def run(self, out: Outbox) -> None:
        """Tells what the plant says and works off the writes, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.tell(out))
            group.create_task(self._write_all(out))

    async def tell(self, out: Outbox) -> None:
        """Offers measurements until cancelled."""
        raise NotImplementedError

    async def put(self, tag: str, value: float, within_s: float) -> tuple[WriteOutcome, str]:
        """Writes one value to the plant; outcome and reason."""
        raise NotImplementedError

    async def _write_all(self, out: Outbox) -> None:
        while True:
            request = await self._writes.get()
            outcome, reason = await self._write(request)
            out.offer([
                WriteAttempted(
                    request_id=request.request_id,
                    tag=request.tag,
                    value=request.value,
                    outcome=outcome,
                    reason=reason,
                    time_ns=self.clock.now_ns(),
                )
            ])

    async def _write(self, request: WriteRequested) -> tuple[WriteOutcome, str]:
        left_s = (request.not_after_ns - self.clock.now_ns()) / _NS
        if left_s < 0:
            return "refused", "the request came too late to be written"
        if request.tag not in self.tags:
            return "refused", f"the plant description has no tag {request.tag}"
        if not self.tags[request.tag].writable:
            return "refused", f"the plant description does not let {request.tag} be written"
        return await self.put(request.tag, request.value, left_s)
