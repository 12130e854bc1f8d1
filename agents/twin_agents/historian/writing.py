"""How files of the history are written: with a checksum on every page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from twin_agents.historian.checking import seal
from twin_agents.historian.columns import OFFSET

ROWS_IN_A_GROUP = 50_000
LEVEL = 3  # of zstd
_NEVER_TWICE = {OFFSET: "DELTA_BINARY_PACKED", "ingest_time_ns": "PLAIN"}


@contextmanager
def writer(path: Path, schema: pa.Schema) -> Iterator[pq.ParquetWriter]:
    """Writes tables of a schema into a file, each page with its CRC-32, and seals it.

    What hardly comes twice has no dictionary, which would be larger than the numbers. Bytes of
    floating point numbers by their place would be smaller still, but not every reader knows them.

    Raises:
        OSError: If it can not be written.
    """
    encodings = dict(map(_encoding, filter(_has_encoding, schema)))
    with pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=LEVEL,
        use_dictionary=[_leaf(field) for field in schema if field.name not in encodings],
        column_encoding=encodings,
        write_page_checksum=True,
    ) as file:
        yield file
    seal(path)


def _has_encoding(field: pa.Field) -> bool:
    return pa.types.is_floating(field.type) or field.name in _NEVER_TWICE


def _encoding(field: pa.Field) -> tuple[str, str]:
    return field.name, _NEVER_TWICE.get(field.name, "PLAIN")


def _leaf(field: pa.Field) -> str:
    """Name of the column in a file: Parquet has the items of lists two levels below."""
    return f"{field.name}.list.element" if pa.types.is_list(field.type) else str(field.name)
