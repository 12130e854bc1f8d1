"""The agent between an OPC UA plant and the bus."""

from __future__ import annotations

import asyncio
import itertools
import logging
import math
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from asyncua import ua

from twin_bus.agent import Outbox, Source, on
from twin_bus.clock import Clock, SystemClock
from twin_plc_adapters.opcua.link import PlantLink, TagsMissing, WriteRefused
from twin_plc_adapters.opcua.quality import quality_of
from twin_schemas.messages import Measurement, WriteAttempted, WriteRequested
from twin_schemas.plant import Tag
from twin_schemas.record import Record
from twin_schemas.vocabulary import Quality, WriteOutcome

log = logging.getLogger(__name__)
_LINK_ERRORS = (OSError, TimeoutError, ua.uaerrors.UaError, TagsMissing)
_FIRST_PAUSE, _LAST_PAUSE = 0.25, 1.0
_CHECK_SECONDS = 2.0
_SILENCE = 3.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REMEMBERED = 10_000


@dataclass
class OpcUaAdapter(Source):
    """Publishes every change of every tag, and marks gaps; writes only what it is asked to.

    Guarantees: a write is tried at most once per request id and process life; while the plant
    cannot be reached every tag is marked bad once, and the values resume by themselves.

    Attributes:
        url: Endpoint of the plant's server.
        tags: Tags to publish.
        interval_ms: OPC UA publishing interval.
    """

    name = "opcua"
    emits = (Measurement, WriteAttempted)

    url: str
    tags: Mapping[str, Tag]
    interval_ms: int = 200
    clock: Clock = field(default_factory=SystemClock)
    _writes: asyncio.Queue[WriteRequested] = field(default_factory=asyncio.Queue, init=False)
    _done: dict[str, None] = field(default_factory=dict, init=False)
    _sequence: dict[str, itertools.count[int]] = field(
        default_factory=lambda: defaultdict(itertools.count), init=False
    )
    _link: PlantLink | None = field(default=None, init=False)
    _trouble: str = field(default="not connected to the plant yet", init=False)
    _heard: float = field(default=0.0, init=False)

    @on(WriteRequested)
    def take_write(self, request: WriteRequested) -> Iterator[Record]:
        """Queues a write; one that was done already is not done again."""
        if request.request_id not in self._done:
            self._done[request.request_id] = None
            if len(self._done) > _REMEMBERED:
                self._done.pop(next(iter(self._done)))
            self._writes.put_nowait(request)
        yield from ()

    def unwell(self) -> str:
        return self._trouble

    async def run(self, out: Outbox) -> None:
        """Keeps the connection up and works off the writes."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_connected(out))
            group.create_task(self._write_all(out))

    async def _keep_connected(self, out: Outbox) -> None:
        pause = _FIRST_PAUSE
        # asyncua may swallow a cancellation while it connects, so the task is asked as well.
        while not _is_cancelled():
            link = PlantLink(
                self.url, self.tags, self.interval_ms, lambda t, v: self._changed(out, t, v)
            )
            try:
                await link.open()
                self._link, self._trouble, pause = link, "", _FIRST_PAUSE
                await self._until_dead(link)
            except _LINK_ERRORS as error:
                self._mark_gap(out, f"no connection to the plant at {self.url}: {error!r}")
            finally:
                self._link = None
                await link.close()
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LAST_PAUSE)

    async def _until_dead(self, link: PlantLink) -> None:
        self._heard = time.monotonic()
        limit = _SILENCE * min(tag.rate_s for tag in self.tags.values())
        while True:
            try:
                await asyncio.wait_for(link.lost(), _CHECK_SECONDS)
            except TimeoutError:
                await link.check()
                silent = time.monotonic() - self._heard
                if silent > max(limit, _CHECK_SECONDS):
                    raise TimeoutError(f"subscription silent for {silent:.1f} s") from None
            else:
                raise ConnectionError("the server closed the connection")

    def _changed(self, out: Outbox, tag: str, data: ua.DataValue) -> None:
        self._heard = time.monotonic()
        now = self.clock.now_ns()
        quality, reason = quality_of(data.StatusCode)
        value = data.Value.Value if data.Value is not None else None
        server = _nanoseconds(data.ServerTimestamp, now)
        number = float(value) if isinstance(value, int | float) else math.nan
        if math.isnan(number) and quality != "bad":
            quality, reason = "bad", "no number"
        source = _nanoseconds(data.SourceTimestamp, server)
        out.offer([self._measurement(tag, number, quality, reason, (source, server, now))])

    def _mark_gap(self, out: Outbox, reason: str) -> None:
        if self._trouble != reason:
            log.warning("%s", reason)
        already_marked = bool(self._trouble) and self._sequence
        self._trouble = reason
        if not already_marked:
            now = self.clock.now_ns()
            out.offer(
                self._measurement(tag, math.nan, "bad", reason, (now, now, now))
                for tag in self.tags
            )

    def _measurement(
        self, tag: str, value: float, quality: Quality, reason: str, times: tuple[int, int, int]
    ) -> Measurement:
        return Measurement(
            tag=tag,
            value=value,
            unit=self.tags[tag].unit,
            quality=quality,
            reason=reason,
            source_time_ns=times[0],
            server_time_ns=times[1],
            ingest_time_ns=times[2],
            origin="plant",
            sequence=next(self._sequence[tag]),
        )

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
        if self.clock.now_ns() > request.not_after_ns:
            return "refused", "the request came too late to be written"
        if request.tag not in self.tags:
            return "refused", f"the plant description has no tag {request.tag}"
        if self._link is None:
            return "unreachable", self._trouble
        try:
            await self._link.write(request.tag, request.value)
        except WriteRefused as error:
            return "refused", str(error)
        except _LINK_ERRORS as error:
            return "unreachable", f"the plant did not answer the write: {error!r}"
        return "done", ""


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _nanoseconds(moment: datetime | None, otherwise: int) -> int:
    if moment is None:
        return otherwise
    since = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000_000 + since.microseconds * 1_000
