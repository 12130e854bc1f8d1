"""A bus that neither takes nor refuses, as Kafka's idempotent producer does while it is away."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from tests.unit.test_runtime import Answered, Doubler, Setup

from twin_bus.memory import MemoryBus, MemorySchemas
from twin_bus.ports import Outgoing
from twin_bus.runtime import AgentRuntime, runtime


@dataclass
class SilentBus(MemoryBus):
    """Acknowledges only while `answers` is set."""

    answers: asyncio.Event = field(default_factory=asyncio.Event)

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        await self.answers.wait()
        await super().publish(messages)


async def until_state(agent: AgentRuntime, state: str) -> None:
    async with asyncio.timeout(5):
        while agent.health().state != state:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_silence_of_the_bus_shows_in_health_and_does_not_hold_up_a_stop(
    monkeypatch: pytest.MonkeyPatch,
):
    for name in ("_PATIENCE_SECONDS", "_DRAIN_SECONDS", "_LAST_WORD_SECONDS", "_HEALTH_SECONDS"):
        monkeypatch.setattr(runtime, name, 0.05)
    bus, stop = SilentBus(), asyncio.Event()
    agent = AgentRuntime(Doubler(), bus, MemorySchemas())
    running = asyncio.create_task(agent.run(stop))
    await until_state(agent, "degraded")
    assert "no answer from the bus" in agent.health().reason
    bus.answers.set()
    await until_state(agent, "healthy")
    bus.answers.clear()
    agent.outbox.offer([Answered(name="k", number=1)])
    await until_state(agent, "degraded")
    stop.set()
    await asyncio.wait_for(running, 5)


class BrokenBus(MemoryBus):
    """Fails in a way that no bus should."""

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        if any(topic == Answered.contract.topic for topic, *_ in messages):
            raise RuntimeError("broken")
        await super().publish(messages)


async def test_outputs_that_cannot_be_published_end_the_agent():
    setup = Setup(bus=BrokenBus())
    await setup.ask(1)
    agent = AgentRuntime(Doubler(), setup.bus, setup.store)
    with pytest.raises(RuntimeError, match="broken"):
        await asyncio.wait_for(agent.run(asyncio.Event()), 15)
    assert setup.bus.committed == {}
