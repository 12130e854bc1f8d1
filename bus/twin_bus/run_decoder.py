"""Many messages of one type to records, a field at a time.

The records are those of `Codec`. It pays from some dozens of messages on, for what NumPy is called
for is done once for a field, and not for each message.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from twin_bus.codec import DecodeRun
from twin_bus.ranges import Ranges
from twin_bus.run_columns import Column, JoinedMessages
from twin_schemas.avro import avro_schema, bounds
from twin_schemas.record import Record

_ReadColumn = Callable[[JoinedMessages], Column]
_PRIMITIVES: Mapping[str, _ReadColumn] = {
    "string": JoinedMessages.texts,
    "double": JoinedMessages.doubles,
    "long": JoinedMessages.longs,
    "boolean": JoinedMessages.booleans,
}
# More would keep the event loop from its turns, and what is large is decoded as fast one by one.
_MOST_BYTES = 2**18


def run_decoder(record: type[Record], header: bytes) -> DecodeRun | None:
    """What decodes messages that were written with this type's own schema; see `Codec.decode`.

    It gives all their records, or None in doubt: if one is no such message, or might be none, or
    if they are large. Whoever gets None decodes each by itself, and has the error of each.

    Args:
        record: The type.
        header: What its messages begin with.

    Returns:
        The function; None if a field is of a type that is not read by columns.
    """
    reads = {f["name"]: _read_column(f["type"]) for f in avro_schema(record)["fields"]}
    known = {name: read for name, read in reads.items() if read}
    return _decoder(record, header, known) if len(known) == len(reads) else None


def _read_column(avro: Any) -> _ReadColumn | None:
    if isinstance(avro, str):
        return _PRIMITIVES.get(avro)
    if isinstance(avro, dict) and avro["type"] == "enum":
        return functools.partial(JoinedMessages.chosen, choice=avro["symbols"])
    return None


def _decoder(record: type[Record], header: bytes, reads: Mapping[str, _ReadColumn]) -> DecodeRun:
    limited, hold = [*bounds(record)], Ranges(record).hold
    records = _maker(record, [*reads])

    def decode(payloads: Sequence[bytes | None]) -> list[Record] | None:
        known = [payload for payload in payloads if payload is not None]
        if not known or len(known) < len(payloads) or sum(map(len, known)) > _MOST_BYTES:
            return None
        messages = JoinedMessages(known)
        try:
            messages.require(header)
            columns: dict[str, Any] = {name: read(messages) for name, read in reads.items()}
            messages.require_end()
            if not all(hold(found) for found in _extremes(columns, limited)):
                return None
            return records([column.tolist() for column in columns.values()])
        except (ValueError, IndexError):
            return None

    return decode


def _extremes(columns: Mapping[str, Any], limited: Sequence[str]) -> list[dict[str, Any]]:
    """The lowest and the highest number of each field that has a range; NaN if one is NaN."""
    lowest = {name: columns[name].min().item() for name in limited}
    return [lowest, {name: columns[name].max().item() for name in limited}]


def _maker(
    record: type[Record], names: Sequence[str]
) -> Callable[[Sequence[Sequence[Any]]], list[Record]]:
    """What makes records of columns as `Record.trusted` does, without a call for each."""
    row = f"{{{', '.join(f'{name!r}: {name}' for name in names)}}}"
    rows = eval(f"lambda columns: [{row} for {', '.join(names)}, in zip(*columns)]")  # noqa: S307
    blank, store = functools.partial(object.__new__, record), vars(Record)["__dict__"].__set__

    def make(columns: Sequence[Sequence[Any]]) -> list[Record]:
        fields = rows(columns)
        made: list[Record] = [blank() for _ in fields]
        for _ in map(store, made, fields):
            pass
        return made

    return make
