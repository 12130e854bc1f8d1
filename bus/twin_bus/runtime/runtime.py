"""Subscribe, decode, handle, publish, commit: once, for every agent."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gc
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic

from twin_bus.agent import Agent, Source, Timer
from twin_bus.clock import Clock, SystemClock
from twin_bus.codec import Codec, DecodeRun
from twin_bus.errors import BusUnavailable, RegistryUnavailable, Undecodable, UnknownSchema
from twin_bus.ports import Bus, Delivery, Header, OnBatch, Outgoing, SchemaStore, Start
from twin_bus.runtime.breath import Breath
from twin_bus.runtime.disk_outbox import DiskOutbox
from twin_bus.runtime.envelope import Envelope, cause_of, new_trace, trace_of
from twin_bus.runtime.metrics import Metrics
from twin_bus.runtime.outbox import BoundedOutbox
from twin_bus.runtime.pipeline import Pipeline, pipeline
from twin_bus.runtime.runs import Read, with_records
from twin_bus.runtime.spool import Spool
from twin_bus.runtime.state import KeptState
from twin_bus.runtime.status import Status
from twin_schemas.messages import AgentHealth, AgentSnapshot, RejectedMessage
from twin_schemas.record import Record

log = logging.getLogger(__name__)
_HEALTH_SECONDS = 2.0
_DRAIN_SECONDS = 5.0
_PATIENCE_SECONDS = 3.0
_LAST_WORD_SECONDS = 1.0
_ATTEMPTS = 3
# Whole, the largest message that the broker takes would be too large within a rejection.
_REJECTED_BYTES = 512 * 1024
GC_THRESHOLD = 100_000
_short_breath = functools.partial(Breath, seconds=0.001, pause=0.001)
_FIRST_BACKOFF, _LAST_BACKOFF = 0.05, 1.0


@dataclass
class AgentRuntime:
    """Runs one agent on a bus until it is told to stop.

    Guarantees: an input is committed only after its outputs are acknowledged; an input that
    cannot be decoded or handled is published to the reject topic with its reason first. The
    state of an agent that has a `snapshot` is published every ten seconds and at the end of an
    orderly stop, and restored before anything else is delivered or a timer runs. With a spool,
    what the agent offers waits on disk while the bus is away.
    """

    agent: Agent
    bus: Bus
    store: SchemaStore
    clock: Clock = field(default_factory=SystemClock)
    metrics: Metrics = field(default_factory=Metrics)
    snapshot_s: float = 10.0
    spool: Spool | None = None
    status: Status = field(init=False)
    outbox: BoundedOutbox = field(init=False)
    _codec: Codec = field(init=False)
    _envelope: Envelope = field(init=False)
    _outputs: Pipeline = field(init=False, repr=False)
    _run_decoders: Mapping[str, DecodeRun] = field(init=False, repr=False)
    _breath: Breath = field(init=False)
    _state: KeptState = field(init=False)
    _connected: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _failures: asyncio.Queue[Exception] = field(default_factory=asyncio.Queue, init=False)
    _published: asyncio.Task[None] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._codec = Codec(self.store)
        self._envelope = Envelope(self.agent.name, self._codec)
        self.status = Status(self.agent.name, self.clock.now_ns(), self.metrics)
        self._state = KeptState(self.agent, self.metrics)
        self._breath = _short_breath() if self.agent.is_waited_for else Breath()
        self.outbox = self._new_outbox()

    def _new_outbox(self) -> BoundedOutbox:
        if self.spool is None:
            return BoundedOutbox(deliver=self._deliver, attempt=self._attempt)
        return DiskOutbox(
            deliver=self._deliver,
            attempt=self._attempt,
            spool=self.spool,
            delayed=self.agent.delayed,
            clock=self.clock,
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Runs the agent, and drains it when `stop` is set.

        The garbage collector is told to look less often: a batch makes and drops tens of
        thousands of objects without cycles, and looking at them costs a third of the time.

        Raises:
            Exception: Whatever ended the agent's own loop, a timer or the publishing of outputs.
        """
        gc.set_threshold(GC_THRESHOLD)
        self._subscribe()
        tasks = [asyncio.create_task(work, name=name) for name, work in self._work().items()]
        stopping = asyncio.create_task(stop.wait())
        try:
            await _first_end(stopping, tasks)
        finally:
            stopping.cancel()
            await self._drain(tasks, orderly=stop.is_set())

    def _work(self) -> dict[str, Coroutine[None, None, None]]:
        work: dict[str, Coroutine[None, None, None]] = {
            "connect": self._connect(),
            "pump": self.outbox.pump(),
            "health": self._tell_health(),
            "outputs": self._end_on_failure(),
        }
        work |= {f"timer {timer.method}": self._keep_time(timer) for timer in self.agent.timers()}
        if isinstance(self.agent, Source):
            work["source"] = self.agent.run(self.outbox)
        if self.agent.keeps_state():
            work["state"] = self._keep_state()
        return work

    async def _end_on_failure(self) -> None:
        """Ends the agent when outputs cannot be published for a reason that waiting cannot mend."""
        raise await self._failures.get()

    def _subscribe(self) -> None:
        topics: dict[Start, list[str]] = defaultdict(list)
        if self.agent.keeps_state():  # what is subscribed to first is replayed first
            self._subscribe_to([AgentSnapshot.contract.topic], "replay", self._on_snapshots)
        for subscription in self.agent.subscriptions():
            topics[subscription.start].append(subscription.record.contract.topic)
        for start, names in topics.items():
            self._subscribe_to(names, start, self._on_batch)

    def _subscribe_to(self, topics: Sequence[str], start: Start, on_batch: OnBatch) -> None:
        self.bus.subscribe(topics, group=f"twin.{self.agent.name}", start=start, on_batch=on_batch)

    async def _connect(self) -> None:
        taken = {s.record for s in self.agent.subscriptions()}
        needed = {*self.agent.emits, *taken, AgentHealth, AgentSnapshot, RejectedMessage}
        await self._insist("registry", lambda: self._codec.prepare(needed))
        decoders = {r.contract.topic: self._codec.decoders[r] for r in taken}
        self._run_decoders = {r.contract.topic: self._codec.run_decoders[r] for r in taken}
        self._outputs = pipeline(decoders, self.agent, self._envelope)
        await self._insist("bus", self.bus.start)
        self._state.begin()
        gc.freeze()  # what it has by now it keeps: a look at all of it takes a third of a second
        self.status.ready = True
        self._connected.set()

    async def _insist(self, concern: str, attempt: Callable[[], Awaitable[None]]) -> None:
        pause = _FIRST_BACKOFF
        while True:
            try:
                await self._watched(concern, attempt())
            except (BusUnavailable, RegistryUnavailable) as error:
                self.status.note(concern, str(error))
                self.metrics.retried.inc()
                log.warning("%s: %s; trying again in %.2f s", self.agent.name, error, pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LAST_BACKOFF)
            else:
                self.status.note(concern, "")
                return

    async def _watched(self, concern: str, attempt: Awaitable[None]) -> None:
        """Waits, and says so once it takes long: an idempotent producer never gives up itself."""
        late = f"no answer from the {concern} for {_PATIENCE_SECONDS:g} s; try `twin status`"
        loop = asyncio.get_running_loop()
        alarm = loop.call_later(_PATIENCE_SECONDS, self.status.note, concern, late)
        try:
            await attempt
        finally:
            alarm.cancel()

    async def _on_snapshots(self, deliveries: Sequence[Delivery]) -> Awaitable[None]:
        for delivery in deliveries:
            try:
                self._state.take(await self._codec.read(delivery.value, AgentSnapshot))
            except Undecodable as error:
                self.metrics.snapshots_refused.inc()
                log.warning("%s: a snapshot on the bus is none: %s", self.agent.name, error)
        return asyncio.sleep(0)

    async def _on_batch(self, deliveries: Sequence[Delivery]) -> Awaitable[None]:
        self._state.begin()
        self.metrics.in_hand.inc(len(deliveries))
        with self.metrics.batch_seconds.time():
            outgoing: list[Outgoing] = []
            trace = new_trace()
            await self._handle_all(deliveries, trace, outgoing)
            self.metrics.handled.inc(len(deliveries))
        self._published = asyncio.create_task(
            self._publish_after(self._published, outgoing, len(deliveries))
        )
        return self._published

    async def _publish_after(
        self, before: asyncio.Task[None] | None, outgoing: list[Outgoing], handled: int
    ) -> None:
        if before is not None:
            await before
        if outgoing:
            try:
                await self._insist("bus", lambda: self.bus.publish(outgoing))
            except Exception as error:
                self._failures.put_nowait(error)
                raise
            self.metrics.published.inc(len(outgoing))
        self.metrics.in_hand.dec(handled)

    async def _handle_all(
        self, deliveries: Sequence[Delivery], trace: Header, outgoing: list[Outgoing]
    ) -> None:
        waiting = with_records(deliveries, self._run_decoders, self._breath.prepared)
        left = len(deliveries)
        while left > 0:
            turns = await self._breath.give_way()
            begun, count = monotonic(), self._breath.messages
            await self._handle(islice(waiting, count), trace, outgoing)
            self._breath.took(monotonic() - begun, turns)
            left -= count

    async def _handle(
        self, waiting: Iterator[Read], trace: Header, outgoing: list[Outgoing]
    ) -> None:
        while failed := self._outputs(waiting, trace, outgoing):
            await self._again(*failed, trace, outgoing)

    async def _again(
        self, delivery: Delivery, error: Exception, trace: Header, outgoing: list[Outgoing]
    ) -> None:
        for attempt in range(1, _ATTEMPTS):
            if isinstance(error, Undecodable):
                break
            try:
                await self._mend(error, attempt)
            except Undecodable as unknown:
                error = unknown
                break
            failed = self._outputs(iter([(delivery, None)]), trace, outgoing)
            if not failed:
                return
            error = failed[1]
        outgoing += self._rejected(delivery, error, trace)

    def _rejected(self, delivery: Delivery, error: Exception, trace: Header) -> list[Outgoing]:
        rejection = self._rejection(delivery, error)
        cause = b"rejected-%s" % cause_of(delivery)
        return self._envelope.wrap([rejection], trace_of(delivery.headers, trace), cause)

    async def _mend(self, error: Exception, attempt: int) -> None:
        if isinstance(error, UnknownSchema):
            schema_id = error.schema_id
            await self._insist("registry", lambda: self._codec.learn(schema_id))
        else:
            await asyncio.sleep(_FIRST_BACKOFF * 2**attempt)

    def _rejection(self, delivery: Delivery, error: Exception) -> RejectedMessage:
        self.metrics.rejected.inc()
        reason = str(error) if isinstance(error, Undecodable) else f"handler failed: {error!r}"
        log.error(
            "%s rejects %s[%d]@%d: %s",
            *(self.agent.name, delivery.topic, delivery.partition, delivery.offset, reason),
        )
        payload = delivery.value or b""
        if len(payload) > _REJECTED_BYTES:
            reason += f" (the first {_REJECTED_BYTES} of {len(payload)} bytes are kept)"
        return RejectedMessage(
            topic=delivery.topic,
            partition=delivery.partition,
            offset=delivery.offset,
            agent=self.agent.name,
            reason=reason,
            payload=payload[:_REJECTED_BYTES],
            time_ns=self.clock.now_ns(),
        )

    async def _attempt(self, records: Sequence[Record]) -> None:
        if not self.status.ready:
            raise BusUnavailable(f"{self.agent.name} is not connected to the bus yet")
        await self.bus.publish(self._envelope.wrap(records, new_trace()))
        self.metrics.published.inc(len(records))

    async def _deliver(self, records: Sequence[Record]) -> None:
        await self._insist("bus", lambda: self._attempt(records))

    async def _keep_time(self, timer: Timer) -> None:
        loop = asyncio.get_running_loop()
        await self._connected.wait()  # a timer would act on state that is not replayed yet
        due = loop.time()
        while True:
            due = max(due + timer.seconds, loop.time())
            await asyncio.sleep(due - loop.time())
            self.outbox.offer(self.agent.run_timer(timer, self.clock.now_ns()))

    def health(self) -> AgentHealth:
        """State of this process now."""
        self.metrics.buffered.set(len(self.outbox))
        self.metrics.dropped.set(self.outbox.dropped)
        self.status.note("agent", self.agent.unwell())
        self.status.note("outbox", self.outbox.trouble())
        return self.status.health(
            self.clock.now_ns(), buffered=len(self.outbox), dropped=self.outbox.dropped
        )

    async def _tell_health(self) -> None:
        while True:
            if self.status.ready:
                try:
                    await self._watched("bus", self._attempt([self.health()]))
                except BusUnavailable as error:
                    self.status.note("bus", str(error))
                else:
                    self.status.note("bus", "")
            await asyncio.sleep(_HEALTH_SECONDS if self.status.ready else _FIRST_BACKOFF)

    async def _keep_state(self) -> None:
        await self._connected.wait()
        while True:
            await asyncio.sleep(self.snapshot_s)
            await self._publish_state()

    async def _publish_state(self) -> None:
        try:
            await self._attempt([self._state.record(self.clock.now_ns())])
        except BusUnavailable as error:
            log.warning("%s: the state is not kept now: %s", self.agent.name, error)
        except ValueError as error:
            self.status.note("state", str(error))
        else:
            self.status.note("state", "")
            self.metrics.snapshots.inc()

    async def _drain(self, tasks: Sequence[asyncio.Task[None]], *, orderly: bool) -> None:
        self.status.stopping = True
        by_name = {task.get_name(): task for task in tasks}
        for name, task in by_name.items():
            if name != "pump":
                task.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_DRAIN_SECONDS):
                await self.bus.pause()
                await self.outbox.drained()
                if orderly and self.status.ready and self.agent.keeps_state():
                    await self._publish_state()
        by_name["pump"].cancel()
        with contextlib.suppress(BusUnavailable, TimeoutError):
            await asyncio.wait_for(self._attempt([self.health()]), _LAST_WORD_SECONDS)
        await asyncio.gather(*tasks, return_exceptions=True)
        self.outbox.close()
        await self.bus.stop()


async def _first_end(stopping: asyncio.Task[bool], tasks: Sequence[asyncio.Task[None]]) -> None:
    pending: set[asyncio.Task[bool] | asyncio.Task[None]] = {stopping, *tasks}
    while not stopping.done():
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
