"""The history with what the bus has behind it, for whoever is on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twin_bus.errors import BusUnavailable, RegistryUnavailable, TwinError
from twin_ops.kafka.credentials import kafka_as
from twin_ops.kafka.grants import COMMAND_LINE, principal_of
from twin_ops.settings import Settings
from twin_ops.wiring import registry_of
from twin_schemas.record import Record

if TYPE_CHECKING:
    # Arrow and DuckDB take half a second to import.
    import pyarrow as pa

    from twin_agents.historian.reading import Reader, Window

_ATTEMPTS = 3


class HistoryUnreadable(TwinError):
    """Files of the history can not be read."""


@dataclass(frozen=True)
class Stored:
    """Reads what an instance has kept, whether it runs or not.

    Attributes:
        settings: Which instance.
        tell: Is told in words when the bus does not answer, so that its newest messages are left
            out; they have no file yet.
    """

    settings: Settings
    tell: Callable[[str], None]

    def rows(self, record: type[Record], window: Window) -> pa.Table:
        """Messages in the order of their times, with all fields.

        Raises:
            HistoryUnreadable: Its files go while they are read.
        """
        return self._asked(record, window, lambda reader, fresh: reader.rows(window, fresh))

    def buckets(self, record: type[Record], window: Window, seconds: float) -> pa.Table:
        """Extremes, mean and last value of each key in spans of time; see `Reader.buckets`.

        Raises:
            HistoryUnreadable: Its files go while they are read.
        """
        return self._asked(
            record, window, lambda reader, fresh: reader.buckets(window, seconds, fresh)
        )

    def _asked(
        self,
        record: type[Record],
        window: Window,
        ask: Callable[[Reader, pa.Table | None], pa.Table],
    ) -> pa.Table:
        from twin_agents.historian.reading import FileGone, Reader

        for _ in range(_ATTEMPTS):
            reader = Reader(self.settings.history_folder, record)
            fresh = self._fresh(reader, window.keys)
            with suppress(FileGone):
                return ask(reader, fresh)
        folder = self.settings.history_folder
        raise HistoryUnreadable(f"files in {folder} go while they are read; try again")

    def _fresh(self, reader: Reader, keys: Sequence[str]) -> pa.Table | None:
        from twin_ops.stored.unwritten import unwritten

        connection = kafka_as(self.settings, principal_of(COMMAND_LINE))
        registry = registry_of(self.settings, COMMAND_LINE)
        with suppress(BusUnavailable, RegistryUnavailable):
            return _done(unwritten(connection, registry, reader, keys))
        self.tell("the bus does not answer: its newest messages, not in a file yet, are left out")
        return None


def _done(work: Coroutine[Any, Any, pa.Table]) -> pa.Table:
    """Result of a coroutine, also where a loop is running already, as in a notebook."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()
