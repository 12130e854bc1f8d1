"""What `twin tail` can read: contracts of the code, and those of other systems by the registry."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from twin_bus.codec import HEADER_BYTES, Codec, schema_id_of
from twin_bus.errors import RegistryUnavailable, Undecodable
from twin_bus.json_avro import JsonAvro
from twin_bus.schema_registry import SchemaRegistry
from twin_ops.errors import Unreachable, Usage
from twin_schemas.messages import CONTRACTS, contract_named
from twin_schemas.record import Record

_SUFFIX = "-value"
_SCHEMAS: dict[int, JsonAvro] = {}


@dataclass(frozen=True)
class Readable:
    """A topic and how its messages are read.

    Attributes:
        topic: The topic.
        fields: Gives the fields of a message; raises `Undecodable`.
    """

    topic: str
    fields: Callable[[bytes | None], Awaitable[dict[str, Any]]]


async def readable(registry: SchemaRegistry, contract: str) -> Readable:
    """The contract of this name, with or without its version.

    Raises:
        Usage: There is none.
        Unreachable: The registry does not answer.
    """
    try:
        if record := contract_named(contract):
            codec = Codec(registry)
            await codec.prepare([record])
            return Readable(record.contract.topic, partial(_known, codec, record))
        subjects = await registry.request("GET", "/subjects?deleted=true")
    except RegistryUnavailable as error:
        raise Unreachable(f"{error}; start the twin with `twin up`") from error
    topics = [str(subject).removesuffix(_SUFFIX) for subject in subjects]
    found = [topic for topic in topics if contract in {topic, topic.rpartition(".v")[0]}]
    if not found:
        names = ", ".join(sorted({c.contract.topic for c in CONTRACTS} | set(topics)))
        raise Usage(f"there is no contract {contract}; there are {names}")
    newest = max(found, key=lambda topic: int(topic.rpartition(".v")[2]))
    return Readable(newest, partial(_written, registry))


async def _known(codec: Codec, record: type[Record], payload: bytes | None) -> dict[str, Any]:
    return (await codec.read(payload, record)).__dict__


async def _written(registry: SchemaRegistry, payload: bytes | None) -> dict[str, Any]:
    """Fields by the schema that the message was written with."""
    schema_id = schema_id_of(payload)
    if schema_id not in _SCHEMAS:
        try:
            answer = await registry.request("GET", f"/schemas/ids/{schema_id}")
        except KeyError:
            raise Undecodable(f"schema id {schema_id} is not in the registry") from None
        _SCHEMAS[schema_id] = JsonAvro(json.loads(answer["schema"]))
    return _SCHEMAS[schema_id].decode((payload or b"")[HEADER_BYTES:])
