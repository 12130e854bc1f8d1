"""Trends of a week from the history's files, against bare DuckDB on the same files."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from twin_agents.exchange.moment import REMEMBERED_NS
from twin_agents.historian.archive import Archive
from twin_agents.historian.columns import OFFSET, PARTITION, SCHEMA, TIME, arrow_schema
from twin_agents.historian.part import Part
from twin_agents.historian.reading import Reader, Window
from twin_ops.bench.line import BenchLine, line
from twin_schemas.messages import Measurement

_NS, _HOUR = 1_000_000_000, 3_600
_FIRST_HOUR = 490_000  # since 1970-01-01 UTC
_ASKED, _POINTS, _REPEATS = 20, 600, 3
_MILLI = 1e3


def bench_history(
    folder: Path, hours: int, tags: int, advance: Callable[[], None]
) -> Iterator[BenchLine]:
    """Fills a history with tags at 1 Hz and asks for trends and for moments.

    The trends are of 20 tags over all of it, in 600 spans; the moment of all tags, in its middle.

    Args:
        folder: An empty one.
        hours: How long the history is.
        tags: How many are stored.
        advance: Called after each hour that is written.
    """
    archive = Archive(folder / "cluster=bench")
    archive.open()
    for hour in range(hours):
        archive.add(*_hour(hour, tags))
        advance()
    begin = _FIRST_HOUR * _HOUR * _NS
    keys = tuple(_name(number * tags // _ASKED) for number in range(_ASKED))
    window = Window(keys, begin, begin + hours * _HOUR * _NS)
    width_s = hours * _HOUR / _POINTS
    rows = _ASKED * _POINTS
    ours = _quickest(lambda: Reader(folder, Measurement).buckets(window, width_s), rows)
    bare = _quickest(lambda: _bare(folder, keys, round(width_s * _NS)), rows)
    yield line(f"trend_{_ASKED}_of_{tags}_tags_{hours}_h", _MILLI * ours, "ms", _MILLI * bare)
    at = begin + (hours * _HOUR // 2 + _HOUR // 3) * _NS
    moment = Window((), at - REMEMBERED_NS, at + 1)
    ours = _quickest(lambda: Reader(folder, Measurement).latest(moment, "tag"), tags)
    bare = _quickest(lambda: _bare_moment(folder, moment), tags)
    yield line(f"moment_of_{tags}_tags_{hours}_h", _MILLI * ours, "ms", _MILLI * bare)


def _name(number: int) -> str:
    return f"FT-{number:05}"


def _quickest(ask: Callable[[], pa.Table], rows: int) -> float:
    """Seconds of the quickest of a few, each with so many rows."""
    found = []
    for _ in range(_REPEATS):
        begun = time.perf_counter()
        table = ask()
        found.append(time.perf_counter() - begun)
        if table.num_rows != rows:
            raise ValueError(f"{table.num_rows} rows, not {rows}")
    return min(found)


def _bare(folder: Path, keys: tuple[str, ...], width_ns: int) -> pa.Table:
    asked = {"files": str(folder / "**" / "*.parquet"), "width": width_ns, "keys": list(keys)}
    with duckdb.connect() as database:
        return database.sql(
            "FROM read_parquet($files, hive_partitioning=false)"
            " SELECT tag, source_time_ns // $width AS span, count(*), min(value), avg(value),"
            " max(value), arg_max(value, source_time_ns)"
            " WHERE quality = 'good' AND tag IN (SELECT unnest($keys)) GROUP BY ALL ORDER BY ALL",
            params=asked,
        ).to_arrow_table()


def _bare_moment(folder: Path, moment: Window) -> pa.Table:
    asked = {"files": str(folder / "**" / "*.parquet")}
    with duckdb.connect() as database:
        return database.sql(
            "FROM read_parquet($files, hive_partitioning=false)"
            " SELECT tag, arg_max(value, source_time_ns), arg_max(quality, source_time_ns)"
            " WHERE source_time_ns BETWEEN $begin AND $end GROUP BY ALL",
            params=asked | {"begin": moment.begin_ns, "end": moment.end_ns},
        ).to_arrow_table()


def _hour(number: int, tags: int) -> tuple[Part, pa.Table]:
    """An hour as the historian has joined it: sorted by tag."""
    rows, hour = tags * _HOUR, _FIRST_HOUR + number
    seconds = np.tile(np.arange(_HOUR, dtype=np.int64), tags) + hour * _HOUR
    times = pa.array(seconds * _NS)
    names = pa.array([_name(one) for one in range(tags)])
    generator = np.random.default_rng(number)
    columns = {
        "tag": names.take(pa.array(np.repeat(np.arange(tags), _HOUR))),
        "value": pa.array(20.0 + generator.normal(size=rows).cumsum() / _HOUR),
        "unit": _same("kg/s", rows),
        "quality": _same("good", rows),
        "origin": _same("plant", rows),
        "source_time_ns": times,
        "server_time_ns": times,
        "ingest_time_ns": times,
        "sequence": pa.array(np.arange(rows)),
        PARTITION: pa.array(np.zeros(rows, np.int32)),
        OFFSET: pa.array(np.arange(rows) + number * rows),
        TIME: pa.array(seconds * 1_000),
        SCHEMA: pa.array(np.ones(rows, np.int32)),
    }
    table = pa.table([_column(field, columns, rows) for field in _SCHEMA], schema=_SCHEMA)
    return Part(Measurement.contract.topic, hour, 0, number * rows, (number + 1) * rows - 1), table


def _same(text: str, rows: int) -> pa.Array:
    return pa.repeat(pa.scalar(text), rows)


def _column(field: pa.Field, columns: dict[str, pa.Array], rows: int) -> pa.Array:
    """A field that says nothing here is empty or false."""
    if field.name in columns:
        return columns[field.name].cast(field.type)
    if field.type == pa.string():
        return _same("", rows)
    return pa.repeat(pa.scalar(0).cast(field.type), rows)


_SCHEMA = arrow_schema(Measurement)
