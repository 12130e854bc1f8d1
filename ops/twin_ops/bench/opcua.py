"""The adapter beside a bare asyncua subscription."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from asyncua import Client, ua

from twin_ops.bench.line import BenchLine, line
from twin_ops.ports import free_port
from twin_plc_adapters.opcua.adapter import OpcUaAdapter
from twin_plc_adapters.opcua.names import NAMESPACE, node_path
from twin_plc_adapters.opcua.server import PlantServer
from twin_schemas.plant import Plant
from twin_schemas.record import Record

_SCANS = 150
_INTERVAL_MS = 20


@dataclass
class Counter:
    """Counts changes, as an outbox and as a subscription's handler."""

    wanted: int
    count: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def _add(self, number: int) -> None:
        self.count += number
        if self.count >= self.wanted:
            self.done.set()

    def offer(self, records: Iterable[Record]) -> None:
        """Takes the adapter's records."""
        self._add(len(list(records)))

    async def publish(self, records: Iterable[Record]) -> None:
        """Takes the adapter's records."""
        self.offer(records)

    def datachange_notification(self, _node: object, _value: object, _data: object) -> None:
        """Takes a bare notification; asyncua calls it by this name."""
        self._add(1)


async def bench_opcua(plant: Plant) -> list[BenchLine]:
    """Tag changes a second, server and client in one process."""
    url = f"opc.tcp://127.0.0.1:{free_port()}/bench"
    server = PlantServer(plant, url, lambda _tag, _value: None)
    await server.start()
    try:
        bare = await _bare(plant, url, server)
        adapter = await _adapter(plant, url, server)
    finally:
        await server.stop()
    return [line("opcua_adapter", adapter, "changes/s", bare)]


async def _scan(plant: Plant, server: PlantServer, counter: Counter) -> float:
    tags = [tag.name for tag in plant.tags.values()]
    begun = time.perf_counter()
    for number in range(_SCANS):
        await server.show(dict.fromkeys(tags, float(number)), {})
        await asyncio.sleep(0)
        while counter.count < (number - 5) * len(tags):  # noqa: ASYNC110
            await asyncio.sleep(0.001)  # keeps the queues from running over
    await asyncio.wait_for(counter.done.wait(), 60)
    return counter.count / (time.perf_counter() - begun)


async def _bare(plant: Plant, url: str, server: PlantServer) -> float:
    counter = Counter(wanted=_SCANS * len(plant.tags))
    async with Client(url) as client:
        namespace = await client.get_namespace_index(NAMESPACE)
        subscription = await client.create_subscription(_INTERVAL_MS, counter)
        nodes: list[Any] = [
            client.get_node(ua.NodeId(node_path(tag), namespace)) for tag in plant.tags.values()
        ]
        await subscription.subscribe_data_change(nodes, queuesize=10)
        return await _scan(plant, server, counter)


async def _adapter(plant: Plant, url: str, server: PlantServer) -> float:
    counter = Counter(wanted=_SCANS * len(plant.tags))
    adapter = OpcUaAdapter(url=url, tags=plant.tags, interval_ms=_INTERVAL_MS)
    task = asyncio.create_task(adapter.run(counter))
    try:
        while adapter.unwell():  # noqa: ASYNC110
            await asyncio.sleep(0.01)  # part of the set-up, not measured
        return await _scan(plant, server, counter)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
