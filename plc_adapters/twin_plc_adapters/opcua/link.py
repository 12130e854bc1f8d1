"""One connection to an OPC UA server: subscribe, write, notice when it is dead."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from asyncua import Client, ua
from asyncua.common.node import Node
from asyncua.common.subscription import DataChangeNotif

from twin_bus.errors import TwinError
from twin_plc_adapters.opcua.names import NAMESPACE, node_path
from twin_schemas.plant import Tag

OnChange = Callable[[str, ua.DataValue], None]
_TIMEOUT = 4.0
_QUEUE = 10
_SESSION_MS = 60_000


class WriteRefused(TwinError):
    """The server answered a write with a bad status."""


class TagsMissing(TwinError):
    """The server does not have tags of the plant description."""


class PlantLink:
    """A session with one subscription over all tags.

    Args:
        url: Endpoint of the server.
        tags: Tags to subscribe to.
        interval_ms: Publishing interval.
        on_change: Called with each notification.
    """

    def __init__(
        self, url: str, tags: Mapping[str, Tag], interval_ms: int, on_change: OnChange
    ) -> None:
        self._client = Client(url, timeout=_TIMEOUT)
        self._client.session_timeout = _SESSION_MS
        self._tags = tags
        self._interval = interval_ms
        self._on_change = on_change
        self._nodes: dict[str, Node] = {}
        self._names: dict[ua.NodeId, str] = {}
        self._lost = asyncio.Event()

    async def open(self) -> None:
        """Connects and subscribes.

        Raises:
            OSError, TimeoutError, ua.uaerrors.UaError: If the server cannot be reached or refuses.
            TagsMissing: If it lacks tags.
        """
        self._client.connection_lost_callback = self._on_lost
        await self._client.connect()
        namespace = await self._client.get_namespace_index(NAMESPACE)
        for tag in self._tags.values():
            node_id = ua.NodeId(node_path(tag), namespace)
            self._nodes[tag.name] = self._client.get_node(node_id)
            self._names[node_id] = tag.name
        subscription = await self._client.create_subscription(self._interval, self)
        results = await subscription.create_monitored_items([
            _item(handle, node.nodeid) for handle, node in enumerate(self._nodes.values(), 1)
        ])
        refused = [t for t, r in zip(self._nodes, results, strict=True) if not isinstance(r, int)]
        if refused:
            raise TagsMissing(
                f"the server has no {', '.join(refused[:5])} ({len(refused)} tags in all); does "
                "it show the plant of this description?"
            )

    async def _on_lost(self, _error: object) -> None:
        self._lost.set()

    def datachange_notification(self, node: Node, _value: object, data: DataChangeNotif) -> None:
        """Passes a notification on; asyncua calls it by this name."""
        self._on_change(self._names[node.nodeid], data.monitored_item.Value)

    def status_change_notification(self, _status: object) -> None:
        """The server gave the subscription up; asyncua calls it by this name."""
        self._lost.set()

    async def lost(self) -> None:
        """Returns when the connection or the subscription is gone."""
        await self._lost.wait()

    async def check(self) -> None:
        """Asks the server for its state.

        Raises:
            OSError, TimeoutError, ua.uaerrors.UaError: If it does not answer.
        """
        await self._client.nodes.server_state.read_value()

    async def write(self, tag: str, value: float) -> None:
        """Writes one value.

        Raises:
            WriteRefused: If the server refuses it.
            OSError, TimeoutError, ua.uaerrors.UaError: If it does not answer.
        """
        variant = ua.Variant(value, ua.VariantType.Double)
        try:
            await self._nodes[tag].write_value(ua.DataValue(variant))
        except ua.uaerrors.UaStatusCodeError as error:
            if error.code in _LINK_CODES:
                raise
            raise WriteRefused(f"the plant refuses {tag} = {value:g}: {error}") from error

    async def close(self) -> None:
        """Disconnects; a connection that is dead already is no error."""
        try:
            await asyncio.wait_for(self._client.disconnect(), _TIMEOUT)
        except (OSError, TimeoutError, ua.uaerrors.UaError):
            self._client.disconnect_socket()


_LINK_CODES = frozenset({
    ua.StatusCodes.BadConnectionClosed,
    ua.StatusCodes.BadSessionClosed,
    ua.StatusCodes.BadSessionIdInvalid,
    ua.StatusCodes.BadSecureChannelClosed,
    ua.StatusCodes.BadTimeout,
})


def _item(handle: int, node_id: ua.NodeId) -> ua.MonitoredItemCreateRequest:
    # A new time with the same value counts as a change: that the value was looked at again is
    # what tells a steady value from a dead one.
    return ua.MonitoredItemCreateRequest(
        ItemToMonitor=ua.ReadValueId(NodeId=node_id, AttributeId=ua.AttributeIds.Value),
        MonitoringMode=ua.MonitoringMode.Reporting,
        RequestedParameters=ua.MonitoringParameters(
            ClientHandle=handle,
            SamplingInterval=0.0,
            QueueSize=_QUEUE,
            DiscardOldest=True,
            Filter=ua.DataChangeFilter(Trigger=ua.DataChangeTrigger.StatusValueTimestamp),
        ),
    )
