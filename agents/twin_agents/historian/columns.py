"""Contracts as Arrow tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from twin_schemas.avro import avro_schema
from twin_schemas.record import Record

_PRIMITIVES = {
    "string": pa.string(),
    "double": pa.float64(),
    "long": pa.int64(),
    "boolean": pa.bool_(),
    "bytes": pa.binary(),
}
PARTITION, OFFSET, TIME, SCHEMA = "_partition", "_offset", "_time", "_schema_id"
LEFT_OUT = (
    "_left_out"  # of the tag before this message; only in thinned files, null of what was not
)
_TIMES = ("source_time_ns", "time_ns", "requested_ns")
_OF_THE_BUS = (
    pa.field(PARTITION, pa.int32(), nullable=False),
    pa.field(OFFSET, pa.int64(), nullable=False),
    pa.field(TIME, pa.timestamp("ms", tz="UTC"), nullable=False),
    pa.field(SCHEMA, pa.int32(), nullable=False),
)


@dataclass(frozen=True)
class Kept:
    """A message as it is kept.

    Attributes:
        partition: Of its topic.
        offset: In the partition.
        time_ms: What the bus has for its time, ms since 1970-01-01 UTC.
        schema_id: Of its writer's schema.
        fields: Of the record.
    """

    partition: int
    offset: int
    time_ms: int
    schema_id: int
    fields: dict[str, Any]


def arrow_schema(record: type[Record], *, counts: bool = False) -> pa.Schema:
    """Columns of a contract: its fields as they are, then its place, time and schema id on the bus.

    Times of the contract stay whole nanoseconds, as numbers: Arrow's readers round them.

    Args:
        record: The contract.
        counts: Adds how many messages are left out before each.
    """
    fields = [pa.field(f["name"], _type(f["type"])) for f in avro_schema(record)["fields"]]
    left_out = [pa.field(LEFT_OUT, pa.int64())] * counts
    metadata = {"contract": record.contract.topic}
    return pa.schema([*fields, *_OF_THE_BUS, *left_out], metadata=metadata)


def time_column(record: type[Record]) -> str:
    """Field with the time of a message: that of the source where there are several.

    Empty if there is none.
    """
    return next((name for name in _TIMES if name in record.__annotations__), "")


def table_of(schema: pa.Schema, kept: Sequence[Kept]) -> pa.Table:
    """A table with a row for each message of the contract of a schema."""
    columns = [
        pa.array([one.fields[field.name] for one in kept], field.type)
        for field in schema
        if not field.name.startswith("_")
    ]
    columns += [
        pa.array([one.partition for one in kept], pa.int32()),
        pa.array([one.offset for one in kept], pa.int64()),
        pa.array([one.time_ms for one in kept], schema.field(TIME).type),
        pa.array([one.schema_id for one in kept], pa.int32()),
    ]
    return pa.table(columns, schema=schema)


def _type(avro: Any) -> pa.DataType:
    if isinstance(avro, list):  # a union with null: every column of Arrow may be null
        return _type(next(kind for kind in avro if kind != "null"))
    if isinstance(avro, str):
        return _PRIMITIVES[avro]
    if avro["type"] == "array":
        return pa.list_(_type(avro["items"]))
    return pa.string()  # an enum
