"""Messages of the history in the order of their times."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

import pyarrow as pa

from twin_agents.historian.reading import FileGone, Reader, Window
from twin_ops.replay.lane import Lane, P
from twin_ops.replay.span import Span
from twin_schemas.record import Record

_CHUNK_NS = 10_000_000_000  # read at a time
_AHEAD = 2  # such pieces are read and prepared while one is played
Prepare = Callable[[type[Record], pa.Table], P]


def played(span: Span, prepare: Prepare[P]) -> Iterator[list[Lane[P]]]:
    """All messages of a span, those of ten seconds at a time, a lane for each contract.

    While they are played the next ones are read: whoever listens does not wait for the disk.

    Args:
        span: Which messages.
        prepare: What is made of a contract's table with all fields, beside whoever listens. Times
            are as they were; the origin is `replay` where there is one.

    Raises:
        FileGone: A file went while it was read.
    """
    source = _Source(span)
    begin_ns, end_ns = source.within
    begins = iter(range(begin_ns, end_ns, _CHUNK_NS))
    with ThreadPoolExecutor(_AHEAD) as reading:
        coming: deque[Future[list[Lane[P]]]] = deque()
        while True:
            for begin in islice(begins, _AHEAD - len(coming)):
                end = min(begin + _CHUNK_NS, end_ns)
                coming.append(reading.submit(source.lanes, begin, end, prepare))
            if not coming:
                return
            yield coming.popleft().result()


class _Source:
    """Files of several contracts; those that went are looked for anew, once."""

    def __init__(self, span: Span) -> None:
        self._span = span
        self._open()

    @property
    def within(self) -> tuple[int, int]:
        """The part of the span in which there may be anything."""
        spans = [span for reader in self._readers if (span := reader.span)]
        first = min((first for first, _ in spans), default=self._span.end_ns)
        last = max((last for _, last in spans), default=self._span.begin_ns)
        return max(self._span.begin_ns, first), min(self._span.end_ns, last + 1)

    def lanes(self, begin_ns: int, end_ns: int, prepare: Prepare[P]) -> list[Lane[P]]:
        """Of each contract the messages of a time, in their order."""
        window = Window(self._span.keys, begin_ns, end_ns)
        try:
            return self._read(window, prepare)
        except FileGone:  # hours are joined now and then
            self._open()
            return self._read(window, prepare)

    def _read(self, window: Window, prepare: Prepare[P]) -> list[Lane[P]]:
        return [_lane(reader, reader.rows(window), prepare) for reader in self._readers]

    def _open(self) -> None:
        self._readers = [Reader(self._span.folder, one) for one in self._span.contracts]


def _lane(reader: Reader, table: pa.Table, prepare: Prepare[P]) -> Lane[P]:
    names = [*reader.record.__annotations__]
    times = table[reader.time].to_numpy()
    table = table.select(names)
    if "origin" in names:
        replay = pa.repeat(pa.scalar("replay"), table.num_rows)
        table = table.set_column(names.index("origin"), "origin", replay)
    return Lane(times, prepare(reader.record, table))
