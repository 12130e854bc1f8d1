"""Many small files to one that is sorted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from twin_agents.historian.columns import OFFSET

ROWS_IN_A_GROUP = 50_000
LEVEL = 3  # of zstd
_MEMORY = "256MB"  # what is more goes over the disk


def joined(pieces: Sequence[str], by: str, into: Path) -> None:
    """Writes all rows into one file, sorted by a column and then by offset.

    A reader of a few tags then finds them in a few groups of rows.

    Raises:
        OSError: If it can not be written.
    """
    options = f"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL {LEVEL}"
    limits: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY,
        "threads": 1,
        "temp_directory": str(into.parent),
    }
    with duckdb.connect(config=limits) as database:
        try:
            database.execute(
                f"COPY (SELECT * FROM read_parquet(?, union_by_name=true, hive_partitioning=false)"  # noqa: S608 - no text of a user's is in it
                f" ORDER BY \"{by}\", {OFFSET}) TO '{into}'"
                f" ({options}, ROW_GROUP_SIZE {ROWS_IN_A_GROUP})",
                [list(pieces)],
            )
        except duckdb.IOException as error:
            raise OSError(str(error)) from error
