"""What a server has: folders, variables, types, access and units."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from asyncua import Client, ua

from twin_plc_adapters.draft import Variable, bare_names, guessed
from twin_plc_adapters.opcua.security import LinkSecurity
from twin_schemas.plant import Tag

_TIMEOUT = 20.0
_DEEPEST = 12
_STANDARD = 0  # the namespace of the standard: the server itself, and no plant
_AT_ONCE = 100
_PROPERTY = ua.NodeId(ua.ObjectIds.HasProperty)
T = TypeVar("T")
_READ, _WRITE = 1, 2


async def browse(
    url: str, tags: Mapping[str, Tag], security: LinkSecurity | None = None
) -> list[Variable]:
    """All variables below a server's objects, with the tags that they seem to be.

    Raises:
        OSError, TimeoutError, ua.uaerrors.UaError: If the server does not answer.
        ServerNotTrusted, NotOffered: If its certificate or its security will not do.
    """
    client = Client(url, timeout=_TIMEOUT, watchdog_intervall=_TIMEOUT)
    if security is not None:
        await security.secure(client, _TIMEOUT)
    async with client:
        namespaces = await client.get_namespace_array()
        return await _Walk(client, namespaces, tags).below(client.nodes.objects.nodeid)


@dataclass(frozen=True)
class _Found:
    """A node with the names that lead to it."""

    path: tuple[str, ...]
    node_id: ua.NodeId
    is_variable: bool


class _Walk:
    """Goes through a server level by level: many nodes a request, whose answers take their time."""

    def __init__(self, client: Client, namespaces: Sequence[str], tags: Mapping[str, Tag]) -> None:
        self._session = client.uaclient
        self._namespaces = namespaces
        self._tags = bare_names(tags)
        self._seen: set[ua.NodeId] = set()
        self._units: dict[ua.NodeId, ua.NodeId] = {}

    async def below(self, node_id: ua.NodeId) -> list[Variable]:
        """Variables below a node, each once however many ways lead to it."""
        level, variables = [_Found((), node_id, is_variable=False)], list[_Found]()
        for _depth in range(_DEEPEST):
            level = [child async for child in self._children(level)]
            variables += [one for one in level if one.is_variable]
        return await self._described(variables)

    async def _children(self, parents: Sequence[_Found]) -> AsyncIterator[_Found]:
        for some in _parts(parents):
            for parent, references in zip(some, await self._references(some), strict=True):
                for one in references:
                    if self._is_new(parent, one):
                        path = (*parent.path, one.BrowseName.Name)
                        is_variable = one.NodeClass == ua.NodeClass.Variable
                        yield _Found(path, one.NodeId, is_variable)

    def _is_new(self, parent: _Found, one: ua.ReferenceDescription) -> bool:
        """Whether it is part of the plant and not seen yet; notes the unit of its parent."""
        if one.ReferenceTypeId == _PROPERTY:
            if one.BrowseName.Name == "EngineeringUnits":
                self._units[parent.node_id] = one.NodeId
            return False
        if one.NodeId in self._seen or one.NodeId.NamespaceIndex == _STANDARD:
            return False
        self._seen.add(one.NodeId)
        return True

    async def _references(self, nodes: Sequence[_Found]) -> list[list[ua.ReferenceDescription]]:
        """What each node leads to; answers that a server cuts short are asked for to their end."""
        asked = ua.BrowseParameters(NodesToBrowse=[_forward(one.node_id) for one in nodes])
        asked.View.Timestamp = ua.get_win_epoch()
        found = []
        for answer in await self._session.browse(asked):
            references, point = [*answer.References], answer.ContinuationPoint
            while point:
                (more,) = await self._session.browse_next(
                    ua.BrowseNextParameters(ContinuationPoints=[point])
                )
                references += more.References
                point = more.ContinuationPoint
            found.append(references)
        return found

    async def _described(self, found: Sequence[_Found]) -> list[Variable]:
        ids = [one.node_id for one in found]
        kinds = await self._read(ids, ua.AttributeIds.DataType)
        accesses = await self._read(ids, ua.AttributeIds.UserAccessLevel)
        of_units = [*self._units.values()]
        units = dict(
            zip(self._units, await self._read(of_units, ua.AttributeIds.Value), strict=True)
        )
        return [
            self._variable(one, kind, access or 0, units.get(one.node_id))
            for one, kind, access in zip(found, kinds, accesses, strict=True)
        ]

    async def _read(self, ids: Sequence[ua.NodeId], attribute: ua.AttributeIds) -> list[Any]:
        """An attribute of many nodes; None where a node does not tell it."""
        return [
            value.Value.Value if value.Value is not None else None
            for some in _parts(ids)
            for value in await self._session.read_attributes(some, attribute)
        ]

    def _variable(self, found: _Found, kind: Any, access: int, unit: Any) -> Variable:
        words = [word for bit, word in ((_READ, "read"), (_WRITE, "write")) if access & bit]
        identifier = str(found.node_id.Identifier)
        last = identifier.replace(".", "/").rpartition("/")[2]
        names = {found.path[-1], identifier.rpartition("/")[2], last}
        return Variable(
            node=self._named(found.node_id),
            path=found.path,
            type=_type(kind),
            unit="" if unit is None else str(unit.DisplayName.Text or ""),
            access=", ".join(words),
            tag=guessed(names, self._tags),
        )

    def _named(self, node_id: ua.NodeId) -> str:
        uri = self._namespaces[node_id.NamespaceIndex]
        return f"nsu={uri};{node_id.to_string().rpartition(';')[2]}"


def _parts(items: Sequence[T]) -> Iterator[list[T]]:
    """At most so many as servers take in one request."""
    for begin in range(0, len(items), _AT_ONCE):
        yield [*items[begin : begin + _AT_ONCE]]


def _forward(node_id: ua.NodeId) -> ua.BrowseDescription:
    return ua.BrowseDescription(
        NodeId=node_id,
        BrowseDirection=ua.BrowseDirection.Forward,
        ReferenceTypeId=ua.NodeId(ua.ObjectIds.HierarchicalReferences),
        IncludeSubtypes=True,
        ResultMask=ua.BrowseResultMask.All,
    )


def _type(kind: ua.NodeId | None) -> str:
    if kind is None or kind.NamespaceIndex != _STANDARD:
        return str(kind)
    return str(ua.ObjectIdNames.get(kind.Identifier, kind.Identifier))
