"""The agent that keeps what was on the bus."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pyarrow as pa

from twin_agents.historian.archive import Archive, Damaged
from twin_agents.historian.buffer import Buffer
from twin_agents.historian.columns import Kept, arrow_schema, time_column
from twin_agents.historian.hours import closed_hours
from twin_agents.historian.limits import Limits
from twin_agents.historian.part import Part
from twin_agents.historian.rollups.rolling import Rolling
from twin_agents.historian.store.keeper import Keeper
from twin_agents.historian.store.store import Store
from twin_agents.historian.store.storing import Storing
from twin_agents.historian.thinning import NOTHING_CHOSEN, Choice
from twin_bus.agent import Outbox, Source
from twin_bus.clock import Clock, SystemClock
from twin_bus.codec import Codec, schema_id_of
from twin_bus.errors import BusUnavailable, RegistryUnavailable, Undecodable
from twin_bus.open_topics import OpenTopics, Stamped
from twin_bus.ports import SchemaStore
from twin_schemas.messages import CONTRACTS, Measurement, RejectedMessage

log = logging.getLogger(__name__)
_PAUSE = 1.0
_MOST_ROWS = 100_000  # in memory
_VALUES = Measurement.contract.topic
_RECORDS = {record.contract.topic: record for record in CONTRACTS}


@dataclass
class Historian(Source):
    """Writes every message of the contracts to Parquet files, once and with all its fields.

    Guarantees: what the bus still has is not lost and nothing is kept twice, whenever the process
    is killed (see `Archive`); while the disk is full it waits, and the bus keeps what comes.

    Attributes:
        topics: The bus, and which cluster it is.
        schemas: Where schemas have their numbers.
        folder: Of the history; each cluster has one of its own in it, as offsets are the cluster's.
        limits: What may stay.
        every_s: Longest time until a message is in a file.
        thinned: How far which tags are thinned once an hour is over; nothing is by default.
        store: Where joined hours are copied to; then nothing goes from the disk without a copy.
        clock: Says what is old.
    """

    name = "historian"
    emits = (RejectedMessage,)
    keeps_history: ClassVar[bool] = True

    topics: OpenTopics
    schemas: SchemaStore
    folder: Path
    limits: Limits
    every_s: float = 10.0
    thinned: Mapping[str, Choice] = field(default_factory=dict[str, Choice])
    store: Store | None = None
    clock: Clock = field(default_factory=SystemClock)
    _storing: Storing | None = field(default=None, init=False)
    _rolling: Rolling = field(default_factory=Rolling, init=False)
    _buffer: Buffer = field(init=False)
    _waiting: list[tuple[Part, pa.Table]] = field(default_factory=list, init=False)
    _disk: threading.Lock = field(default_factory=threading.Lock, init=False)
    _trouble: str = field(default="", init=False)
    _damaged: dict[tuple[str, int, int], str] = field(default_factory=dict, init=False)  # by hour

    def __post_init__(self) -> None:
        self._buffer = Buffer({topic: arrow_schema(record) for topic, record in _RECORDS.items()})

    def unwell(self) -> str:
        """Why nothing can be written or copied, or what is damaged; empty if all is well."""
        damaged = next(iter(self._damaged.values()), "")
        hint = "its hour is not joined; `twin history --verify` tells what to do"
        stored = self._storing.trouble if self._storing else ""
        return self._trouble or stored or (damaged and f"{damaged}; {hint}")

    async def run(self, out: Outbox) -> None:
        """Keeps what comes until cancelled; then writes what it has in hand."""
        codec, archive = await self._ready()
        self._buffer.follow(archive.ever)
        feed, begins = self.topics.feed(), archive.next_offsets()
        for topic in _RECORDS:
            feed.add(topic, begins.get(topic, {}))

        async def deliver(batch: Sequence[Stamped]) -> None:
            await self._take(batch, codec, out)
            if self._buffer.rows >= _MOST_ROWS:
                await self._write(archive)

        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(feed.run(deliver))
                both.create_task(self._write_often(archive))
                if self._storing:
                    both.create_task(self._store_often(archive, self._storing))
        finally:
            await asyncio.to_thread(self._write_last, archive)
            await asyncio.shield(self.topics.close())

    async def _ready(self) -> tuple[Codec, Archive]:
        codec = Codec(self.schemas)
        while True:
            with contextlib.suppress(BusUnavailable, RegistryUnavailable):
                await codec.prepare(_RECORDS.values())
                archive = Archive(self.folder / f"cluster={await self.topics.cluster()}")
                break
            await asyncio.sleep(_PAUSE)
        await self._ask_store(archive.folder)
        await asyncio.to_thread(archive.open)
        return codec, archive

    async def _ask_store(self, folder: Path) -> None:
        """Returns when it is known what is in the store, if there is one."""
        if self.store is None:
            return
        times = {topic: time_column(record) for topic, record in _RECORDS.items()}
        self._storing = Storing(Keeper(folder, self.store), times)
        while not await asyncio.to_thread(self._storing.is_begun):  # noqa: ASYNC110
            await asyncio.sleep(_PAUSE)

    async def _take(self, batch: Sequence[Stamped], codec: Codec, out: Outbox) -> None:
        for message in batch:
            if message.value is None:  # a deleted key; what it was is in the history
                continue
            try:
                record = await codec.read(message.value, _RECORDS[message.topic])
            except Undecodable as error:
                await out.publish([self._rejection(message, str(error))])
                continue
            schema_id = schema_id_of(message.value)
            place = message.partition, message.offset
            kept = Kept(*place, message.timestamp, schema_id, record.__dict__)
            self._buffer.add(message.topic, kept)

    def _rejection(self, message: Stamped, reason: str) -> RejectedMessage:
        return RejectedMessage(
            topic=message.topic,
            partition=message.partition,
            offset=message.offset,
            agent=self.name,
            reason=reason,
            payload=message.value or b"",
            time_ns=self.clock.now_ns(),
        )

    async def _write_often(self, archive: Archive) -> None:
        while True:
            await asyncio.sleep(self.every_s)
            await self._write(archive)
            await asyncio.to_thread(self._tidy, archive)

    async def _store_often(self, archive: Archive, storing: Storing) -> None:
        while True:
            await asyncio.to_thread(lambda: storing.step(archive.parts))
            await asyncio.sleep(storing.pause_s(self.every_s))

    async def _write(self, archive: Archive) -> None:
        """Returns when all in hand is on the disk, however long that takes."""
        self._waiting.extend(self._buffer.drain())
        while not await asyncio.to_thread(self._is_written, archive):  # noqa: ASYNC110
            await asyncio.sleep(_PAUSE)

    def _is_written(self, archive: Archive) -> bool:
        """Writes what waits, in order: a later part on the disk says that earlier ones are."""
        try:
            with self._disk:  # a write goes on in its thread when its task is cancelled
                while self._waiting:
                    archive.add(*self._waiting[0])
                    del self._waiting[0]
        except OSError as error:
            self._trouble = f"the history can not be written: {error}; the bus keeps what comes"
            log.warning("%s", self._trouble)
            return False
        self._trouble = ""
        return True

    def _write_last(self, archive: Archive) -> None:
        self._waiting.extend(self._buffer.drain())
        self._is_written(archive)

    def _tidy(self, archive: Archive) -> None:
        """Joins hours that are over, rolls one of them up, drops what is too old or too much."""
        now = self.clock.now_ns()
        try:
            with self._disk:
                archive.regain()
                for pieces in closed_hours(archive.parts, now):
                    self._join(archive, pieces)
                for part in filter(self._may_go, list(self.limits.surplus(archive, now))):
                    log.info("history: %s goes, to stay within its limits", part.path)
                    archive.drop(part)
                self._rolling.step(archive)
        except OSError as error:
            log.warning("the history could not be tidied up: %s", error)

    def _may_go(self, part: Part) -> bool:
        return self._storing is None or self._storing.may_go(part)

    def _join(self, archive: Archive, pieces: list[Part]) -> None:
        """Joins an hour; a damaged piece leaves it as it is, is told once, and may be mended."""
        one = pieces[0]
        hour = one.topic, one.partition, one.hour
        choices = self.thinned if one.topic == _VALUES else NOTHING_CHOSEN
        try:
            archive.join(pieces, _RECORDS[one.topic].contract.key, choices)
            self._damaged.pop(hour, None)
        except Damaged as error:
            if str(error) != self._damaged.get(hour):
                log.error("%s", error)  # noqa: TRY400 - what the disk did has no trace here
            self._damaged[hour] = str(error)
