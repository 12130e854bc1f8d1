"""The messages of Sparkplug B on the wire, made of the field numbers of the specification.

Protocol Buffers need no more than names, numbers and types of the fields; so there is no generated
code and no compiler. Source: Sparkplug 3.0, 6.4.1, "Google Protocol Buffer Schema".
"""

from __future__ import annotations

from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.message import DecodeError, Message

_PACKAGE = "twinbus.sparkplug"
_Field = descriptor_pb2.FieldDescriptorProto
_TYPES = {
    "uint32": _Field.TYPE_UINT32,
    "uint64": _Field.TYPE_UINT64,
    "float": _Field.TYPE_FLOAT,
    "double": _Field.TYPE_DOUBLE,
    "bool": _Field.TYPE_BOOL,
    "string": _Field.TYPE_STRING,
    "bytes": _Field.TYPE_BYTES,
}
_ONEOF = "value"
# Data sets and templates are no numbers, so what is in them is left as bytes.
_MESSAGES: dict[str, dict[str, tuple[int, str]]] = {
    "PropertySet": {"keys": (1, "string*"), "values": (2, "PropertyValue*")},
    "PropertyValue": {
        "type": (1, "uint32"),
        "is_null": (2, "bool"),
        "int_value": (3, "uint32?"),
        "long_value": (4, "uint64?"),
        "float_value": (5, "float?"),
        "double_value": (6, "double?"),
        "boolean_value": (7, "bool?"),
        "string_value": (8, "string?"),
        "propertyset_value": (9, "bytes?"),
        "propertysets_value": (10, "bytes?"),
    },
    "MetaData": {
        "is_multi_part": (1, "bool"),
        "content_type": (2, "string"),
        "size": (3, "uint64"),
        "seq": (4, "uint64"),
        "file_name": (5, "string"),
        "file_type": (6, "string"),
        "md5": (7, "string"),
        "description": (8, "string"),
    },
    "Metric": {
        "name": (1, "string"),
        "alias": (2, "uint64"),
        "timestamp": (3, "uint64"),
        "datatype": (4, "uint32"),
        "is_historical": (5, "bool"),
        "is_transient": (6, "bool"),
        "is_null": (7, "bool"),
        "metadata": (8, "MetaData"),
        "properties": (9, "PropertySet"),
        "int_value": (10, "uint32?"),
        "long_value": (11, "uint64?"),
        "float_value": (12, "float?"),
        "double_value": (13, "double?"),
        "boolean_value": (14, "bool?"),
        "string_value": (15, "string?"),
        "bytes_value": (16, "bytes?"),
        "dataset_value": (17, "bytes?"),
        "template_value": (18, "bytes?"),
    },
    "Payload": {
        "timestamp": (1, "uint64"),
        "metrics": (2, "Metric*"),
        "seq": (3, "uint64"),
        "uuid": (4, "string"),
        "body": (5, "bytes"),
    },
}


class NotAPayload(ValueError):
    """Bytes that are no Sparkplug payload; the message says what is wrong."""


def _field(message: Any, name: str, number: int, kind: str) -> None:
    """Adds a field; `*` behind its type repeats it, `?` makes it one of the values."""
    field = message.field.add(name=name, number=number)
    field.label = _Field.LABEL_REPEATED if kind.endswith("*") else _Field.LABEL_OPTIONAL
    bare = kind.rstrip("*?")
    if bare in _TYPES:
        field.type = _TYPES[bare]
    else:
        field.type, field.type_name = _Field.TYPE_MESSAGE, f".{_PACKAGE}.{bare}"
    if kind.endswith("?"):
        if not message.oneof_decl:
            message.oneof_decl.add(name=_ONEOF)
        field.oneof_index = 0


def _payload_class() -> type[Message]:
    file = descriptor_pb2.FileDescriptorProto(
        name="twinbus/sparkplug.proto", package=_PACKAGE, syntax="proto2"
    )
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, (number, kind) in fields.items():
            _field(message, field, number, kind)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{_PACKAGE}.Payload"))


_PAYLOAD = _payload_class()


def new_payload() -> Any:
    """An empty payload, to be filled; its classes are made while the program runs, hence `Any`."""
    return _PAYLOAD()


def read_payload(content: bytes) -> Any:
    """The payload that these bytes are.

    Raises:
        NotAPayload: If they are none.
    """
    try:
        return _PAYLOAD.FromString(content)
    except DecodeError as error:
        raise NotAPayload(f"no Sparkplug payload in {len(content)} bytes ({error})") from error


def value_field(message: Any) -> str:
    """Which of its values a metric or a property has; empty for none."""
    return str(message.WhichOneof(_ONEOF) or "")
