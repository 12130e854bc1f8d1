from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from twin_bus.agent import Agent, Outbox, Source, every, on
from twin_bus.codec import Codec
from twin_bus.errors import BusUnavailable, UndeclaredOutput
from twin_bus.memory import MemoryBus, MemorySchemas
from twin_bus.runtime import AgentRuntime
from twin_bus.runtime.breath import Breath
from twin_bus.runtime.outbox import BoundedOutbox
from twin_schemas.messages import AgentHealth, LoginAttempted, RejectedMessage
from twin_schemas.record import Record


class Asked(Record, topic="demo.asked", owner="demo", key="name"):
    """A question.

    Attributes:
        name: Who asks.
        number: What.
    """

    name: str
    number: int


class Answered(Record, topic="demo.answered", owner="demo", key="name"):
    """An answer.

    Attributes:
        name: Who asked.
        number: The answer.
    """

    name: str
    number: int


@dataclass
class Doubler(Agent):
    """Doubles; fails on negative numbers, once on 13."""

    name = "doubler"
    emits = (Answered,)
    tries: int = 0

    @on(Asked)
    def answer(self, asked: Asked) -> Iterator[Answered]:
        self.tries += 1
        if asked.number == 13 and self.tries == 1:
            raise RuntimeError("unlucky")
        if asked.number < 0:
            raise ValueError("negative")
        yield Answered(name=asked.name, number=2 * asked.number)


@dataclass
class Setup:
    bus: MemoryBus = field(default_factory=MemoryBus)
    store: MemorySchemas = field(default_factory=MemorySchemas)

    @asynccontextmanager
    async def running(self, agent: Agent) -> AsyncIterator[AgentRuntime]:
        runtime = AgentRuntime(agent, self.bus, self.store)
        stop = asyncio.Event()
        task = asyncio.create_task(runtime.run(stop))
        try:
            yield runtime
        finally:
            stop.set()
            await task

    async def codec(self) -> Codec:
        codec = Codec(self.store)
        await codec.prepare([Asked, Answered, AgentHealth, RejectedMessage])
        return codec

    async def ask(self, *numbers: int) -> None:
        codec = await self.codec()
        await self.bus.publish([
            ("demo.asked.v1", b"k", codec.encode(Asked(name="k", number=n)), []) for n in numbers
        ])

    async def published(self, record: type[Record], count: int) -> list[Record]:
        topic = record.contract.topic
        async with asyncio.timeout(5), self.bus._grown:
            await self.bus._grown.wait_for(lambda: len(self.bus.topics[topic]) >= count)
        codec = await self.codec()
        return [codec.decode(m.value, record) for m in self.bus.topics[topic]]


async def test_inputs_become_outputs_in_order():
    setup = Setup()
    async with setup.running(Doubler()):
        await setup.ask(1, 2, 3)
        answers = await setup.published(Answered, 3)
    assert [a.number for a in answers] == [2, 4, 6]


async def test_a_failing_handler_is_tried_again():
    setup = Setup()
    async with setup.running(Doubler()):
        await setup.ask(13)
        answers = await setup.published(Answered, 1)
    assert answers[0].number == 26


async def test_poison_goes_to_the_reject_topic_and_the_rest_goes_on():
    setup = Setup()
    async with setup.running(Doubler()) as runtime:
        await setup.ask(-1)
        await setup.bus.publish([("demo.asked.v1", b"k", b"garbage", [])])
        await setup.ask(4)
        rejected = await setup.published(RejectedMessage, 2)
        answers = await setup.published(Answered, 1)
        assert runtime.health().rejected == 2
    assert "negative" in rejected[0].reason
    assert "magic" in rejected[1].reason
    assert rejected[1].payload == b"garbage"
    assert answers[0].number == 8


async def test_an_output_outside_its_contract_is_a_rejection_of_its_input():
    setup = Setup()
    async with setup.running(Doubler()):
        await setup.ask(2**62, 4)
        rejected = await setup.published(RejectedMessage, 1)
        answers = await setup.published(Answered, 1)
    assert "too large" in rejected[0].reason
    assert answers[0].number == 8


async def test_an_output_that_no_broker_takes_is_a_rejection_of_its_input():
    class Boaster(Doubler):
        @on(Asked)
        def answer(self, asked: Asked) -> Iterator[Answered]:
            yield Answered(name=asked.name * 1_000_000 * asked.number, number=1)

    setup = Setup()
    async with setup.running(Boaster()):
        await setup.ask(2)
        rejected = await setup.published(RejectedMessage, 1)
    assert "demo.answered.v1: 2000" in rejected[0].reason


async def test_a_writers_schema_is_fetched_when_its_first_message_comes():
    setup = Setup()
    other = await Codec(setup.store).store.id_of(LoginAttempted)
    codec = await setup.codec()
    value = codec.encode(Asked(name="k", number=1))
    strange = value[:1] + other.to_bytes(4) + value[5:]
    async with setup.running(Doubler()):
        await setup.bus.publish([("demo.asked.v1", b"k", strange, [])])
        await setup.ask(4)
        rejected = await setup.published(RejectedMessage, 1)
        answers = await setup.published(Answered, 1)
    assert "its writer's schema does not fit this contract" in rejected[0].reason
    assert answers[0].number == 8


async def test_the_trace_goes_on_from_input_to_output():
    setup = Setup()
    codec = await setup.codec()
    trace = b"00-0123456789abcdef0123456789abcdef-0123456789abcdef-01"
    value = codec.encode(Asked(name="k", number=1))
    async with setup.running(Doubler()):
        await setup.bus.publish([("demo.asked.v1", b"k", value, [("traceparent", trace)])])
        await setup.published(Answered, 1)
    headers = dict(setup.bus.topics["demo.answered.v1"][0].headers)
    assert headers["traceparent"] == trace
    assert headers["ce_type"] == b"demo.answered.v1"
    assert headers["ce_source"] == b"/agents/doubler"


async def test_a_repeated_output_has_the_same_id_and_another_output_another():
    setup = Setup()
    await setup.ask(1, 2)
    for process in (1, 2):
        setup.bus.committed.clear()
        async with setup.running(Doubler()):
            await setup.published(Answered, 2 * process)
    async with setup.running(Doubler()):
        await setup.ask(3)
        await setup.published(Answered, 5)
    ids = [dict(m.headers)["ce_id"] for m in setup.bus.topics["demo.answered.v1"]]
    assert ids[:2] == ids[2:4]
    assert len(set(ids)) == 3


def test_a_slow_handler_gives_way_after_a_few_messages_and_a_fast_one_after_many():
    breath = Breath()
    breath.took(1.0)
    breath.took(0.05)
    assert breath.messages == 1
    breath.took(1e-5)
    assert breath.messages == 200
    breath.took(0.02, turns=0.2)
    assert breath.messages == 2_000


def test_what_is_prepared_for_later_messages_is_not_held_against_the_first():
    breath = Breath(seconds=0.001, messages=50)
    breath.prepared(0.0004, 200)
    breath.took(0.0004 + 50 * 8e-6)
    assert breath.messages == 100
    breath.took(100 * 8e-6)
    assert breath.messages == 100
    breath.prepared(0.0, 1)
    breath.took(100 * 8e-6)
    assert breath.messages == 125


@dataclass
class Busy(Doubler):
    """Takes two milliseconds for an answer, and notes how often others had their turn."""

    now: float = 0.0
    turns: int = 0
    seen: list[int] = field(default_factory=list)

    @on(Asked)
    def answer(self, asked: Asked) -> Iterator[Answered]:
        self.now += 0.002
        self.seen.append(self.turns)
        yield Answered(name=asked.name, number=asked.number)

    async def count(self) -> None:
        while True:
            self.turns += 1
            await asyncio.sleep(0)


@pytest.mark.parametrize("waited_for", [True, False])
async def test_only_an_agent_that_is_waited_for_gives_way_after_each_millisecond(
    waited_for: bool, monkeypatch: pytest.MonkeyPatch
):
    setup, agent = Setup(), Busy()
    for module in ("runtime", "runs", "breath"):  # a busy machine would have its own say
        monkeypatch.setattr(f"twin_bus.runtime.{module}.monotonic", lambda: agent.now)
    agent.is_waited_for = waited_for  # type: ignore[misc]  # its class says so otherwise
    async with setup.running(agent):
        counting = asyncio.create_task(agent.count())
        await setup.ask(*range(50))
        await setup.published(Answered, 50)
        counting.cancel()
    assert (len({*agent.seen}) > 35) == waited_for


async def test_health_is_published_from_start_to_stop():
    setup = Setup()
    async with setup.running(Doubler()):
        await setup.published(AgentHealth, 1)
    states = [h.state for h in await setup.published(AgentHealth, 2)]
    assert states[0] == "healthy"
    assert states[-1] == "stopping"


def test_an_undeclared_output_is_refused():
    class Chatty(Doubler):
        emits = ()

    with pytest.raises(UndeclaredOutput, match="Answered"):
        Chatty().handle(Asked(name="k", number=1))


@dataclass
class Clockwork(Source):
    """Says something at each tick and once from its own loop."""

    name = "clockwork"
    emits = (Answered,)
    offered: asyncio.Event = field(default_factory=asyncio.Event)

    @every(0.01)
    def strike(self, now_ns: int) -> Iterator[Answered]:
        yield Answered(name="tick", number=now_ns)

    async def run(self, out: Outbox) -> None:
        out.offer([Answered(name="loop", number=1)])
        self.offered.set()
        await asyncio.Event().wait()


async def test_a_source_publishes_from_its_loop_and_its_timers():
    setup = Setup()
    async with setup.running(Clockwork()):
        answers = await setup.published(Answered, 4)
    assert {a.name for a in answers} == {"loop", "tick"}


async def test_a_full_outbox_drops_the_oldest_and_counts():
    async def never(_records: object) -> None:
        raise BusUnavailable("away")

    outbox = BoundedOutbox(deliver=never, attempt=never, capacity=3)
    outbox.offer(Answered(name="k", number=n) for n in range(5))
    assert len(outbox) == 3
    assert outbox.dropped == 2
    assert [r.number for r in outbox._waiting] == [2, 3, 4]


async def test_an_outbox_keeps_what_is_not_delivered():
    back = asyncio.Event()
    taken: list[Record] = []

    async def deliver(records: list[Record]) -> None:
        await back.wait()
        taken.extend(records)

    outbox = BoundedOutbox(deliver=deliver, attempt=deliver)
    pump = asyncio.create_task(outbox.pump())
    outbox.offer([Answered(name="k", number=1)])
    await asyncio.sleep(0)
    outbox.offer([Answered(name="k", number=2)])
    assert len(outbox) == 2
    back.set()
    await asyncio.wait_for(outbox.drained(), 5)
    pump.cancel()
    assert [r.number for r in taken] == [1, 2]


def test_login_is_keyed_by_user():
    assert LoginAttempted.contract.key == "user"


@pytest.mark.parametrize(("pause", "most"), [(0.0, 1), (10.0, 5)])
async def test_an_agent_gives_way_while_there_is_something_to_do(pause: float, most: int):
    turns = 0

    async def be_busy() -> None:
        nonlocal turns
        while turns < 5:
            turns += 1
            time.sleep(0.001)  # noqa: ASYNC251 - it is what keeps the others from their turns
            await asyncio.sleep(0)

    busy = asyncio.create_task(be_busy())
    await Breath(pause=pause).give_way()
    assert turns == most
    await busy
