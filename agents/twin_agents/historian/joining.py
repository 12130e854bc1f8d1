"""Many small files to one that is sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from twin_agents.historian.columns import LEFT_OUT, OFFSET, TIME
from twin_agents.historian.thinned_rows import ThinnedRows
from twin_agents.historian.thinning import Choice, Thinned, for_footer, from_footer, together
from twin_agents.historian.writing import ROWS_IN_A_GROUP, writer

_MEMORY = "256MB"  # what is more goes over the disk
_ROWS = "FROM read_parquet($pieces, union_by_name=true, hive_partitioning=false)"
_WITH_COUNTS = (  # where no piece has the column, it is null
    f"FROM (SELECT NULL::BIGINT AS {LEFT_OUT} WHERE false UNION ALL BY NAME {_ROWS})"
    f" SELECT * EXCLUDE ({LEFT_OUT}), {LEFT_OUT}"
)


def joined(pieces: Sequence[str], by: str, into: Path, choices: Mapping[str, Choice]) -> None:
    """Writes all rows into one file, sorted by a column and then by offset.

    A reader of a few tags then finds them in a few groups of rows. DuckDB sorts, and pyarrow
    writes: DuckDB writes no checksums, and reads none (so the pieces are to be checked before).

    The same pieces and choices give the same rows, so that it may be killed and begun again.

    Args:
        pieces: Paths of the files.
        by: Name of the column.
        into: Path of the new file.
        choices: Which values of that column are thinned, and how far.

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
            before = together(from_footer(pq.read_metadata(piece).metadata) for piece in pieces)
            asked = _WITH_COUNTS if choices or before else _ROWS
            rows = database.sql(
                f'{asked} ORDER BY "{by}", {OFFSET}', params={"pieces": list(pieces)}
            ).to_arrow_reader(ROWS_IN_A_GROUP)
            if choices or before:
                _thinned(rows, into, ThinnedRows(by, choices), before)
            else:
                _as_they_are(rows, into)
        except (duckdb.Error, pa.ArrowException) as error:
            raise OSError(str(error)) from error


def _as_they_are(rows: pa.RecordBatchReader, into: Path) -> None:
    with writer(into, _in_utc(rows.schema)) as file:
        for group in rows:
            file.write_batch(group.cast(file.schema))


def _thinned(
    rows: pa.RecordBatchReader, into: Path, door: ThinnedRows, before: Mapping[str, Thinned]
) -> None:
    with writer(into, _in_utc(rows.schema)) as file:
        for group in _grouped(door.of(rows)):
            file.write_table(group.cast(file.schema), row_group_size=ROWS_IN_A_GROUP)
        file.add_key_value_metadata(for_footer(together([before, door.thinned])))


def _grouped(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The same rows in tables that are large enough for a group of rows."""
    held: list[pa.Table] = []
    for table in tables:
        held.append(table)
        if sum(map(len, held)) >= ROWS_IN_A_GROUP:
            yield pa.concat_tables(held)
            held = []
    if held:
        yield pa.concat_tables(held)


def _in_utc(schema: pa.Schema) -> pa.Schema:
    """DuckDB gives times in the zone of the machine."""
    return schema.set(schema.get_field_index(TIME), pa.field(TIME, pa.timestamp("us", tz="UTC")))
