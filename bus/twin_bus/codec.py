"""Records to bytes and back, in Confluent's wire format with the checks of the edge."""

from __future__ import annotations

import functools
import io
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import fastavro
from fastavro.read import SchemaResolutionError

from twin_bus.bounded_avro import needs_bounds
from twin_bus.errors import Undecodable, UnknownSchema
from twin_bus.ports import SchemaStore
from twin_bus.ranges import Ranges
from twin_schemas.avro import avro_schema
from twin_schemas.record import Record

R = TypeVar("R", bound=Record)
Encode = Callable[[Record], bytes]
Decode = Callable[[bytes | None], Record]
DecodeRun = Callable[[Sequence[bytes | None]], list[Record] | None]
"""Gives the records of many messages, or None if each has to be decoded by itself."""
_HEADER = struct.Struct(">bI")
HEADER_BYTES = _HEADER.size
_MAGIC = 0


@dataclass
class Codec:
    """Encodes and decodes without waiting; schemas are fetched beforehand.

    Attributes:
        store: Where schema ids come from.
        encoders: Of each record type that was prepared; raises ValueError for a number outside
            its contract's range.
        decoders: Of each record type that was prepared; see `decode`.
        run_decoders: Of each record type that was prepared; see `run_decoder.py`.
    """

    store: SchemaStore
    encoders: dict[type[Record], Encode] = field(default_factory=dict, init=False)
    decoders: dict[type[Record], Decode] = field(default_factory=dict, init=False)
    run_decoders: dict[type[Record], DecodeRun] = field(default_factory=dict, init=False)
    _writers: dict[int, Any] = field(default_factory=dict, init=False)

    async def prepare(self, records: Iterable[type[Record]]) -> None:
        """Fetches the ids of these record types.

        Raises:
            RegistryUnavailable: If the registry does not answer.
        """
        for record in records:
            if record not in self.encoders:
                schema_id = await self.store.id_of(record)
                schema = fastavro.parse_schema(avro_schema(record))
                header = message_header(schema_id)
                self.encoders[record] = _encoder(record, schema, header)
                self.decoders[record] = _decoder(record, schema, header, self._writers)
                self.run_decoders[record] = _run_decoder(record, header)

    async def learn(self, schema_id: int) -> None:
        """Fetches a writer's schema, so that `decode` knows it.

        Raises:
            RegistryUnavailable: If the registry does not answer.
            Undecodable: If the registry does not have it.
        """
        try:
            writer = await self.store.schema(schema_id)
        except KeyError:
            raise Undecodable(f"schema id {schema_id} is not in the registry") from None
        if needs_bounds(writer):  # no contract of the code has such a type
            raise Undecodable(f"schema {schema_id} holds itself, or items without bytes")
        self._writers[schema_id] = writer

    def encode(self, record: Record) -> bytes:
        """Bytes of a record whose type was prepared.

        Raises:
            ValueError: If a number is outside its contract's range.
        """
        return self.encoders[type(record)](record)

    def decode(self, payload: bytes | None, record: type[R]) -> R:
        """The record in these bytes.

        Raises:
            UnknownSchema: If its writer's schema has to be learnt first.
            Undecodable: If the bytes are no valid message of this contract.
        """
        return self.decoders[record](payload)  # type: ignore[return-value]  # as `_decoder` makes it

    async def read(self, payload: bytes | None, record: type[R]) -> R:
        """The record in these bytes; fetches its writer's schema if it is not known.

        Raises:
            RegistryUnavailable: If the registry does not answer.
            Undecodable: If the bytes are no valid message of this contract.
        """
        try:
            return self.decode(payload, record)
        except UnknownSchema as unknown:
            await self.learn(unknown.schema_id)
            return self.decode(payload, record)


def message_header(schema_id: int) -> bytes:
    """What a message begins with: which schema its writer had."""
    return _HEADER.pack(_MAGIC, schema_id)


def _encoder(record: type[Record], schema: Any, header: bytes) -> Encode:
    ranges = Ranges(record)
    hold, write = ranges.hold, fastavro.schemaless_writer

    def encode(record: Record) -> bytes:
        fields = record.__dict__
        if not hold(fields):
            raise ranges.complaint(fields)
        buffer = io.BytesIO()
        buffer.write(header)
        write(buffer, schema, fields)
        return buffer.getvalue()

    return encode


def _decoder(record: type[Record], schema: Any, own: bytes, writers: Mapping[int, Any]) -> Decode:
    ranges = Ranges(record)
    hold, size = ranges.hold, _HEADER.size
    read: Any = fastavro.schemaless_reader
    # What `Record.trusted` does, without calling it for each message.
    blank, store = functools.partial(object.__new__, record), object.__setattr__

    def decode(payload: bytes | None) -> Record:
        if payload is None:
            raise Undecodable("empty message (tombstone)")
        try:
            buffer = io.BytesIO(payload)
            if (header := buffer.read(size)) == own:
                fields = read(buffer, schema, None)
            else:
                fields = read(buffer, _writer(header, writers), schema)
        except (EOFError, IndexError, KeyError, ValueError, TypeError, OverflowError) as error:
            raise _not_a(record, error) from error
        except SchemaResolutionError:
            # Its own message is both schemas in full.
            misfit = TypeError("its writer's schema does not fit this contract")
            raise _not_a(record, misfit) from None
        if rest := buffer.read():
            raise _not_a(record, ValueError(f"{len(rest)} bytes after the record"))
        if not hold(fields):
            raise _not_a(record, ranges.complaint(fields))
        decoded: Record = blank()
        store(decoded, "__dict__", fields)
        return decoded

    return decode


def _run_decoder(record: type[Record], header: bytes) -> DecodeRun:
    @functools.cache
    def made() -> DecodeRun | None:
        # Here, for an agent to which never many messages come at once does without NumPy's 15 MB.
        from twin_bus.run_decoder import run_decoder

        return run_decoder(record, header)

    def decode(payloads: Sequence[bytes | None]) -> list[Record] | None:
        known = made()
        return known(payloads) if known else None

    return decode


def schema_id_of(payload: bytes | None) -> int:
    """Id of the schema that a message was written with; its body begins after `HEADER_BYTES`.

    Raises:
        Undecodable: If there is none in front.
    """
    if payload is None or len(payload) < HEADER_BYTES or payload[0] != _MAGIC:
        raise Undecodable("no schema id in front (magic byte 0 and four bytes are expected)")
    return int(_HEADER.unpack_from(payload)[1])


def _not_a(record: type[Record], error: Exception) -> Undecodable:
    return Undecodable(f"not a {record.__name__}: {type(error).__name__}: {error}")


def _writer(header: bytes, writers: Mapping[int, Any]) -> Any:
    schema_id = schema_id_of(header)
    if schema_id not in writers:
        raise UnknownSchema(schema_id)
    return writers[schema_id]
