"""Messages of the history in the order of their times."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from twin_agents.historian.reading import FileGone, Reader, Window
from twin_schemas.record import Record

_CHUNK_NS = 30_000_000_000  # read at a time; two of them are held in memory
_PIECE = 500  # rows that become messages at a time


@dataclass(frozen=True, slots=True)
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

    While one piece is played the next one is read: whoever listens does not wait for the disk.

    Raises:
        FileGone: A file went while it was read.
    """
    source = _Source(folder, contracts, keys)
    begin_ns, end_ns = source.within(begin_ns, end_ns)
    begins = range(begin_ns, end_ns, _CHUNK_NS)
    with ThreadPoolExecutor(1) as reading:

        def ahead(place: int) -> Future[list[pa.Table]] | None:
            if place >= len(begins):
                return None
            end = min(begins[place] + _CHUNK_NS, end_ns)
            return reading.submit(source.tables, begins[place], end)

        coming, place = ahead(0), 0
        while coming is not None:
            tables, place = coming.result(), place + 1
            coming = ahead(place)
            rows = map(_rows, tables, contracts, source.times)
            yield from heapq.merge(*rows, key=lambda one: one.time_ns)


class _Source:
    """Files of several contracts; those that went are looked for anew, once."""

    def __init__(
        self, folder: Path, contracts: Sequence[type[Record]], keys: Sequence[str]
    ) -> None:
        self._folder, self._contracts, self._keys = folder, contracts, keys
        self._open()

    def within(self, begin_ns: int, end_ns: int) -> tuple[int, int]:
        """The part of a span in which there may be anything."""
        spans = [span for reader in self._readers if (span := reader.span)]
        first = min((first for first, _ in spans), default=end_ns)
        last = max((last for _, last in spans), default=begin_ns)
        return max(begin_ns, first), min(end_ns, last + 1)

    def tables(self, begin_ns: int, end_ns: int) -> list[pa.Table]:
        """Of each contract the messages of a time, in their order."""
        window = Window(self._keys, begin_ns, end_ns)
        try:
            return [reader.rows(window) for reader in self._readers]
        except FileGone:  # hours are joined now and then
            self._open()
            return [reader.rows(window) for reader in self._readers]

    def _open(self) -> None:
        self._readers = [Reader(self._folder, contract) for contract in self._contracts]
        self.times = [reader.time for reader in self._readers]


def _rows(table: pa.Table, record: type[Record], time: str) -> Iterator[Played]:
    """Messages of a table, made as they are asked for; `time` is the field with theirs."""
    names = [*record.__annotations__]
    time_at = names.index(time)
    for begin in range(0, table.num_rows, _PIECE):
        piece = table.slice(begin, _PIECE)
        columns = [piece[name].to_pylist() for name in names]
        if "origin" in names:
            columns[names.index("origin")] = ["replay"] * piece.num_rows
        for values in zip(*columns, strict=True):
            made = record.trusted(dict(zip(names, values, strict=True)))
            yield Played(values[time_at], made)
