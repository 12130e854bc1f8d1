"""Trends of a week from the history's files, against bare DuckDB on the same files."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import duckdb
import pyarrow as pa

from twin_agents.exchange.moment import REMEMBERED_NS
from twin_agents.exchange.past import span_s
from twin_agents.historian.archive import Archive
from twin_agents.historian.columns import time_column
from twin_agents.historian.reading import Reader, Window
from twin_agents.historian.rollups.rollup import ENDING
from twin_ops.bench.line import BenchLine, line
from twin_ops.bench.stored_hours import FIRST_HOUR, SERIES, StoredHours, tag_name
from twin_ops.rollups import HistoryRollups
from twin_schemas.messages import Measurement, SimulatedValue
from twin_schemas.record import Record

_NS, _HOUR = 1_000_000_000, 3_600
_ASKED, _POINTS, _REPEATS = 20, 600, 3
_MILLI = 1e3
_T = TypeVar("_T")
BYTES_A_ROW = 13.2  # of both series of a tag, with their rollups, as it was found


def bytes_of(hours: int, tags: int) -> int:
    """About how much disk a history takes."""
    return round(hours * _HOUR * tags * BYTES_A_ROW)


def fill(folder: Path, hours: int, tags: int, advance: Callable[[], None]) -> None:
    """Writes joined hours of measured and of simulated values, and has them rolled up.

    What is there from a run before stays.

    Args:
        folder: Of the history.
        hours: How long it is.
        tags: How many are stored, at 1 Hz.
        advance: Called after each hour that is written.
    """
    stored = StoredHours(folder / "cluster=bench", tags)
    archive = Archive(stored.folder)
    for hour in range(hours):
        for record in SERIES:
            part = stored.write(record, hour)
            if not (stored.folder / part.path).with_suffix(ENDING).exists():
                archive.roll_up(part, record)
        advance()


def bench_history(folder: Path, hours: int, tags: int) -> Iterator[BenchLine]:
    """Asks for trends and for a moment.

    The trends are of 20 tags over all of it, in 600 spans or as many as the exchange makes of them:
    measured values, and both series as a screen asks for them, for the first time in a process and
    then. The moment is one of all tags, in its middle.

    Args:
        folder: Of a history that `fill` has filled.
        hours: How long it is.
        tags: How many are stored.
    """
    width_ns = span_s(hours * 60, _POINTS) * _NS
    begin = -(-FIRST_HOUR * _HOUR * _NS // width_ns) * width_ns
    window = Window(
        [tag_name(number * tags // _ASKED) for number in range(_ASKED)],
        begin,
        begin + hours * _HOUR * _NS // width_ns * width_ns,
    )
    name = f"trend_{_ASKED}_of_{tags}_tags_{hours}_h"
    first, _ = _timed(lambda: _screen(folder, window, width_ns))
    both = _quickest(lambda: _screen(folder, window, width_ns))[0]
    one, told = _quickest(lambda: _trend(folder, Measurement, window, width_ns))
    bare, rows = _quickest(lambda: _bare(folder, Measurement, window, width_ns))
    _compare(told, rows)
    bare_both = bare + _quickest(lambda: _bare(folder, SimulatedValue, window, width_ns))[0]
    yield line(f"{name}_both_first", _MILLI * first, "ms", _MILLI * bare_both)
    yield line(f"{name}_both", _MILLI * both, "ms", _MILLI * bare_both)
    yield line(name, _MILLI * one, "ms", _MILLI * bare)
    yield _moment(folder, hours, tags)


def _moment(folder: Path, hours: int, tags: int) -> BenchLine:
    at = FIRST_HOUR * _HOUR * _NS + (hours * _HOUR // 2 + _HOUR // 3) * _NS
    moment = Window((), at - REMEMBERED_NS, at + 1)
    ours, told = _quickest(lambda: Reader(folder, Measurement).latest(moment, "tag"))
    bare, rows = _quickest(lambda: _bare_moment(folder, moment))
    if not len(told) == len(rows) == tags:
        raise ValueError(f"{len(told)} and {len(rows)} rows, not {tags}")
    return line(f"moment_of_{tags}_tags_{hours}_h", _MILLI * ours, "ms", _MILLI * bare)


def _screen(folder: Path, window: Window, width_ns: int) -> None:
    """What `GET /v1/history` reads."""
    HistoryRollups(folder).rollups(window.keys, window.begin_ns, window.end_ns, width_ns)


def _trend(folder: Path, record: type[Record], window: Window, width_ns: int) -> pa.Table:
    return Reader(folder, record).buckets(window, width_ns / _NS)


def _timed(ask: Callable[[], _T]) -> tuple[float, _T]:
    """Seconds, and the answer."""
    begun = time.perf_counter()
    found = ask()
    return time.perf_counter() - begun, found


def _quickest(ask: Callable[[], _T]) -> tuple[float, _T]:
    """The same of the quickest of a few."""
    return min((_timed(ask) for _ in range(_REPEATS)), key=lambda found: found[0])


def _compare(told: pa.Table, rows: pa.Table) -> None:
    """Whether both ways found the same."""
    told = told.sort_by([("tag", "ascending"), ("begin_ns", "ascending")])
    for name in ("tag", "begin_ns", "count", "low", "high", "last"):
        if told[name].to_pylist() != rows[name].to_pylist():
            raise ValueError(f"{name} is not what bare DuckDB finds")


def _bare(folder: Path, record: type[Record], window: Window, width_ns: int) -> pa.Table:
    time = time_column(record)
    with duckdb.connect() as database:
        return database.sql(
            "FROM read_parquet($files, hive_partitioning=false)"
            f" SELECT tag, {time} // $width * $width AS begin_ns, count(*) AS count,"
            f" min(value) AS low, avg(value), max(value) AS high, arg_max(value, {time}) AS last"
            f" WHERE quality = 'good' AND tag IN (SELECT unnest($keys))"
            f" AND {time} >= $begin AND {time} < $end GROUP BY ALL ORDER BY tag, begin_ns",
            params={
                "files": _files(folder, record),
                "width": width_ns,
                "keys": list(window.keys),
                "begin": window.begin_ns,
                "end": window.end_ns,
            },
        ).to_arrow_table()


def _bare_moment(folder: Path, moment: Window) -> pa.Table:
    asked = {"files": _files(folder, Measurement)}
    with duckdb.connect() as database:
        return database.sql(
            "FROM read_parquet($files, hive_partitioning=false)"
            " SELECT tag, arg_max(value, source_time_ns), arg_max(quality, source_time_ns)"
            " WHERE source_time_ns BETWEEN $begin AND $end GROUP BY ALL",
            params=asked | {"begin": moment.begin_ns, "end": moment.end_ns},
        ).to_arrow_table()


def _files(folder: Path, record: type[Record]) -> str:
    return str(folder / f"cluster=*/topic={record.contract.topic}/**/*.parquet")
