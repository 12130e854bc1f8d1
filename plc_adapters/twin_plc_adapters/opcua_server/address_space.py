"""The nodes of the twin's values: folders of areas and equipment, and four analog items a tag."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from asyncua import ua

from twin_plc_adapters.opcua.engineering_units import engineering_unit
from twin_plc_adapters.opcua.names import node_path
from twin_plc_adapters.opcua_server.history import KEPT
from twin_plc_adapters.opcua_server.names import SERIES, Series, value_path
from twin_schemas.plant import Plant, Tag

_IDS = ua.ObjectIds
_MASK = ua.NodeAttributesMask
_OBJECT = _MASK.DisplayName | _MASK.Description | _MASK.EventNotifier
# No more than clients ask for: half of what a large plant's nodes take is their attributes.
_VARIABLE = (
    _MASK.DisplayName
    | _MASK.Value
    | _MASK.DataType
    | _MASK.ValueRank
    | _MASK.AccessLevel
    | _MASK.UserAccessLevel
    | _MASK.Historizing
)
_READ: int = ua.AccessLevel.CurrentRead.mask
_PAST: int = ua.AccessLevel.HistoryRead.mask
_MEANS: dict[Series, str] = {
    "Desired": "commanded",
    "Reported": "reported by the plant",
    "Simulated": "computed by the twin",
    "Residual": "reported minus computed",
}


def nodes_of(plant: Plant, namespace: int, kept: Collection[str] = ()) -> Iterator[ua.AddNodesItem]:
    """All nodes below the server's objects, parents first.

    Args:
        plant: Plant description.
        namespace: Index of the twin's namespace.
        kept: Tags with a history.
    """
    made: set[str] = set()
    for tag in plant.tags.values():
        parent = ""
        for part in (tag.area, tag.equipment):
            path = f"{parent}/{part}".strip("/")
            if path not in made:
                made.add(path)
                yield _object(path, part, parent, namespace)
            parent = path
        path = node_path(tag)
        yield _object(path, tag.name, parent, namespace, _IDS.BaseObjectType, tag.description)
        for series in SERIES:
            historizing = tag.name in kept and series in KEPT
            yield from _analog_item(tag, series, namespace, historizing=historizing)


def _object(
    path: str,
    name: str,
    parent: str,
    namespace: int,
    kind: int = _IDS.FolderType,
    description: str = "",
) -> ua.AddNodesItem:
    return ua.AddNodesItem(
        RequestedNewNodeId=ua.NodeId(path, namespace),
        BrowseName=ua.QualifiedName(name, namespace),
        NodeClass=ua.NodeClass.Object,
        ParentNodeId=ua.NodeId(parent, namespace) if parent else ua.NodeId(_IDS.ObjectsFolder),
        ReferenceTypeId=ua.NodeId(_IDS.Organizes),
        TypeDefinition=ua.NodeId(kind),
        NodeAttributes=ua.ObjectAttributes(
            SpecifiedAttributes=_OBJECT,
            DisplayName=ua.LocalizedText(name),
            Description=ua.LocalizedText(description),
        ),
    )


def _analog_item(
    tag: Tag, series: Series, namespace: int, *, historizing: bool
) -> Iterator[ua.AddNodesItem]:
    path = value_path(tag, series)
    attributes = _readable(series, ua.Variant(), _IDS.Double)
    attributes.SpecifiedAttributes |= _MASK.Description
    attributes.Description = ua.LocalizedText(f"{tag.description}: {_MEANS[series]}")
    if historizing:
        attributes.Historizing = True
        attributes.AccessLevel = attributes.UserAccessLevel = _READ | _PAST
    yield ua.AddNodesItem(
        RequestedNewNodeId=ua.NodeId(path, namespace),
        BrowseName=ua.QualifiedName(series, namespace),
        NodeClass=ua.NodeClass.Variable,
        ParentNodeId=ua.NodeId(node_path(tag), namespace),
        ReferenceTypeId=ua.NodeId(_IDS.HasComponent),
        TypeDefinition=ua.NodeId(_IDS.AnalogItemType),
        NodeAttributes=attributes,
    )
    yield _property(path, "EURange", _range(tag, series), _IDS.Range, namespace)
    unit = engineering_unit(tag.unit)
    yield _property(path, "EngineeringUnits", unit, _IDS.EUInformation, namespace)


def _range(tag: Tag, series: Series) -> ua.Range:
    """The instrument's range; a residual is at most as large as that range is wide."""
    wide = tag.high - tag.low
    if series == "Residual":
        return ua.Range(Low=-wide, High=wide)
    return ua.Range(Low=tag.low, High=tag.high)


def _property(
    path: str, name: str, value: object, data_type: int, namespace: int
) -> ua.AddNodesItem:
    return ua.AddNodesItem(
        RequestedNewNodeId=ua.NodeId(f"{path}.{name}", namespace),
        BrowseName=ua.QualifiedName(name),
        NodeClass=ua.NodeClass.Variable,
        ParentNodeId=ua.NodeId(path, namespace),
        ReferenceTypeId=ua.NodeId(_IDS.HasProperty),
        TypeDefinition=ua.NodeId(_IDS.PropertyType),
        NodeAttributes=_readable(name, ua.Variant(value), data_type),
    )


def _readable(name: str, value: ua.Variant, data_type: int) -> ua.VariableAttributes:
    return ua.VariableAttributes(
        SpecifiedAttributes=_VARIABLE,
        DisplayName=ua.LocalizedText(name),
        Value=value,
        DataType=ua.NodeId(data_type),
        ValueRank=ua.ValueRank.Scalar,
        ArrayDimensions=None,
        AccessLevel=_READ,
        UserAccessLevel=_READ,
    )
