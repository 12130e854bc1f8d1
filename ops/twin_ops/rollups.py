"""Trends and moments of the history for the exchange."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from twin_agents.exchange.past import PastUnreadable
from twin_schemas.messages import Measurement, SimulatedValue

if TYPE_CHECKING:
    # Arrow and DuckDB take half a second to import; who only watches the last hour needs neither.
    import pyarrow as pa

    from twin_agents.historian.reading import Reader, Window
    from twin_schemas.record import Record

_ATTEMPTS = 10
_NS = 1_000_000_000
_T = TypeVar("_T")


@dataclass(frozen=True)
class HistoryRollups:
    """Reads what has a file: all but the last ten seconds.

    Attributes:
        folder: Of the history.
    """

    folder: Path

    def rollups(
        self, tags: Sequence[str], begin_ns: int, end_ns: int, width_ns: int
    ) -> dict[str, dict[str, list[float | None]]]:
        """See `Rollups` of the exchange."""
        from twin_agents.historian.reading import Window

        window = Window(tuple(tags), begin_ns, end_ns)
        reported = self._found(Measurement, window, width_ns)
        simulated = self._found(SimulatedValue, window, width_ns)
        spans = range(begin_ns, end_ns, width_ns)
        columns: dict[str, dict[str, list[float | None]]] = {
            tag: {name: [None] * len(spans) for name in ("reported", "low", "high", "simulated")}
            for tag in tags
        }
        for found, names in (
            (reported, {"reported": "mean", "low": "low", "high": "high"}),
            (simulated, {"simulated": "mean"}),
        ):
            places = [(at - begin_ns) // width_ns for at in found["begin_ns"].to_pylist()]
            for name, source in names.items():
                values = found[source].to_pylist()
                for tag, place, value in zip(found["tag"].to_pylist(), places, values, strict=True):
                    columns[tag][name][place] = value
        return columns

    def latest(
        self, record: type[Record], each: str, begin_ns: int, end_ns: int
    ) -> list[dict[str, Any]]:
        """See `Rollups` of the exchange."""
        from twin_agents.historian.reading import Window

        window = Window((), begin_ns, end_ns)
        rows = self._read(record, lambda reader: reader.latest(window, each)).to_pylist()
        names = record.__annotations__
        return [{name: row[name] for name in names} for row in rows]

    def span(self) -> tuple[int, int] | None:
        """See `Rollups` of the exchange."""
        return self._read(Measurement, lambda reader: reader.span)

    def _found(self, record: type[Record], window: Window, width_ns: int) -> pa.Table:
        return self._read(record, lambda reader: reader.buckets(window, width_ns / _NS))

    def _read(self, record: type[Record], ask: Callable[[Reader], _T]) -> _T:
        from twin_agents.historian.reading import FileBroken, FileGone, Reader

        for _ in range(_ATTEMPTS):
            with suppress(FileGone):
                try:
                    return ask(Reader(self.folder, record))
                except FileBroken as error:
                    raise PastUnreadable(str(error)) from error
        raise PastUnreadable("files of the history go while they are read")
