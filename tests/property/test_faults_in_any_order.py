"""The runtime on the memory bus under faults that hypothesis draws."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from twin_bus.agent import Agent, on
from twin_bus.codec import Codec
from twin_bus.errors import BusUnavailable, RegistryUnavailable
from twin_bus.memory import MemoryBus, MemorySchemas
from twin_bus.ports import Outgoing
from twin_bus.runtime import AgentRuntime, runtime
from twin_schemas.messages import RejectedMessage
from twin_schemas.record import Record

KEYS = ("a", "b", "c")


class Order(Record, topic="faults.order", owner="faults", key="name"):
    """What the agent is given.

    Attributes:
        name: Key.
        number: Grows by one within a key; below zero it is poison.
    """

    name: str
    number: int


class Effect(Record, topic="faults.effect", owner="faults", key="name"):
    """What the agent makes of it.

    Attributes:
        name: Key.
        number: That of the order.
    """

    name: str
    number: int


class Maker(Agent):
    """One effect an order."""

    name = "maker"
    emits = (Effect,)

    @on(Order)
    def make(self, order: Order) -> Iterator[Effect]:
        if order.number < 0:
            raise ValueError("poison")
        yield Effect(name=order.name, number=order.number)


@dataclass
class Faults:
    """What goes wrong now.

    Attributes:
        refused: Attempts to publish that the bus refuses from now on.
        partly: Whether it has taken half of the messages before it refuses.
        dies: Whether the agent's process ends when its effects are on the bus.
        registry_away: Whether the registry does not answer.
    """

    refused: int = 0
    partly: bool = False
    dies: bool = False
    registry_away: bool = False


@dataclass
class Connection(MemoryBus):
    """One process's connection to the bus, which may break; the topics are those of all."""

    faults: Faults = field(default_factory=Faults)
    dead: asyncio.Event = field(default_factory=asyncio.Event)

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        if self.dead.is_set():
            raise BusUnavailable("this process has ended")
        if self.faults.refused:
            self.faults.refused -= 1
            if self.faults.partly:
                await super().publish(messages[: len(messages) // 2])
            raise BusUnavailable("drawn")
        await super().publish(messages)
        if self.faults.dies and any(m[0] == Effect.contract.topic for m in messages):
            self.faults.dies = False
            self.dead.set()
            raise BusUnavailable("this process has ended")


@dataclass
class Registry(MemorySchemas):
    """Answers unless it is away."""

    faults: Faults = field(default_factory=Faults)

    async def id_of(self, record: type[Record]) -> int:
        if self.faults.registry_away:
            raise RegistryUnavailable("drawn")
        return await super().id_of(record)


class AnyFaults(RuleBasedStateMachine):
    """Publishes orders, draws faults, and looks at the effects once all is well again."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.faults = Faults()
        self.world = MemoryBus()
        self.registry = Registry(faults=self.faults)
        self.accepted: dict[str, int] = dict.fromkeys(KEYS, 0)
        self.poison = 0
        self.codec = Codec(MemorySchemas())
        self._do(self.codec.prepare([Order, Effect, RejectedMessage]))
        # The agent asks for its schemas in no fixed order, so both agree on the numbers first.
        self._do(Codec(self.registry).prepare([Order, Effect, RejectedMessage]))
        self._begin()

    def _do(self, work: object) -> None:
        self.loop.run_until_complete(work)  # type: ignore[arg-type]

    def _begin(self) -> None:
        world = self.world
        self.bus = Connection(
            world.topics, world.committed, _grown=world._grown, faults=self.faults
        )
        self.stop = asyncio.Event()
        self.agent = AgentRuntime(Maker(), self.bus, self.registry)
        self.running = self.loop.create_task(self.agent.run(self.stop))

    async def _end(self) -> None:
        self.bus.dead.set()
        self.stop.set()
        await asyncio.wait_for(self.running, 10)

    async def _turns(self, number: int = 20) -> None:
        for _ in range(number):
            await asyncio.sleep(0)
        if self.bus.dead.is_set():
            await self._end()
            self._begin()

    @rule(key=st.sampled_from(KEYS), count=st.integers(1, 5))
    def order(self, key: str, count: int) -> None:
        numbers = range(self.accepted[key], self.accepted[key] + count)
        self.accepted[key] += count
        self._publish([Order(name=key, number=n) for n in numbers])

    @rule(key=st.sampled_from(KEYS))
    def poison_handler(self, key: str) -> None:
        self.poison += 1
        self._publish([Order(name=key, number=-1)])

    @rule()
    def poison_bytes(self) -> None:
        self.poison += 1
        self._do(self.world.publish([(Order.contract.topic, b"a", b"garbage", [])]))

    def _publish(self, orders: list[Order]) -> None:
        topic = Order.contract.topic
        encode = self.codec.encode
        self._do(self.world.publish([(topic, o.name.encode(), encode(o), []) for o in orders]))

    @rule(times=st.integers(1, 3), partly=st.booleans())
    def refuse(self, times: int, partly: bool) -> None:
        self.faults.refused, self.faults.partly = times, partly

    @rule()
    def die_between_publish_and_commit(self) -> None:
        self.faults.dies = True

    @rule(away=st.booleans())
    def registry(self, away: bool) -> None:
        self.faults.registry_away = away

    @rule()
    def restart(self) -> None:
        self._do(self._end())
        self._begin()

    @rule(back=st.integers(1, 4))
    def deliver_again(self, back: int) -> None:
        self._do(self._end())
        place = (f"twin.{Maker.name}", Order.contract.topic)
        self.world.committed[place] = max(0, self.world.committed.get(place, 0) - back)
        self._begin()

    @rule()
    def let_it_run(self) -> None:
        self._do(self._turns())

    @rule()
    def all_is_well(self) -> None:
        self._do(self._settle())
        self._check()

    async def _settle(self) -> None:
        self.faults.refused, self.faults.registry_away = 0, False
        place, orders = (f"twin.{Maker.name}", Order.contract.topic), Order.contract.topic
        async with asyncio.timeout(20):
            while self.world.committed.get(place, 0) < len(self.world.topics[orders]):
                await self._turns()

    def _check(self) -> None:
        found = self.world.topics[Effect.contract.topic]
        effects = [self.codec.decode(m.value, Effect) for m in found]
        ids = [dict(m.headers)["ce_id"] for m in found]
        expected = {key: list(range(count)) for key, count in self.accepted.items()}
        # A reader that skips the sequence numbers it has seen has every effect once, in order.
        applied: dict[str, list[int]] = {key: [] for key in KEYS}
        for effect in effects:
            if effect.number > (applied[effect.name] or [-1])[-1]:
                applied[effect.name].append(effect.number)
        assert applied == expected
        # So has one that remembers ids.
        by_id = dict(zip(ids, ((e.name, e.number) for e in effects), strict=True))
        assert len(by_id) == sum(self.accepted.values())
        assert set(by_id.values()) == {(k, n) for k, ns in expected.items() for n in ns}
        rejected = self.world.topics[RejectedMessage.contract.topic]
        assert len({dict(m.headers)["ce_id"] for m in rejected}) == self.poison

    def teardown(self) -> None:
        try:
            self._do(self._settle())
            self._check()
        finally:
            self._do(self._end())
            self.loop.close()


def test_faults_in_any_order_lose_nothing_and_keep_the_order(monkeypatch: pytest.MonkeyPatch):
    for name in ("_FIRST_BACKOFF", "_LAST_BACKOFF"):
        monkeypatch.setattr(runtime, name, 0.0)
    run_state_machine_as_test(
        AnyFaults,
        settings=settings(
            max_examples=60,
            stateful_step_count=25,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
