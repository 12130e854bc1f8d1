"""The server itself: reads are answered from the board, and who has subscribed is told."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterable
from typing import Any

from asyncua import Server, ua

from twin_bus.clock import Clock
from twin_plc_adapters.opcua.measuring import moment
from twin_plc_adapters.opcua.server import key_tags_of
from twin_plc_adapters.opcua_server.address_space import nodes_of
from twin_plc_adapters.opcua_server.board import Board, Key, Shown
from twin_plc_adapters.opcua_server.door import Door
from twin_plc_adapters.opcua_server.history import KEPT, GuardedHistory
from twin_plc_adapters.opcua_server.names import NAMESPACE, SERIES, value_path
from twin_plc_adapters.opcua_server.readers import Readers
from twin_plc_adapters.opcua_server.sessions import KnownSessions, asking
from twin_schemas.plant import Plant

_VALUE = ua.AttributeIds.Value
_AT_ONCE = 100
_DENIED = ua.DataValue(StatusCode=ua.StatusCode(ua.StatusCodes.BadUserAccessDenied))


class TwinServer:
    """Shows a board; what nobody asks for or has subscribed to costs nothing.

    Args:
        plant: Gives the address space.
        url: Endpoint, `opc.tcp://host:port/path`.
        door: Who comes in.
        board: What is shown.
        readers: Who may read what.
        clock: Tells what is stale.
    """

    def __init__(
        self, plant: Plant, url: str, door: Door, board: Board, readers: Readers, clock: Clock
    ) -> None:
        self._plant = plant
        self._url = url
        self._door = door
        self._board = board
        self._clock = clock
        self._readers = readers
        self._sessions = KnownSessions(user_manager=door)
        self._server = Server(iserver=self._sessions)
        self._history = GuardedHistory(self._may_read)
        self._keys: dict[ua.NodeId, Key] = {}
        self._kept: dict[Key, ua.NodeId] = {}
        self._listeners: dict[Key, dict[int, Any]] = {}  # methods of what serves a subscription

    async def start(self) -> None:
        """Builds the address space and listens.

        Raises:
            OSError: If the port is taken.
        """
        self._server.iserver.history_manager.set_storage(self._history)
        await self._server.init()
        self._server.set_endpoint(self._url)
        self._server.set_server_name(f"twinbus twin of {self._plant.title}")
        await self._door.apply(self._server)
        await self._build(await self._server.register_namespace(NAMESPACE))
        await self._server.start()

    async def _build(self, namespace: int) -> None:
        kept = key_tags_of(self._plant)
        for number, node in enumerate(nodes_of(self._plant, namespace, kept)):
            (result,) = await self._server.iserver.isession.add_nodes([node])
            result.StatusCode.check()
            if not number % _AT_ONCE:
                await asyncio.sleep(0)  # a large plant takes seconds, and the bus must not wait
        space = self._server.iserver.aspace
        for tag in self._plant.tags.values():
            for series in SERIES:
                node_id = ua.NodeId(value_path(tag, series), namespace)
                self._keys[node_id] = (tag.name, series)
                if tag.name in kept and series in KEPT:
                    self._history.begin(node_id)
                    self._kept[tag.name, series] = node_id
                space.set_attribute_value_callback(node_id, _VALUE, self._read)
                listeners = space[node_id].attributes[_VALUE].datachange_callbacks
                self._listeners[tag.name, series] = listeners

    def _may_read(self, node_id: ua.NodeId) -> bool:
        """Whether the one who is served now may; the server itself may."""
        user = asking()
        return user is None or self._readers.may_read(user, self._keys[node_id][0])

    def _read(self, node_id: ua.NodeId, _attribute: ua.AttributeIds) -> ua.DataValue:
        if not self._may_read(node_id):
            return _DENIED
        return _data_value(self._board.shown(self._keys[node_id], self._clock.now_ns()))

    async def tell(self, changed: Iterable[Key]) -> None:
        """Tells subscribers of these values, as they are now, and keeps those of key tags."""
        now = self._clock.now_ns()
        for key in changed:
            node_id, listeners = self._kept.get(key), self._listeners[key]
            if node_id is None and not listeners:
                continue
            shown = self._board.shown(key, now)
            if node_id is not None and shown.source_ns:
                self._history.keep(node_id, shown.source_ns, shown.value, shown.code)
            for handle, callback in [*listeners.items()]:
                user = self._sessions.reader_of(callback.__self__.isub.session_id)
                allowed = self._readers.may_read(user, key[0])
                await callback(handle, _data_value(shown) if allowed else _DENIED)

    async def stop(self) -> None:
        """Disconnects all clients."""
        await self._server.stop()


def _data_value(shown: Shown) -> ua.DataValue:
    none = math.isnan(shown.value)
    return ua.DataValue(
        Value=ua.Variant() if none else ua.Variant(shown.value, ua.VariantType.Double),
        StatusCode=ua.StatusCode(shown.code),
        SourceTimestamp=moment(shown.source_ns) if shown.source_ns else None,
        ServerTimestamp=moment(shown.server_ns) if shown.server_ns else None,
    )
