"""An OPC UA server whose address space is the plant description."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from asyncua import Server, ua
from asyncua.common.callback import CallbackType
from asyncua.common.node import Node

from twin_bus.errors import TwinError
from twin_plc_adapters.opcua.names import NAMESPACE, node_path
from twin_plc_adapters.opcua.quality import status_of
from twin_schemas.plant import Plant, Tag

OnWrite = Callable[[str, float], None]
_PROPERTY_NAMES = ("EURange", "EngineeringUnits")


class PlantRefuses(TwinError):
    """The controller does not accept a value now; the message says why."""


class PlantServer:
    """Serves every tag as an AnalogItem with engineering unit and range.

    Args:
        plant: Gives the address space.
        url: Endpoint, `opc.tcp://host:port/path`.
        on_write: Called with tag and value of each client's write; raises `PlantRefuses`.
    """

    def __init__(self, plant: Plant, url: str, on_write: OnWrite) -> None:
        self._plant = plant
        self._url = url
        self._on_write = on_write
        self._server = Server()
        self._nodes: dict[str, ua.NodeId] = {}
        self._tags: dict[ua.NodeId, Tag] = {}

    async def start(self) -> None:
        """Builds the address space and listens.

        Raises:
            OSError: If the port is taken.
        """
        await self._server.init()
        self._server.set_endpoint(self._url)
        self._server.set_server_name(f"twinbus {self._plant.title}")
        self._server.set_security_policy([ua.SecurityPolicyType.NoSecurity])
        namespace = await self._server.register_namespace(NAMESPACE)
        await self._build(namespace)
        self._server.subscribe_server_callback(CallbackType.PreWrite, self._before_write)
        await self._server.start()

    async def _build(self, namespace: int) -> None:
        folders: dict[str, Node] = {"": self._server.nodes.objects}
        for tag in self._plant.tags.values():
            parent = ""
            for part in (tag.area, tag.equipment):
                path = f"{parent}/{part}".strip("/")
                if path not in folders:
                    node_id = ua.NodeId(path, namespace)
                    name = ua.QualifiedName(part, namespace)
                    folders[path] = await folders[parent].add_folder(node_id, name)
                parent = path
            await self._add_tag(folders[parent], tag, namespace)

    async def _add_tag(self, parent: Node, tag: Tag, namespace: int) -> None:
        node = await parent.add_variable(
            ua.NodeId(node_path(tag), namespace),
            ua.QualifiedName(tag.name, namespace),
            ua.Variant(tag.design, ua.VariantType.Double),
            datatype=ua.NodeId(ua.ObjectIds.Double),
        )
        await node.write_attribute(
            ua.AttributeIds.Description, ua.DataValue(ua.LocalizedText(tag.description))
        )
        unit = ua.EUInformation(
            NamespaceUri="http://www.opcfoundation.org/UA/units/un/cefact",
            DisplayName=ua.LocalizedText(tag.unit),
            Description=ua.LocalizedText(tag.unit),
        )
        for name, value in zip(
            _PROPERTY_NAMES, (ua.Range(Low=tag.low, High=tag.high), unit), strict=True
        ):
            await node.add_property(
                ua.NodeId(f"{node_path(tag)}.{name}", namespace), ua.QualifiedName(name, 0), value
            )
        if tag.writable:
            await node.set_writable()
        self._nodes[tag.name] = node.nodeid
        self._tags[node.nodeid] = tag

    def _before_write(self, event: Any, _service: object) -> None:
        if not event.is_external:
            return
        for write in event.request_params.NodesToWrite:
            tag = self._tags.get(write.NodeId)
            if tag is None or not tag.writable or write.AttributeId != ua.AttributeIds.Value:
                raise ua.uaerrors.BadNotWritable
            self._take(tag, write.Value.Value.Value)

    def _take(self, tag: Tag, value: object) -> None:
        if not isinstance(value, int | float):
            raise ua.uaerrors.BadTypeMismatch
        try:
            self._on_write(tag.name, float(value))
        except PlantRefuses as error:
            raise ua.uaerrors.BadUserAccessDenied from error

    async def show(self, values: Mapping[str, float], reasons: Mapping[str, str]) -> None:
        """Publishes one scan.

        Args:
            values: Engineering value of every tag.
            reasons: Why a tag's value is not good; only tags that are not.
        """
        now = datetime.now(UTC)
        for tag, value in values.items():
            await self._server.write_attribute_value(
                self._nodes[tag],
                ua.DataValue(
                    Value=ua.Variant(value, ua.VariantType.Double),
                    StatusCode=status_of(reasons.get(tag, "")),
                    SourceTimestamp=now,
                    ServerTimestamp=now,
                ),
            )

    async def stop(self) -> None:
        """Disconnects all clients."""
        await self._server.stop()
