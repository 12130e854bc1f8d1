"""A broker, a registry and an adapter as processes that can be killed, and a plant's server."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
from aiokafka import AIOKafkaConsumer, TopicPartition

from twin_bus.codec import Codec
from twin_bus.schema_registry import SchemaRegistry
from twin_ops.kafka.broker import Broker
from twin_ops.kafka.probe import broker_answers
from twin_ops.plant_link import ensure_link
from twin_ops.ports import free_base, free_port
from twin_ops.settings import Settings, load_settings
from twin_ops.supervisor.plan import WITH_HEALTH
from twin_ops.topics import ensure_topics
from twin_ops.torture.proxy import Proxy
from twin_ops.torture.seen import TrialFailed
from twin_ops.torture.stand import Stand
from twin_schemas.messages import Measurement
from twin_schemas.plant import Plant

_PATIENCE_S = 90.0


@dataclass
class BusStand:
    """What a trial of the way to Kafka needs.

    Attributes:
        settings: The instance that the processes belong to.
        broker: The broker to start.
        plant: The server, whose values count its scans.
    """

    settings: Settings
    broker: Broker
    plant: Stand
    environment: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    async def start_broker(self) -> None:
        """Starts the broker and waits until it answers."""
        self._start("broker", self.broker.command())
        await until("the broker answers", lambda: broker_answers(self.broker.connection))

    def start_agent(self, name: str) -> None:
        """Starts a process of the instance."""
        self._start(name, [sys.executable, "-m", "twin_ops.run", name])

    def _start(self, name: str, command: list[str]) -> None:
        with (self.settings.home / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(  # noqa: S603 - our own command line
                command, env=self.environment, stdout=log, stderr=log
            )

    def kill(self, name: str) -> None:
        """Ends a process with kill -9."""
        self.processes[name].kill()
        self.processes[name].wait(20)

    async def health(self) -> dict[str, object]:
        """What the adapter tells of itself; empty while it does not answer."""
        url = self.settings.health_url(WITH_HEALTH.index("opcua"))
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
                told: dict[str, object] = (await client.get(f"{url}/healthz")).json()
        except httpx.HTTPError:
            return {}
        return told

    async def registry_answers(self) -> bool:
        """Whether the registry does."""
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
                return (await client.get(f"{self.settings.registry_url}/subjects")).is_success
        except httpx.HTTPError:
            return False

    async def measurements(self) -> list[Measurement]:
        """All that Kafka has now, in order."""
        codec = Codec(SchemaRegistry(self.settings.registry_url))
        await codec.prepare([Measurement])
        place = TopicPartition(Measurement.contract.topic, 0)
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.broker.connection.servers, auto_offset_reset="earliest"
        )
        await consumer.start()
        try:
            consumer.assign([place])
            end = (await consumer.end_offsets([place]))[place]
            found: list[Measurement] = []
            while await consumer.position(place) < end:
                batch = await consumer.getmany(place, timeout_ms=1_000)
                found += [codec.decode(m.value, Measurement) for m in batch.get(place, [])]
            return found
        finally:
            await consumer.stop()


async def until(what: str, condition: Callable[[], Awaitable[bool]]) -> None:
    """Polls another process: there is no event to await across processes.

    Raises:
        TrialFailed: If the condition does not hold in time.
    """
    try:
        async with asyncio.timeout(_PATIENCE_S):
            while not await condition():  # noqa: ASYNC110 - see above
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise TrialFailed(f"not within {_PATIENCE_S:g} s: {what}") from None


@asynccontextmanager
async def bus_stand(
    broker: Broker, plant: Plant, plant_file: Path, folder: Path
) -> AsyncIterator[BusStand]:
    """A stand whose broker, registry, server and adapter run."""
    data = folder / "broker"
    own = replace(
        broker, data=data, logs=data, port=free_port(), controller_port=free_port(), security=None
    )
    own.configure()
    environment = {
        "TWIN_HOME": str(folder),
        "TWIN_PORT_BASE": str(free_base()),
        "TWIN_KAFKA": own.connection.servers,
        "TWIN_PLANT": str(plant_file),
    }
    settings = load_settings(environment)
    ensure_link(settings)
    server = Stand(settings, plant, Proxy(port=free_port(), target=settings.opcua_port))
    kept = {name: word for name, word in os.environ.items() if not name.startswith("TWIN_")}
    made = BusStand(settings, own, server, kept | environment)
    await server.start_server()
    scanning = asyncio.create_task(server.scan_for_ever())
    try:
        await made.start_broker()
        await ensure_topics(own.connection)
        made.start_agent("registry")
        await until("the registry answers", made.registry_answers)
        made.start_agent("opcua")
        yield made
    finally:
        scanning.cancel()
        await asyncio.gather(scanning, return_exceptions=True)
        for process in made.processes.values():
            process.kill()
            process.wait(20)
        await server.stop_server()
