"""Makes the rollup of a joined hour."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from twin_agents.historian.checking import damage_in, seal_of
from twin_agents.historian.columns import LEFT_OUT, time_column
from twin_agents.historian.footer import footer_of
from twin_agents.historian.lines import with_lines
from twin_agents.historian.rollups.rollup import CRC, SCHEMA, Head, crc_of, crc_text
from twin_agents.historian.rollups.told import MINUTE_NS, in_spans, value_column
from twin_schemas.record import Record

_MEMORY = "256MB"  # what is more goes over the disk
_ROWS_IN_A_BLOCK = 480  # of eight tags that tell in every minute of an hour
_FILE = "read_parquet($files, hive_partitioning=false, filename={})"
_EVER = {"keys": list[str](), "begin": 0, "end": 2**62, "longest": 0}


def roll_up(hour: Path, record: type[Record], into: Path) -> None:
    """Writes what the rows of an hour tell in minutes, sorted by tag and minute.

    A thinned hour tells what a question for its rows would find: what was left out is on the line.

    Args:
        hour: File of a joined hour.
        record: Its contract.
        into: Path of the new file.

    Raises:
        FileNotFoundError: The hour has gone.
        OSError: It is damaged, or has no seal, or the file can not be written.
    """
    seal = seal_of(hour)
    damage = damage_in(hour) if seal else "it has no seal"
    if seal is None or damage:
        raise OSError(f"{hour} is not rolled up: {damage}")
    footer = footer_of(hour, time_column(record))
    found = _told(hour, record, into.parent, is_thinned=bool(footer.thinned))
    first_of = found[0].take(pa.array(range(0, len(found), _ROWS_IN_A_BLOCK), pa.int64()))
    head = Head(seal, footer.first, footer.last, first_of.to_pylist())
    try:
        _write(found.replace_schema_metadata(head.written()), into)
    except pa.ArrowException as error:
        raise OSError(str(error)) from error


def _told(hour: Path, record: type[Record], beside: Path, *, is_thinned: bool) -> pa.Table:
    """Of `SCHEMA`."""
    key, time = record.contract.key, time_column(record)
    source = f"(FROM {_FILE.format(False)} SELECT COLUMNS(lambda c: c <> '{LEFT_OUT}'))"
    asked: dict[str, object] = {"files": [str(hour)]}
    if is_thinned:
        source = f"({with_lines(_FILE.format(True), key, time, value_column(record))})"
        asked |= _EVER
    limits: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY,
        "threads": 1,
        "temp_directory": str(beside),
    }
    question = f"FROM {source} {in_spans(record, MINUTE_NS)} ORDER BY {key}, begin_ns"
    with duckdb.connect(config=limits) as database:
        try:
            found = database.sql(question, params=asked).to_arrow_table()
        except duckdb.Error as error:
            raise OSError(str(error)) from error
    return found.cast(SCHEMA).combine_chunks()


def _write(table: pa.Table, into: Path) -> None:
    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    with (
        pa.OSFile(str(into), "wb") as file,
        pa.ipc.new_file(file, table.schema, options=options) as blocks,
    ):
        for begin in range(0, len(table), _ROWS_IN_A_BLOCK):
            block = _own(table.slice(begin, _ROWS_IN_A_BLOCK))
            blocks.write_batch(block, custom_metadata={CRC: crc_text(crc_of(block))})


def _own(rows: pa.Table) -> pa.RecordBatch:
    """The same rows in memory that holds no others, as a reader will have them."""
    (batch,) = rows.combine_chunks().to_batches()
    return batch.take(pa.array(np.arange(len(rows))))
