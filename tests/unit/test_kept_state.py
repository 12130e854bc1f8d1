"""What an agent would lose by a restart is kept on the bus."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from twin_agents.simulation import Simulation
from twin_bus.agent import Agent, every, on
from twin_bus.codec import Codec
from twin_bus.errors import SnapshotRefused
from twin_bus.memory import MemoryBus, MemorySchemas
from twin_bus.runtime import AgentRuntime
from twin_bus.runtime.metrics import count
from twin_bus.runtime.state import LARGEST_STATE
from twin_schemas.messages import AgentSnapshot, LoginAttempted
from twin_simulator import Run

NS = 1_000_000_000
LOGIN = LoginAttempted(user="ann", succeeded=True, client="here", time_ns=0)


@dataclass
class Tally(Agent):
    """Counts log-ins; what a timer saw first is kept for the test."""

    name = "tally"
    form: bytes = b"tally "
    size: int = 0
    total: int = 0
    first_tick: list[int] = field(default_factory=list)
    counted: asyncio.Event = field(default_factory=asyncio.Event)

    @on(LoginAttempted, start="live")
    def count(self, _login: LoginAttempted) -> Iterator[LoginAttempted]:
        self.total += 1
        self.counted.set()
        yield from ()

    @every(0.01)
    def look(self, _now_ns: int) -> Iterator[LoginAttempted]:
        self.first_tick.append(self.total)
        yield from ()

    def snapshot(self) -> bytes:
        return self.form + str(self.total).encode() + b"." * self.size

    def restore(self, state: bytes) -> None:
        if not state.startswith(self.form):
            raise SnapshotRefused("another form")
        self.total = int(state.removeprefix(self.form).rstrip(b"."))


@dataclass
class Place:
    bus: MemoryBus = field(default_factory=MemoryBus)
    store: MemorySchemas = field(default_factory=MemorySchemas)

    @asynccontextmanager
    async def running(self, agent: Agent) -> AsyncIterator[AgentRuntime]:
        runtime = AgentRuntime(agent, self.bus, self.store, snapshot_s=0.02)
        stop = asyncio.Event()
        task = asyncio.create_task(runtime.run(stop))
        try:
            yield runtime
        finally:
            stop.set()
            await task

    async def log_in(self) -> None:
        codec = Codec(self.store)
        await codec.prepare([LoginAttempted])
        topic = LoginAttempted.contract.topic
        await self.bus.publish([(topic, b"ann", codec.encode(LOGIN), [])])

    async def snapshots(self, wanted: int) -> int:
        """Snapshots on the bus, once there are so many."""
        topic = AgentSnapshot.contract.topic
        async with asyncio.timeout(5), self.bus._grown:
            await self.bus._grown.wait_for(lambda: len(self.bus.topics[topic]) >= wanted)
        return len(self.bus.topics[topic])


async def counted_once(place: Place, agent: Tally) -> None:
    async with place.running(agent):
        await place.snapshots(1)
        await place.log_in()
        async with asyncio.timeout(5):
            await agent.counted.wait()


async def test_the_next_process_goes_on_with_the_state_before_a_timer_runs():
    place = Place()
    await counted_once(place, Tally())
    after = Tally()
    async with place.running(after):
        await place.snapshots(await place.snapshots(1) + 1)
    assert after.total == 1
    assert set(after.first_tick) == {1}


async def test_state_of_another_form_is_refused_and_counted_and_the_agent_begins_anew():
    place = Place()
    await counted_once(place, Tally())
    after = Tally(form=b"newer ")
    async with place.running(after) as runtime:
        await place.snapshots(await place.snapshots(1) + 1)
        assert count(runtime.metrics.snapshots_refused) == 1
        assert runtime.status.state == "healthy"
    assert after.total == 0
    again = Tally(form=b"newer ", total=7)
    async with place.running(again) as runtime:
        await place.snapshots(await place.snapshots(1) + 1)
        assert count(runtime.metrics.snapshots_refused) == 0
    assert again.total == 0


async def test_bytes_that_are_no_snapshot_do_not_stop_the_agent():
    place = Place()
    await place.bus.publish([(AgentSnapshot.contract.topic, b"tally", b"garbage", [])])
    async with place.running(Tally()) as runtime:
        await place.snapshots(2)
        assert count(runtime.metrics.snapshots_refused) == 1


async def test_state_that_the_bus_does_not_take_shows_in_health():
    async with Place().running(Tally(size=LARGEST_STATE)) as runtime:
        async with asyncio.timeout(5):
            while runtime.status.state != "degraded":  # noqa: ASYNC110 - it is no event
                await asyncio.sleep(0.01)
        assert "a restart would lose it" in runtime.health().reason


def test_an_agent_with_a_snapshot_does_not_resume():
    class Resumes(Tally):
        @on(LoginAttempted)
        def count(self, login: LoginAttempted) -> Iterator[LoginAttempted]:
            yield from super().count(login)

    with pytest.raises(TypeError, match="resumes LoginAttempted"):
        AgentRuntime(Resumes(), MemoryBus(), MemorySchemas())


def test_a_restarted_simulation_goes_on_with_its_run():
    first = Simulation(plant=(model := Run.load("nitrogen")).plant, model=model)
    for second in range(3):
        first.tick(second * NS)
    state = first.snapshot()
    assert len(state) < LARGEST_STATE
    other = Run.load("nitrogen")
    after = Simulation(plant=other.plant, model=other)
    after.restore(state)
    assert (after.run_id, after.model.time) == (first.run_id, first.model.time)
    assert after.tick(5 * NS) == first.tick(5 * NS)


def test_a_simulation_does_not_go_on_with_another_plant():
    nitrogen, cooling = Run.load("nitrogen"), Run.load("cooling_water")
    state = Simulation(plant=nitrogen.plant, model=nitrogen).snapshot()
    agent = Simulation(plant=cooling.plant, model=cooling)
    for wrong in (state, b"", state[:50]):
        with pytest.raises(SnapshotRefused, match="no run of this plant"):
            agent.restore(wrong)
    assert agent.model is cooling
