"""A plant's server, a proxy and an adapter, set up for one trial."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from asyncua import ua

from twin_ops.plant_link import ensure_link, link_security, server_security
from twin_ops.ports import free_port
from twin_ops.settings import Settings
from twin_ops.torture.proxy import Proxy
from twin_ops.torture.seen import Seen
from twin_plc_adapters.opcua.adapter import OpcUaAdapter
from twin_plc_adapters.opcua.server import PlantServer
from twin_schemas.plant import Plant, Tag

_SCAN_S = 0.1
_RATE_S = 0.5
_INTERVAL_MS = 100


@dataclass
class Stand:
    """The value of every tag is the number of the scan, so that a value that is lost is seen.

    Attributes:
        settings: Where certificates and passwords of the stand are.
        plant: What the server shows.
        proxy: Between adapter and server.
        seen: What the adapter has published.
        skew_s: How far the server's clock is ahead.
        source_lag_s: How old values are when the server shows them.
        reasons: Why a tag's value is not good.
        scanning: Whether the plant makes new values.
    """

    settings: Settings
    plant: Plant
    proxy: Proxy
    seen: Seen = field(default_factory=Seen)
    skew_s: float = 0.0
    source_lag_s: float = 0.0
    reasons: Mapping[str, str] = field(default_factory=dict)
    scanning: bool = True
    scans: int = 0
    server: PlantServer | None = None
    adapter: OpcUaAdapter | None = None
    written: list[tuple[str, float]] = field(default_factory=list)

    @property
    def tags(self) -> Mapping[str, Tag]:
        """The plant's tags, at a rate that makes trials short."""
        return {name: replace(tag, rate_s=_RATE_S) for name, tag in self.plant.tags.items()}

    async def start_server(self) -> None:
        """Starts the server with the certificate that is there now."""
        url = f"opc.tcp://127.0.0.1:{self.proxy.target}/plant"
        server = PlantServer(
            self.plant,
            url,
            lambda tag, value: self.written.append((tag, value)),
            server_security(self.settings),
        )
        server.asyncua.disable_clock()
        await server.start()
        self.server = server

    async def stop_server(self) -> None:
        """Stops it, if it runs."""
        server, self.server = self.server, None
        if server is not None:
            await server.stop()

    async def scan(self) -> None:
        """Shows the next scan, at the time of the server's own clock."""
        server = self.server
        if server is None:
            return
        now = datetime.now(UTC) + timedelta(seconds=self.skew_s)
        clock = server.asyncua.get_node(ua.ObjectIds.Server_ServerStatus_CurrentTime)
        await clock.write_value(now, ua.VariantType.DateTime)
        if self.scanning:
            self.scans += 1
            values = dict.fromkeys(self.plant.tags, float(self.scans))
            await server.show(values, self.reasons, now - timedelta(seconds=self.source_lag_s))

    async def scan_for_ever(self) -> None:
        """Scans until cancelled."""
        while True:
            await self.scan()
            await asyncio.sleep(_SCAN_S)

    def mark(self) -> int:
        """The place of what comes next in what was seen."""
        return len(self.seen.records)


@asynccontextmanager
async def stand(
    settings: Settings, plant: Plant, channel_ms: int = 3_600_000
) -> AsyncIterator[Stand]:
    """A stand whose adapter is connected and has good values of all tags."""
    ensure_link(settings)
    proxy = Proxy(port=free_port(), target=free_port())
    made = Stand(settings, plant, proxy)
    await made.start_server()
    await proxy.start()
    made.adapter = OpcUaAdapter(
        url=f"opc.tcp://127.0.0.1:{proxy.port}/plant",
        tags=made.tags,
        interval_ms=_INTERVAL_MS,
        security=link_security(settings),
        channel_ms=channel_ms,
    )
    tasks = [
        asyncio.create_task(made.scan_for_ever()),
        asyncio.create_task(made.adapter.run(made.seen)),
    ]
    try:
        await made.seen.until_all(plant.tags, "good", 0)
        yield made
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await made.stop_server()
        await proxy.cut()
