"""Records to bytes and back, in Confluent's wire format with the checks of the edge."""

from __future__ import annotations

import io
import struct
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, TypeVar

import fastavro

from twin_bus.errors import Undecodable
from twin_bus.ports import SchemaStore
from twin_schemas.annotations import Bounds
from twin_schemas.avro import avro_schema, bounds
from twin_schemas.record import Record

R = TypeVar("R", bound=Record)
_HEADER = struct.Struct(">bI")
_MAGIC = 0


@dataclass(frozen=True)
class Coding:
    """What encoding one record type takes."""

    schema: Any
    header: bytes
    check: Callable[[dict[str, Any]], None]


@dataclass
class Codec:
    """Encodes and decodes without waiting; schema ids are fetched beforehand.

    Attributes:
        store: Where schema ids come from.
    """

    store: SchemaStore
    _coding: dict[type[Record], Coding] = field(default_factory=dict, init=False)
    _writers: dict[int, Any] = field(default_factory=dict, init=False)
    _unknown: set[int] = field(default_factory=set, init=False)

    async def prepare(self, records: Iterable[type[Record]]) -> None:
        """Fetches the ids of these record types.

        Raises:
            RegistryUnavailable: If the registry does not answer.
        """
        for record in records:
            if record not in self._coding:
                schema_id = await self.store.id_of(record)
                schema = fastavro.parse_schema(avro_schema(record))
                header = _HEADER.pack(_MAGIC, schema_id)
                self._coding[record] = Coding(schema, header, range_check(record))
                self._writers[schema_id] = schema

    async def learn(self, payloads: Iterable[bytes | None]) -> None:
        """Fetches the writer schemas of these messages, so that `decode` knows them.

        Raises:
            RegistryUnavailable: If the registry does not answer.
        """
        prefixes = {payload[:5] for payload in payloads if payload is not None}
        for prefix in prefixes:
            if len(prefix) == _HEADER.size and prefix[0] == _MAGIC:
                await self._learn(_HEADER.unpack(prefix)[1])

    async def _learn(self, schema_id: int) -> None:
        if schema_id in self._writers or schema_id in self._unknown:
            return
        try:
            self._writers[schema_id] = await self.store.schema(schema_id)
        except KeyError:
            self._unknown.add(schema_id)

    def encode(self, record: Record) -> bytes:
        """Bytes of a record whose type was prepared.

        Raises:
            ValueError: If a number is outside its contract's range.
        """
        coding = self._coding[type(record)]
        coding.check(record.__dict__)
        buffer = io.BytesIO()
        buffer.write(coding.header)
        fastavro.schemaless_writer(buffer, coding.schema, record.__dict__)
        return buffer.getvalue()

    def decode(self, payload: bytes | None, record: type[R]) -> R:
        """The record in these bytes.

        Raises:
            Undecodable: If the bytes are no valid message of this contract.
        """
        if payload is None:
            raise Undecodable("empty message (tombstone)")
        coding = self._coding[record]
        try:
            fields = self._fields(payload, coding)
            coding.check(fields)
        except (EOFError, IndexError, KeyError, ValueError, TypeError, OverflowError) as error:
            raise Undecodable(
                f"not a {record.__name__}: {type(error).__name__}: {error}"
            ) from error
        return record.trusted(fields)

    def _fields(self, payload: bytes, coding: Coding) -> dict[str, Any]:
        buffer = io.BytesIO(payload)
        buffer.seek(_HEADER.size)
        if payload.startswith(coding.header):
            fields = fastavro.schemaless_reader(buffer, coding.schema, None)
        else:
            fields = fastavro.schemaless_reader(buffer, self._writer(payload), coding.schema)
        if buffer.tell() != len(payload):
            raise ValueError(f"{len(payload) - buffer.tell()} bytes after the record")
        return fields  # type: ignore[return-value]  # the schema is a record's

    def _writer(self, payload: bytes) -> Any:
        if len(payload) < _HEADER.size or payload[0] != _MAGIC:
            raise Undecodable("no schema id in front (magic byte 0 and four bytes are expected)")
        schema_id = _HEADER.unpack(payload[: _HEADER.size])[1]
        if schema_id not in self._writers:
            raise Undecodable(f"schema id {schema_id} is not in the registry")
        return self._writers[schema_id]


def range_check(record: type[Record]) -> Callable[[dict[str, Any]], None]:
    """A function that raises ValueError for a number outside its contract's range."""
    limits = bounds(record)
    whole = {f["name"] for f in avro_schema(record)["fields"] if f["type"] == "long"}
    groups: dict[Bounds, list[str]] = defaultdict(list)
    for name in limits.keys() & whole:
        groups[limits[name]].append(name)
    # Two names at least, so that the getter gives a tuple; a repeated one does no harm.
    together = [(b.low, b.high, itemgetter(*names, names[0])) for b, names in groups.items()]
    # A NaN can hide from min and max, so floating-point numbers are looked at one by one.
    single = [(b.low, b.high, name) for name, b in limits.items() if name not in whole]

    def check(fields: dict[str, Any]) -> None:
        for low, high, numbers in together:
            values = numbers(fields)
            if min(values) < low or max(values) > high:
                raise ValueError(_out_of_range(fields))
        for low, high, name in single:
            if not low <= fields[name] <= high:
                raise ValueError(_out_of_range(fields))

    def _out_of_range(fields: dict[str, Any]) -> str:
        wrong = [n for n, b in limits.items() if not b.low <= fields[n] <= b.high]
        return f"outside its range: {', '.join(f'{n} = {fields[n]}' for n in wrong)}"

    return check
