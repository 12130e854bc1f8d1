"""The adapter for plants that speak OPC UA."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from asyncua import ua

from twin_bus.errors import TwinError
from twin_plc_adapters.link import Heard
from twin_plc_adapters.mapped_adapter import MappedAdapter
from twin_plc_adapters.opcua.link import PlantLink
from twin_plc_adapters.opcua.security import LinkSecurity
from twin_plc_adapters.opcua.troubles import explain


@dataclass(kw_only=True)
class OpcUaAdapter(MappedAdapter):
    """Publishes every change that a server notifies of.

    Attributes:
        url: Endpoint of the plant's server.
        interval_ms: OPC UA publishing interval.
        security: Certificates, trust and user; None for a link without any.
        channel_ms: How long the keys of the secure channel hold.
        nodes: Node id by tag for a server with names of its own; None for the description's.
    """

    link_errors: ClassVar[tuple[type[Exception], ...]] = (
        OSError,
        TimeoutError,
        ua.uaerrors.UaError,
        TwinError,
    )

    url: str
    interval_ms: int = 200
    security: LinkSecurity | None = None
    channel_ms: int = 3_600_000
    nodes: Mapping[str, str] | None = None
    addresses: Mapping[str, object] = field(init=False)

    def __post_init__(self) -> None:
        self.addresses = self.tags if self.nodes is None else self.nodes
        super().__post_init__()

    @property
    def where(self) -> str:
        """Endpoint of the server."""
        return self.url

    def explain(self, error: Exception) -> str:
        return explain(error, self.security)

    def link_to(self, heard: Heard) -> PlantLink:
        return PlantLink(
            self.url,
            {tag: self.tags[tag] for tag in self.addresses},
            self.interval_ms,
            heard,
            self.security,
            self.channel_ms,
            clock=self.clock,
            node_ids=self.nodes,
        )
