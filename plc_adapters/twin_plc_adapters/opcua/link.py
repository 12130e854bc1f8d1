"""One connection to an OPC UA server: subscribe, read, write, notice when it is dead."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from asyncua import Client, ua
from asyncua.common.node import Node
from cryptography import x509

from twin_bus.clock import Clock, SystemClock
from twin_bus.errors import TwinError
from twin_plc_adapters.link import Heard, WriteRefused
from twin_plc_adapters.opcua.measuring import nanoseconds, reading_of
from twin_plc_adapters.opcua.names import NAMESPACE, node_path
from twin_plc_adapters.opcua.refusals import REFUSAL, own_words, why_refused
from twin_plc_adapters.opcua.security import LinkSecurity
from twin_plc_adapters.opcua.subscription import Subscription
from twin_plc_adapters.reading import Reading
from twin_schemas.plant import Tag

_TIMEOUT = 4.0
_SESSION_MS = 60_000
_CHANNEL_MS = 3_600_000
_MOST_READ = 500


class TagsMissing(TwinError):
    """The server does not have tags of the plant description."""


class PlantLink:
    """A session with one subscription over all tags.

    Args:
        url: Endpoint of the server.
        tags: Tags to subscribe to.
        interval_ms: Publishing interval.
        heard: Called with each notification.
        security: Certificates, trust and user; None for a link without any.
        channel_ms: How long the keys of the channel hold; they are renewed before.
        clock: Our own clock, which the server's is compared with.
        node_ids: Node id by tag; None for those of the plant description.
    """

    def __init__(
        self,
        url: str,
        tags: Mapping[str, Tag],
        interval_ms: int,
        heard: Heard,
        security: LinkSecurity | None = None,
        channel_ms: int = _CHANNEL_MS,
        clock: Clock | None = None,
        node_ids: Mapping[str, str] | None = None,
    ) -> None:
        # By itself the library gives a server up that does not answer for one second, which a busy
        # one may; `check` asks every second, and waits as long as for anything else.
        self._client = Client(url, timeout=_TIMEOUT, watchdog_intervall=_TIMEOUT)
        self._client.session_timeout = _SESSION_MS
        self._client.secure_channel_timeout = channel_ms
        self._tags = tags
        self._interval = interval_ms
        self._heard = heard
        self._clock = clock or SystemClock()
        self._node_ids = node_ids
        self._security = security
        self._server: x509.Certificate | None = None
        self._nodes: dict[str, Node] = {}
        self._named = tuple(tags)  # a client handle is a place in it
        self._handles = {tag: handle for handle, tag in enumerate(self._named)}
        self._items: dict[str, int] = {}
        self._subscription: Subscription | None = None
        self._lost = asyncio.Event()
        self._given_up = False

    async def open(self) -> None:
        """Connects and subscribes.

        Raises:
            OSError, TimeoutError, ua.uaerrors.UaError: If the server cannot be reached or refuses.
            ServerNotTrusted, NotOffered: If its certificate or its security will not do.
            TagsMissing: If it lacks tags.
        """
        if self._security is not None:
            self._server = await self._security.secure(self._client, _TIMEOUT)
        self._client.connection_lost_callback = self._on_lost
        await self._client.connect()
        for name, node_id in (await self._resolved()).items():
            self._nodes[name] = self._client.get_node(node_id)
        self._subscription = Subscription(self._client, self._on_reading, self._lost.set)
        await self._subscription.open(self._interval)
        await self._subscribe(list(self._tags))

    async def _resolved(self) -> dict[str, ua.NodeId]:
        if self._node_ids is not None:
            namespaces = await self._client.get_namespace_array()
            return {tag: resolved(text, namespaces) for tag, text in self._node_ids.items()}
        namespace = await self._namespace()
        return {tag.name: ua.NodeId(node_path(tag), namespace) for tag in self._tags.values()}

    async def _namespace(self) -> int:
        try:
            return int(await self._client.get_namespace_index(NAMESPACE))
        except ValueError:
            raise TagsMissing(f"the server has no namespace {NAMESPACE}") from None

    async def _subscribe(self, tags: Sequence[str]) -> None:
        assert self._subscription is not None  # noqa: S101 - `open` makes it
        ids = await self._subscription.watch({
            self._handles[tag]: self._nodes[tag].nodeid for tag in tags
        })
        items = dict(zip(tags, ids, strict=True))
        if refused := [tag for tag, item in items.items() if item is None]:
            raise TagsMissing(
                f"the server has no {', '.join(refused[:5])} ({len(refused)} tags in all); does "
                "it show the plant of this description?"
            )
        self._items.update({tag: item for tag, item in items.items() if item is not None})

    async def subscribe_anew(self, tags: Sequence[str]) -> None:
        """Replaces the monitored items of these tags.

        Raises:
            OSError, TimeoutError, ua.uaerrors.UaError: If the server does not answer.
            TagsMissing: If it lacks one of them by now.
        """
        assert self._subscription is not None  # noqa: S101 - `open` makes it
        await self._subscription.forget([self._items[tag] for tag in tags])
        await self._subscribe(tags)

    async def _on_lost(self, _error: object) -> None:
        self._lost.set()

    def _on_reading(self, handle: int, reading: Reading) -> None:
        if self._given_up:  # the gap is marked: what a dead link still brings must not look live
            return
        self._heard(self._named[handle], reading)

    async def lost(self) -> None:
        """Returns when the connection or the subscription is gone."""
        await self._lost.wait()

    async def check(self) -> int:
        """Asks the server for its clock, and whether it runs.

        Returns:
            How far its clock is ahead of ours, in nanoseconds.

        Raises:
            OSError, TimeoutError, ua.uaerrors.UaError: If it does not answer.
            ConnectionError: If it says that it does not run.
            ServerNotTrusted: If its certificate is not trusted any more.
        """
        if self._security is not None and self._server is not None:
            self._security.require_trusted(self._client.server_url.geturl(), self._server)
        asked = self._clock.now_ns()
        state, time = await self._client.read_values([
            self._client.nodes.server_state,
            self._client.get_node(ua.ObjectIds.Server_ServerStatus_CurrentTime),
        ])
        if state != ua.ServerState.Running:
            raise ConnectionError(f"the server says that it is {ua.ServerState(state).name}")
        ours = (asked + self._clock.now_ns()) // 2
        return nanoseconds(time, ours) - ours

    async def read(self, tags: Sequence[str]) -> dict[str, Reading]:
        """Present values of these tags, whatever their status.

        Raises:
            OSError, TimeoutError, ua.uaerrors.UaError: If the server does not answer.
        """
        found: dict[str, Reading] = {}
        for begin in range(0, len(tags), _MOST_READ):
            some = tags[begin : begin + _MOST_READ]
            values = await self._client.uaclient.read_attributes(
                [self._nodes[name].nodeid for name in some], ua.AttributeIds.Value
            )
            found.update(zip(some, map(reading_of, values), strict=True))
        return found

    async def write(self, tag: str, value: float, _within_s: float) -> None:
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
            why = why_refused(error, await self._own_words(tag, value))
            raise WriteRefused(f"the plant refuses {tag} = {value:g}: {why}") from error

    async def _own_words(self, tag: str, value: float) -> str:
        """Why the plant has refused a value, from the property that some servers have for it."""
        try:
            for own in await self._nodes[tag].get_properties():
                if (await own.read_browse_name()).Name == REFUSAL:
                    return own_words(await own.read_value(), value)
        except (OSError, TimeoutError, ua.uaerrors.UaError):
            return ""  # the refusal itself is known, and the link is watched by `check`
        return ""

    async def close(self) -> None:
        """Disconnects; a connection that is dead already is no error."""
        self._given_up = True
        try:
            await asyncio.wait_for(self._client.disconnect(), _TIMEOUT)
        except (OSError, TimeoutError, ua.uaerrors.UaError):
            self._client.disconnect_socket()


def resolved(text: str, namespaces: Sequence[str]) -> ua.NodeId:
    """The node id that a text means on a server with these namespaces.

    Raises:
        TagsMissing: If the server lacks its namespace.
    """
    uri, _, rest = text.removeprefix("nsu=").partition(";")
    if not text.startswith("nsu="):
        return ua.NodeId.from_string(text)
    if uri not in namespaces:
        raise TagsMissing(f"the server has no namespace {uri}")
    return ua.NodeId.from_string(f"ns={namespaces.index(uri)};{rest}")


_LINK_CODES = frozenset({
    ua.StatusCodes.BadConnectionClosed,
    ua.StatusCodes.BadSessionClosed,
    ua.StatusCodes.BadSessionIdInvalid,
    ua.StatusCodes.BadSecureChannelClosed,
    ua.StatusCodes.BadTimeout,
})
