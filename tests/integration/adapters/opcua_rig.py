"""A plant behind an OPC UA server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.integration.adapters.rig import PLANT, TAGS, Rig

from twin_ops.ports import free_port
from twin_plc_adapters.opcua.adapter import OpcUaAdapter
from twin_plc_adapters.opcua.server import PlantRefuses, PlantServer


@dataclass
class OpcUaRig(Rig):
    unwell = "BadSensorFailure"
    url: str = field(default_factory=lambda: f"opc.tcp://127.0.0.1:{free_port()}/plant")
    server: PlantServer | None = None

    def adapter(self) -> OpcUaAdapter:
        return OpcUaAdapter(url=self.url, tags=TAGS, interval_ms=100)

    async def start(self) -> None:
        self.server = PlantServer(PLANT, self.url, self._take)
        await self.server.start()

    async def stop(self) -> None:
        if self.server is not None:
            await self.server.stop()

    async def show(self, values: Mapping[str, float], unwell: str = "") -> None:
        assert self.server is not None
        await self.server.show(values, {unwell: "sensor failed"} if unwell else {})

    def _take(self, tag: str, value: float) -> None:
        if value < 0:
            raise PlantRefuses("negative", "range")
        self.written.append((tag, value))
