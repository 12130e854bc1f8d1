"""What a server has: folders, variables, types, access and units."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence

from asyncua import Client, ua
from asyncua.common.node import Node

from twin_plc_adapters.draft import Variable, guessed
from twin_plc_adapters.opcua.security import LinkSecurity
from twin_schemas.plant import Tag

_TIMEOUT = 4.0
_DEEPEST = 12
_STANDARD = 0  # the namespace of the standard: the server itself, and no plant
_ATTRIBUTES = (ua.AttributeIds.DataType, ua.AttributeIds.UserAccessLevel)
_READ, _WRITE = 1, 2


async def browse(
    url: str, tags: Mapping[str, Tag], security: LinkSecurity | None = None
) -> list[Variable]:
    """All variables below a server's objects, with the tags that they seem to be.

    Raises:
        OSError, TimeoutError, ua.uaerrors.UaError: If the server does not answer.
        ServerNotTrusted, NotOffered: If its certificate or its security will not do.
    """
    client = Client(url, timeout=_TIMEOUT)
    if security is not None:
        await security.secure(client, _TIMEOUT)
    async with client:
        namespaces = await client.get_namespace_array()
        found = _Walk(client, namespaces, tags)
        return [variable async for variable in found.below(client.nodes.objects, ())]


class _Walk:
    def __init__(self, client: Client, namespaces: Sequence[str], tags: Mapping[str, Tag]) -> None:
        self._client = client
        self._namespaces = namespaces
        self._tags = tags
        self._seen: set[ua.NodeId] = set()

    async def below(self, node: Node, path: tuple[str, ...]) -> AsyncIterator[Variable]:
        """Variables below a node, each once however many ways lead to it."""
        if len(path) > _DEEPEST:
            return
        for one in await node.get_references(
            ua.ObjectIds.HierarchicalReferences, ua.BrowseDirection.Forward
        ):
            if one.NodeId in self._seen or one.NodeId.NamespaceIndex == _STANDARD:
                continue
            if one.ReferenceTypeId == ua.NodeId(ua.ObjectIds.HasProperty):
                continue
            self._seen.add(one.NodeId)
            child, names = self._client.get_node(one.NodeId), (*path, one.BrowseName.Name)
            if one.NodeClass == ua.NodeClass.Variable:
                yield await self._variable(child, names)
            async for variable in self.below(child, names):
                yield variable

    async def _variable(self, node: Node, path: tuple[str, ...]) -> Variable:
        kind, access = [a.Value.Value for a in await node.read_attributes(_ATTRIBUTES)]
        words = [word for bit, word in ((_READ, "read"), (_WRITE, "write")) if (access or 0) & bit]
        last = str(node.nodeid.Identifier).replace(".", "/").rpartition("/")[2]
        own = str(node.nodeid.Identifier).rpartition("/")[2]
        return Variable(
            node=self._named(node.nodeid),
            path=path,
            type=self._type(kind),
            unit=await self._unit(node),
            access=", ".join(words),
            tag=guessed({path[-1], own, last}, self._tags),
        )

    def _named(self, node_id: ua.NodeId) -> str:
        uri = self._namespaces[node_id.NamespaceIndex]
        return f"nsu={uri};{node_id.to_string().rpartition(';')[2]}"

    def _type(self, kind: ua.NodeId | None) -> str:
        if kind is None or kind.NamespaceIndex != _STANDARD:
            return str(kind)
        return str(ua.ObjectIdNames.get(kind.Identifier, kind.Identifier))

    async def _unit(self, node: Node) -> str:
        for one in await node.get_properties():
            if (await one.read_browse_name()).Name == "EngineeringUnits":
                unit = await one.read_value()
                return str(unit.DisplayName.Text or "")
        return ""
