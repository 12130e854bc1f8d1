"""Many records of one type to bytes, a field at a time.

The bytes are those of `Codec`; what is called once for a field of many records there would be
called for each record. It pays from some dozens of records on.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np

from twin_bus.codec import message_header
from twin_schemas.avro import avro_schema
from twin_schemas.record import Record

_Column = Callable[[Sequence[Any]], Iterable[bytes]]
_GROUPS = 10  # of seven bits, in 64
_SHIFTS = np.arange(0, 7 * _GROUPS, 7, dtype=np.uint64)


@dataclass(frozen=True)
class ColumnEncoder:
    """Encodes records whose numbers are within the ranges of their contract; see `encoder_of`."""

    header: bytes
    names: tuple[str, ...]
    columns: tuple[_Column, ...]

    def encode(self, records: Sequence[Record]) -> list[bytes]:
        """Bytes of each record, the same as those of `Codec.encode`."""
        rows = map(itemgetter(*self.names), [record.__dict__ for record in records])
        fields = zip(self.columns, zip(*rows, strict=True), strict=True)
        parts = [column(values) for column, values in fields]
        return list(map(b"".join, zip(*[[self.header] * len(records), *parts], strict=True)))


def encoder_of(record: type[Record], schema_id: int) -> ColumnEncoder | None:
    """The encoder of a type of records; None if it has fields that are lists.

    Args:
        record: The type.
        schema_id: Number of its schema in the registry.
    """
    fields = avro_schema(record)["fields"]
    columns = [_column(field["type"]) for field in fields]
    known = tuple(column for column in columns if column is not None)
    if len(known) < max(len(columns), 2):
        return None
    names = tuple(field["name"] for field in fields)
    return ColumnEncoder(message_header(schema_id), names, known)


def _column(avro: Any) -> _Column | None:
    if isinstance(avro, dict) and avro["type"] == "enum":
        places = _longs(range(len(avro["symbols"])))
        symbols = dict(zip(avro["symbols"], places, strict=True))
        return lambda values: map(symbols.__getitem__, values)
    return _PRIMITIVES.get(avro) if isinstance(avro, str) else None


def _longs(values: Sequence[int]) -> list[bytes]:
    """Zigzag, in groups of seven bits, the least first; all but the last have a mark."""
    signed = np.fromiter(values, np.int64, len(values))
    folded = (signed.astype(np.uint64) << np.uint64(1)) ^ (signed >> 63).astype(np.uint64)
    groups = (folded[:, None] >> _SHIFTS) & np.uint64(0x7F)
    sizes = np.maximum(1, _GROUPS - np.argmax(groups[:, ::-1] != 0, axis=1))
    sizes[folded == 0] = 1
    marked = np.arange(_GROUPS) < (sizes - 1)[:, None]
    raw = (groups | (marked * np.uint64(0x80))).astype(np.uint8).tobytes()
    begins = range(0, _GROUPS * len(values), _GROUPS)
    return [raw[b : b + size] for b, size in zip(begins, sizes.tolist(), strict=True)]


def _doubles(values: Sequence[float]) -> list[bytes]:
    raw = np.fromiter(values, "<f8", len(values)).tobytes()
    return [raw[begin : begin + 8] for begin in range(0, len(raw), 8)]


def _bytes(values: Sequence[bytes]) -> list[bytes]:
    return [
        length + value for length, value in zip(_longs([*map(len, values)]), values, strict=True)
    ]


@functools.lru_cache(65_536)
def _text(value: str) -> bytes:
    (encoded,) = _bytes([value.encode()])
    return encoded


_PRIMITIVES: dict[str, _Column] = {
    "string": functools.partial(map, _text),
    "double": _doubles,
    "long": _longs,
    "boolean": functools.partial(map, {False: b"\0", True: b"\1"}.__getitem__),
    "bytes": _bytes,
}
