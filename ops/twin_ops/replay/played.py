"""Messages of the history in the order of their times."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from twin_agents.historian.reading import FileGone, Reader, Window
from twin_schemas.record import Record

_CHUNK_NS = 30_000_000_000  # read at a time; what is held in memory


@dataclass(frozen=True)
class Played:
    """One message that is played again.

    Attributes:
        time_ns: Its own time, ns since 1970-01-01 UTC.
        record: It, with its times as they were; its origin is `replay` where it has one.
    """

    time_ns: int
    record: Record


def played(
    folder: Path, contracts: Sequence[type[Record]], keys: Sequence[str], begin_ns: int, end_ns: int
) -> Iterator[Played]:
    """All messages of these contracts and keys; of one time in the order of the contracts.

    Raises:
        FileGone: A file went while it was read.
    """
    readers = _readers(folder, contracts)
    spans = [span for reader in readers if (span := reader.span)]
    begin_ns = max([begin_ns, min((first for first, _ in spans), default=end_ns)])
    end_ns = min([end_ns, max((last for _, last in spans), default=begin_ns) + 1])
    for begin in range(begin_ns, end_ns, _CHUNK_NS):
        window = Window(keys, begin, min(begin + _CHUNK_NS, end_ns))
        try:
            chunks = [_rows(reader, window) for reader in readers]
        except FileGone:  # hours are joined now and then
            readers = _readers(folder, contracts)
            chunks = [_rows(reader, window) for reader in readers]
        yield from heapq.merge(*chunks, key=lambda one: one.time_ns)


def _readers(folder: Path, contracts: Sequence[type[Record]]) -> list[Reader]:
    return [Reader(folder, contract) for contract in contracts]


def _rows(reader: Reader, window: Window) -> list[Played]:
    record, names = reader.record, [*reader.record.__annotations__]
    table = reader.rows(window)
    columns = {name: table[name].to_pylist() for name in names}
    if "origin" in columns:
        columns["origin"] = ["replay"] * table.num_rows
    return [
        Played(time_ns, record.trusted(dict(zip(names, values, strict=True))))
        for time_ns, *values in zip(columns[reader.time], *columns.values(), strict=True)
    ]
