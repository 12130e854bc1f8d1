"""Many records of one type to bytes, a field at a time.

The bytes are those of `Codec`. What it calls for each record is done here once for a column, by
Arrow: it pays from some dozens of records on, if they are columns already.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twin_bus.binary_columns import NOTHING, doubles, joined, longs, sized
from twin_bus.codec import message_header
from twin_schemas.avro import avro_schema
from twin_schemas.record import Record

_Column = Callable[[pa.Array], pa.BinaryArray]
_END = b"\0"  # of the blocks of an array


@dataclass(frozen=True)
class ColumnEncoder:
    """Encodes records whose numbers are within the ranges of their contract; see `encoder_of`.

    Attributes:
        header: What each message begins with.
        columns: How the column of each field becomes bytes.
        defaults: Of fields that have one.
    """

    header: bytes
    columns: Mapping[str, _Column]
    defaults: Mapping[str, Any]

    def encode(self, table: pa.Table) -> pa.BinaryArray:
        """Bytes of each row, the same as those of `Codec.encode`.

        Args:
            table: A column for each field, and perhaps others, which are left out. Where it has
                no value, the field's default is taken.

        Raises:
            ValueError: A value is missing, or is none of its field.
        """
        parts = [self._bytes(name, table[name].combine_chunks()) for name in self.columns]
        return joined(self.header, *parts)

    def _bytes(self, name: str, column: pa.Array) -> pa.BinaryArray:
        if column.null_count and name in self.defaults:
            column = column.fill_null(self.defaults[name])
        found = column if column.null_count else self.columns[name](column)
        if found.null_count:
            raise ValueError(f"{found.null_count} messages have no valid {name}")
        return found


def encoder_of(record: type[Record], schema_id: int) -> ColumnEncoder:
    """The encoder of a type of records.

    Args:
        record: The type.
        schema_id: Number of its schema in the registry.
    """
    fields = avro_schema(record)["fields"]
    return ColumnEncoder(
        message_header(schema_id),
        {field["name"]: _column(field["type"]) for field in fields},
        {field["name"]: field["default"] for field in fields if "default" in field},
    )


def _column(avro: Any) -> _Column:
    if isinstance(avro, str):
        return _PRIMITIVES[avro]
    if avro["type"] == "array":
        return functools.partial(_arrays, _column(avro["items"]))
    return functools.partial(_one_of, avro["symbols"])


def _one_of(symbols: Sequence[Any], values: pa.Array) -> pa.BinaryArray:
    """Bytes of the place of each value in a list; nothing for what is not in it."""
    return longs(np.arange(len(symbols))).take(pc.index_in(values, pa.array(symbols)))


def _arrays(items: _Column, values: pa.Array) -> pa.BinaryArray:
    """Arrays with all items in one block, behind their number, and an empty block behind it."""
    counts = pc.list_value_length(values).to_numpy()
    ends = np.concatenate([np.zeros(1, np.int32), np.cumsum(counts, dtype=np.int32)])
    encoded = pa.ListArray.from_arrays(pa.array(ends), items(values.flatten()))
    blocks = joined(longs(counts), pc.binary_join(encoded, NOTHING), _END)
    return pc.if_else(pa.array(counts > 0), blocks, pa.scalar(_END, pa.binary()))


_PRIMITIVES: Mapping[str, _Column] = {
    "string": sized,
    "double": lambda values: doubles(values.to_numpy()),
    "long": lambda values: longs(values.to_numpy()),
    "boolean": lambda values: pa.array([b"\0", b"\1"]).take(values.cast(pa.int8())),
    "bytes": sized,
}
