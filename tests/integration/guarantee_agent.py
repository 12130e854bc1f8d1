"""Agents that the tests of the guarantees run, also as a process that a test may kill.

`python guarantee_agent.py SERVERS REGISTRY BEFORE_DEATH` runs `Repeater`; its process is killed
with -9 after so many messages are on the bus and before they are committed; 0 lets it live.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from twin_bus.agent import Agent, on
from twin_bus.kafka import KafkaBus, KafkaConnection
from twin_bus.ports import Outgoing
from twin_bus.runtime import AgentRuntime
from twin_bus.schema_registry import SchemaRegistry
from twin_schemas.record import Record


class Step(Record, topic="guarantee.step", owner="stepper", key="path"):
    """One of numbered messages.

    Attributes:
        path: Key.
        number: Grows by one within a key.
    """

    path: str
    number: int


class StepTaken(Record, topic="guarantee.step_taken", owner="repeater", key="path"):
    """What was made of a step.

    Attributes:
        path: Key.
        number: That of the step.
        member: Who made it.
    """

    path: str
    number: int
    member: str


@dataclass
class Stepper(Agent):
    """Only publishes, through its outbox."""

    name = "stepper"
    emits = (Step,)


@dataclass
class Repeater(Agent):
    """Says of each step that it was taken, and who is asked may end the wait.

    Attributes:
        member: Name of this process in its outputs.
        taken: Steps handled here.
        wanted: How many have to be handled until `enough` is set.
    """

    name = "repeater"
    emits = (StepTaken,)
    member: str = "one"
    taken: list[Step] = field(default_factory=list)
    wanted: int = 1
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    @on(Step)
    def take(self, step: Step) -> Iterator[StepTaken]:
        self.taken.append(step)
        if len(self.taken) >= self.wanted:
            self.enough.set()
        yield StepTaken(path=step.path, number=step.number, member=self.member)


@dataclass
class _DeadlyBus(KafkaBus):
    before_death: int = 0
    published: int = 0

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        await super().publish(messages)
        self.published += sum(m[0] == StepTaken.contract.topic for m in messages)
        if 0 < self.before_death <= self.published:
            os.kill(os.getpid(), signal.SIGKILL)


async def _main(servers: str, registry_url: str, before_death: str) -> None:
    bus = _DeadlyBus(KafkaConnection(servers), client_id="repeater", before_death=int(before_death))
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await AgentRuntime(Repeater(), bus, SchemaRegistry(registry_url)).run(stop)


if __name__ == "__main__":
    asyncio.run(_main(*sys.argv[1:]))
