"""The simulation is killed and goes on with its run."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.conftest import wait_for
from tests.integration.conftest import RunningExchange
from tests.integration.messages import all_messages

from twin_bus.codec import Codec
from twin_bus.kafka import KafkaBus, KafkaConnection
from twin_bus.schema_registry import SchemaRegistry
from twin_ops.supervisor.plan import health_port
from twin_schemas.messages import AgentSnapshot, SimulatedValue

pytestmark = pytest.mark.kafka
NAME = "simulation"


@pytest.fixture
def simulation(exchange: RunningExchange) -> Iterator[RunningExchange]:
    """The same processes, with a simulation beside them for one test."""
    exchange.start(NAME)
    yield exchange
    exchange.kill(NAME)
    del exchange.processes[NAME]


def messages(place: RunningExchange, record: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = all_messages(
        place.servers, place.registry_url, record.contract.topic
    )
    return found


def snapshots(place: RunningExchange) -> int:
    return sum(one["agent"] == NAME for one in messages(place, AgentSnapshot))


def restarted(place: RunningExchange) -> str:
    """Run of the first values that the next process publishes."""
    place.kill(NAME)
    before = len(messages(place, SimulatedValue))
    place.start(NAME)
    wait_for(lambda: len(messages(place, SimulatedValue)) > before, 60, "the model steps")
    run: str = messages(place, SimulatedValue)[before]["run_id"]
    return run


async def publish(place: RunningExchange, snapshot: AgentSnapshot) -> None:
    store = SchemaRegistry(place.registry_url)
    codec = Codec(store)
    await codec.prepare([AgentSnapshot])
    bus = KafkaBus(KafkaConnection(place.servers), client_id="test")
    topic = AgentSnapshot.contract.topic
    await bus.publish([(topic, snapshot.agent.encode(), codec.encode(snapshot), [])])
    await bus.stop()
    await store.close()


def refused(place: RunningExchange) -> float:
    """How many snapshots the simulation's process has refused."""
    port = health_port(place.settings, NAME)
    text = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text
    (line,) = [li for li in text.splitlines() if li.startswith("twin_snapshots_refused_total ")]
    return float(line.split()[1])


def test_a_killed_simulation_goes_on_and_begins_anew_only_if_its_state_does_not_fit(
    simulation: RunningExchange,
):
    before = snapshots(simulation)
    wait_for(lambda: snapshots(simulation) > before, 90, "a snapshot is on the bus")
    run = messages(simulation, SimulatedValue)[-1]["run_id"]
    assert restarted(simulation) == run
    assert refused(simulation) == 0
    simulation.kill(NAME)
    asyncio.run(publish(simulation, AgentSnapshot(agent=NAME, state=b"older form", time_ns=1)))
    simulation.start(NAME)
    assert restarted(simulation) != run
    assert refused(simulation) == 1
    log = (simulation.settings.home / f"{NAME}.log").read_text()
    assert "begins anew, its snapshot does not fit: no run of this plant" in log
