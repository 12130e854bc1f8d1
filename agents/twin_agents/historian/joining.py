"""Many small files to one that is sorted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from twin_agents.historian.columns import OFFSET, TIME
from twin_agents.historian.writing import ROWS_IN_A_GROUP, writer

_MEMORY = "256MB"  # what is more goes over the disk


def joined(pieces: Sequence[str], by: str, into: Path) -> None:
    """Writes all rows into one file, sorted by a column and then by offset.

    A reader of a few tags then finds them in a few groups of rows. DuckDB sorts, and pyarrow
    writes: DuckDB writes no checksums, and reads none (so the pieces are to be checked before).

    Raises:
        OSError: If they can not be read, or it can not be written.
    """
    limits: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY,
        "threads": 1,
        "temp_directory": str(into.parent),
    }
    with duckdb.connect(config=limits) as database:
        try:
            rows = database.sql(
                f"SELECT * FROM read_parquet(?, union_by_name=true, hive_partitioning=false)"  # noqa: S608 - no text of a user's is in it
                f' ORDER BY "{by}", {OFFSET}',
                params=[list(pieces)],
            ).to_arrow_reader(ROWS_IN_A_GROUP)
            with writer(into, _in_utc(rows.schema)) as file:
                for group in rows:
                    file.write_batch(group.cast(file.schema))
        except (duckdb.Error, pa.ArrowException) as error:
            raise OSError(str(error)) from error


def _in_utc(schema: pa.Schema) -> pa.Schema:
    """DuckDB gives times in the zone of the machine."""
    return schema.set(schema.get_field_index(TIME), pa.field(TIME, pa.timestamp("us", tz="UTC")))
