"""An OPC UA server whose address space is the plant description."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from asyncua import Server, ua
from asyncua.common.callback import CallbackType
from asyncua.common.node import Node

from twin_bus.errors import TwinError
from twin_plc_adapters.opcua.engineering_units import engineering_unit
from twin_plc_adapters.opcua.history import VALUES, BoundedHistory
from twin_plc_adapters.opcua.names import NAMESPACE, node_path
from twin_plc_adapters.opcua.quality import status_of
from twin_plc_adapters.opcua.refusals import REFUSAL, code_of, noted
from twin_plc_adapters.opcua.server_security import Doorkeeper, ServerSecurity, may_write
from twin_schemas.plant import Plant, Tag
from twin_schemas.vocabulary import RefusalCause

OnWrite = Callable[[str, float], None]
_PROPERTY_NAMES = ("EURange", "EngineeringUnits")
_ACCESS = (ua.AttributeIds.AccessLevel, ua.AttributeIds.UserAccessLevel)


class _Told(ua.DataValue):  # type: ignore[misc]  # asyncua has no types for it
    """A value that nobody changes: the copy that the library makes for each reader is itself."""

    __slots__ = ()

    def __deepcopy__(self, _memo: object) -> _Told:
        return self


_NOTHING_YET = _Told(
    Value=ua.Variant(math.nan, ua.VariantType.Double),
    StatusCode=ua.StatusCode(ua.StatusCodes.BadWaitingForInitialData),
)


class PlantRefuses(TwinError):
    """The controller does not accept a value now; the message says why.

    Attributes:
        cause: Which kind of reason it is; all of it that a status code can tell.
    """

    def __init__(self, reason: str, cause: RefusalCause) -> None:
        super().__init__(reason)
        self.cause: RefusalCause = cause


class PlantServer:
    """Serves every tag as an AnalogItem with engineering unit and range.

    A tag has no value before the plant has told one: its status says that it waits for it.

    Args:
        plant: Gives the address space.
        url: Endpoint, `opc.tcp://host:port/path`.
        on_write: Called with tag and value of each client's write; raises `PlantRefuses`.
        security: Endpoints and users; None for an endpoint without any, where anybody may write.
        kept: Values that the history keeps of each key tag.
    """

    def __init__(
        self,
        plant: Plant,
        url: str,
        on_write: OnWrite,
        security: ServerSecurity | None = None,
        kept: int = VALUES,
    ) -> None:
        self._plant = plant
        self._url = url
        self._on_write = on_write
        self._security = security
        self._server = Server(user_manager=Doorkeeper(security))
        self._history = BoundedHistory(kept)
        self._nodes: dict[str, ua.NodeId] = {}
        self._tags: dict[ua.NodeId, Tag] = {}
        self._refusals: dict[ua.NodeId, ua.NodeId] = {}
        self._refused: dict[int, dict[int, int]] = {}  # by request: status code by place in it

    @property
    def asyncua(self) -> Server:
        """The library's server, for what only tests and torture do to it."""
        return self._server

    async def start(self) -> None:
        """Builds the address space and listens.

        Raises:
            OSError: If the port is taken.
        """
        self._server.iserver.history_manager.set_storage(self._history)
        await self._init()
        self._server.set_endpoint(self._url)
        self._server.set_server_name(f"twinbus {self._plant.title}")
        if self._security is None:
            self._server.set_security_policy([ua.SecurityPolicyType.NoSecurity])
        else:
            await self._security.apply(self._server)
        namespace = await self._server.register_namespace(NAMESPACE)
        await self._build(namespace)
        self._server.subscribe_server_callback(CallbackType.PreWrite, self._before_write)
        self._server.subscribe_server_callback(CallbackType.PostWrite, self._after_write)
        self._server.subscribe_server_callback(CallbackType.PostRead, self._after_read)
        await self._server.start()

    async def _init(self) -> None:
        """Loads the nodes of the standard: looking for garbage among them takes as long again."""
        gc.disable()
        try:
            await self._server.init()
        finally:
            gc.enable()

    async def _build(self, namespace: int) -> None:
        folders: dict[str, Node] = {"": self._server.nodes.objects}
        key_tags = key_tags_of(self._plant)
        for tag in self._plant.tags.values():
            parent = ""
            for part in (tag.area, tag.equipment):
                path = f"{parent}/{part}".strip("/")
                if path not in folders:
                    node_id = ua.NodeId(path, namespace)
                    name = ua.QualifiedName(part, namespace)
                    folders[path] = await folders[parent].add_folder(node_id, name)
                parent = path
            node = await self._add_tag(folders[parent], tag, namespace)
            if tag.name in key_tags:
                await self._keep_history(node)

    async def _add_tag(self, parent: Node, tag: Tag, namespace: int) -> Node:
        node = await parent.add_variable(
            ua.NodeId(node_path(tag), namespace),
            ua.QualifiedName(tag.name, namespace),
            ua.Variant(math.nan, ua.VariantType.Double),
            datatype=ua.NodeId(ua.ObjectIds.Double),
        )
        await self._server.write_attribute_value(node.nodeid, _NOTHING_YET)
        await node.write_attribute(
            ua.AttributeIds.Description, ua.DataValue(ua.LocalizedText(tag.description))
        )
        unit = engineering_unit(tag.unit)
        for name, value in zip(
            _PROPERTY_NAMES, (ua.Range(Low=tag.low, High=tag.high), unit), strict=True
        ):
            await node.add_property(
                ua.NodeId(f"{node_path(tag)}.{name}", namespace), ua.QualifiedName(name, 0), value
            )
        if tag.writable:
            await node.set_writable()
            refusal = await node.add_property(
                ua.NodeId(f"{node_path(tag)}.{REFUSAL}", namespace),
                ua.QualifiedName(REFUSAL, namespace),
                "",
            )
            self._refusals[node.nodeid] = refusal.nodeid
        self._nodes[tag.name] = node.nodeid
        self._tags[node.nodeid] = tag
        return node

    async def _keep_history(self, node: Node) -> None:
        self._history.begin(node.nodeid)
        await node.write_attribute(ua.AttributeIds.Historizing, ua.DataValue(True))
        for attribute in _ACCESS:
            await node.set_attr_bit(attribute, ua.AccessLevel.HistoryRead)

    async def _before_write(self, event: Any, _service: object) -> None:
        """Takes a request item by item (OPC 10000-4, 5.10.4); the library sees what was taken."""
        if not event.is_external:
            return
        request, taken, refused = event.request_params, [], {}
        for place, write in enumerate(request.NodesToWrite):
            try:
                await self._take(write, event.user)
            except ua.UaStatusCodeError as error:
                refused[place] = error.code
            else:
                taken.append(write)
        request.NodesToWrite = taken
        self._refused[id(request)] = refused

    def _after_write(self, event: Any, _service: object) -> None:
        """Gives each refused item its status code, at its place."""
        refused = self._refused.pop(id(event.request_params), {})
        for place, code in sorted(refused.items()):
            event.response_params.insert(place, ua.StatusCode(code))

    async def _take(self, write: ua.WriteValue, user: object) -> None:
        tag = self._tags.get(write.NodeId)
        if tag is None or not tag.writable or write.AttributeId != ua.AttributeIds.Value:
            raise ua.uaerrors.BadNotWritable
        if not may_write(user):
            raise ua.uaerrors.BadUserAccessDenied
        value = write.Value.Value.Value if write.Value.Value is not None else None
        if not isinstance(value, int | float):
            raise ua.uaerrors.BadTypeMismatch
        try:
            self._on_write(tag.name, float(value))
        except PlantRefuses as error:
            told = ua.DataValue(ua.Variant(noted(value, str(error)), ua.VariantType.String))
            await self._server.write_attribute_value(self._refusals[write.NodeId], told)
            raise ua.UaStatusCodeError(code_of(error.cause)) from error

    def _after_read(self, event: Any, _service: object) -> None:
        """Tells who may not write so: asyncua keeps one access level for all users."""
        if not event.is_external or may_write(event.user):
            return
        for place, node in enumerate(event.request_params.NodesToRead):
            told = event.response_params[place]
            if node.AttributeId == ua.AttributeIds.UserAccessLevel and told.Value is not None:
                level = told.Value.Value & ~(1 << ua.AccessLevel.CurrentWrite)
                event.response_params[place] = ua.DataValue(ua.Variant(level, ua.VariantType.Byte))

    async def show(
        self,
        values: Mapping[str, float],
        reasons: Mapping[str, str],
        at: datetime | None = None,
    ) -> None:
        """Publishes one scan.

        Args:
            values: Engineering value of every tag that is told.
            reasons: Why a tag's value is not good; only tags that are not.
            at: When it was taken, by the server's clock; now if not given.
        """
        now = at or datetime.now(UTC)
        for tag, value in values.items():
            shown = _Told(
                Value=ua.Variant(value, ua.VariantType.Double),
                StatusCode=status_of(reasons.get(tag, "")),
                SourceTimestamp=now,
                ServerTimestamp=now,
            )
            self._history.add(self._nodes[tag], shown)
            await self._server.write_attribute_value(self._nodes[tag], shown)

    async def stop(self) -> None:
        """Disconnects all clients."""
        await self._server.stop()


def key_tags_of(plant: Plant) -> set[str]:
    """Tags with a history: supplies, setpoints, and what controllers hold."""
    held = {controller.reads for controller in plant.controllers.values()}
    tags = plant.tags.values()
    return held | {tag.name for tag in tags if tag.boundary or tag.kind == "setpoint"}
