"""Recordings in Parquet: what `twin export` and `twin history` write, and the historian keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

FIELDS = (
    *("tag", "value", "unit", "quality", "reason", "late"),
    *("source_time_ns", "server_time_ns", "ingest_time_ns"),
)
_NEEDED = {"tag", "value", "unit", "quality", "source_time_ns", "ingest_time_ns"}
_PLACE = ("_partition", "_offset")
_ROWS = 10_000


def is_table(path: Path) -> bool:
    """Whether a recording is in Parquet: a file of it, or a folder with such files."""
    return path.is_dir() or path.suffix == ".parquet"


def rows_of(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows with their place; of a folder, those of the files that have measurements.

    A message that is in two files, as while the historian joins those of an hour, counts once.

    Raises:
        OSError: A file cannot be read.
        ValueError: A file is no Parquet.
    """
    known: set[tuple[int, int]] = set()
    for file in sorted(path.rglob("*.parquet")) if path.is_dir() else [path]:
        for place, row in _rows_in(file, needed=path.is_dir()):
            message = tuple(row.pop(name, None) for name in _PLACE)
            if None not in message:
                if message in known:
                    continue
                known.add(message)
            yield place, row


def _rows_in(file: Path, *, needed: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    # pyarrow takes a quarter of a second to import, which other adapters need not wait for
    import pyarrow.parquet as pq

    with pq.ParquetFile(file) as table:
        there = table.schema_arrow.names
        if needed and not _NEEDED.issubset(there):
            return
        columns = [name for name in (*FIELDS, *_PLACE) if name in there]
        number = 0
        for batch in table.iter_batches(_ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield f"{file.name}:{number}", row
