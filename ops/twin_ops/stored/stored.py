"""The history with what the bus has behind it, for whoever is on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import pyarrow as pa

from twin_agents.historian.reading import FileGone, Reader, Window
from twin_agents.historian.thinning import Thinned
from twin_bus.errors import BusUnavailable, RegistryUnavailable, TwinError
from twin_ops.instance_registry import registry_of
from twin_ops.kafka.credentials import kafka_as
from twin_ops.kafka.grants import COMMAND_LINE, principal_of
from twin_ops.settings import Settings
from twin_ops.stored.result import result_of
from twin_ops.stored.unwritten import unwritten
from twin_schemas.record import Record

_ATTEMPTS = 10  # after an hour is over its files are joined, on a busy machine for a minute


class HistoryUnreadable(TwinError):
    """Files of the history can not be read."""


@dataclass(frozen=True)
class Stored:
    """Reads what an instance has kept, whether it runs or not.

    Attributes:
        settings: Which instance.
        tell: Is told in words when the bus does not answer, so that its newest messages are left
            out; they have no file yet. Once.
    """

    settings: Settings
    tell: Callable[[str], None]
    _told: set[str] = field(default_factory=set, init=False, compare=False)

    def rows(self, record: type[Record], window: Window, *, checked: bool = False) -> pa.Table:
        """Messages in the order of their times, with all fields.

        Args:
            record: Their contract.
            window: Which ones.
            checked: Compares their files with their checksums before, which reads them as a whole.

        Raises:
            HistoryUnreadable: Its files go while they are read.
            FileBroken: One is damaged.
        """

        def read(reader: Reader, fresh: pa.Table | None) -> pa.Table:
            if checked:
                reader.check(window)
            return reader.rows(window, fresh)

        return self._asked(record, window, read)

    def buckets(self, record: type[Record], window: Window, seconds: float) -> pa.Table:
        """Extremes, mean and last value of each key in spans of time; see `Reader.buckets`.

        Raises:
            HistoryUnreadable: Its files go while they are read.
        """
        return self._asked(
            record, window, lambda reader, fresh: reader.buckets(window, seconds, fresh)
        )

    def thinned(self, record: type[Record], window: Window) -> dict[str, Thinned]:
        """What is left out of the files of a window, by tag.

        Raises:
            HistoryUnreadable: Its files go while they are read.
        """
        gone: FileGone | None = None
        for _ in range(_ATTEMPTS):
            try:
                return Reader(self.settings.history_folder, record).thinned(window)
            except FileGone as error:
                gone = error
        raise self._unreadable(gone)

    def exact(
        self, record: type[Record], window: Window, step_ns: int, *, counts: bool = False
    ) -> Iterator[pa.Table]:
        """Messages just as they are kept, in the order of their times, piece by piece.

        Args:
            record: Their contract.
            window: Which ones.
            step_ns: Time that a piece covers; a piece is held in memory.
            counts: Adds how many messages are left out before each.

        Raises:
            HistoryUnreadable: Its files go while they are read.
        """
        source: tuple[Reader, pa.Table | None] | None = None
        gone: FileGone | None = None
        for begin in range(window.begin_ns, window.end_ns, step_ns):
            piece = replace(window, begin_ns=begin, end_ns=min(begin + step_ns, window.end_ns))
            for _ in range(_ATTEMPTS):
                source = source or self._source(record, window)
                try:
                    yield source[0].exact(piece, source[1], counts=counts)
                    break
                except FileGone as error:
                    gone = error
                    source = None  # what the bus has behind the files has changed with them
            else:
                raise self._unreadable(gone)

    def _asked(
        self,
        record: type[Record],
        window: Window,
        ask: Callable[[Reader, pa.Table | None], pa.Table],
    ) -> pa.Table:
        gone: FileGone | None = None
        for _ in range(_ATTEMPTS):
            reader, fresh = self._source(record, window)
            try:
                return ask(reader, fresh)
            except FileGone as error:
                gone = error
        raise self._unreadable(gone)

    def _source(self, record: type[Record], window: Window) -> tuple[Reader, pa.Table | None]:
        reader = Reader(self.settings.history_folder, record)
        return reader, self._fresh(reader, window.keys)

    def _unreadable(self, gone: FileGone | None) -> HistoryUnreadable:
        folder = self.settings.history_folder
        return HistoryUnreadable(f"files in {folder} go while they are read; try again: {gone}")

    def _fresh(self, reader: Reader, keys: Sequence[str]) -> pa.Table | None:
        connection = kafka_as(self.settings, principal_of(COMMAND_LINE))
        registry = registry_of(self.settings, COMMAND_LINE)
        with suppress(BusUnavailable, RegistryUnavailable):
            return result_of(unwritten(connection, registry, reader, keys))
        text = "the bus does not answer: its newest messages, not in a file yet, are left out"
        if text not in self._told:
            self._told.add(text)
            self.tell(text)
        return None
