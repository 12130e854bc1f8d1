"""Makes a dataset the history of an instance of its own."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from twin_agents.historian.archive import Archive
from twin_agents.historian.columns import OFFSET, PARTITION, TIME, arrow_schema
from twin_agents.historian.part import Part
from twin_ops.dataset.manifest import DataFile, DatasetBroken, checked
from twin_ops.dataset.thinned import counted_of, from_content
from twin_ops.errors import Usage
from twin_schemas.messages import contract_named

if TYPE_CHECKING:
    from twin_agents.historian.thinning import Thinned
    from twin_schemas.record import Record

_HOUR_MS = 3_600_000
_NAMED = 16  # characters of the dataset's id


def read_in(folder: Path, history: Path) -> int:
    """Writes every message of a dataset into a history that has none yet.

    Real and foreign values would else stand side by side as if they were of one plant. Exported
    again, the files have the same bytes.

    Args:
        folder: Of the dataset.
        history: Folder of the history.

    Returns:
        How many messages it has.

    Raises:
        DatasetBroken: The files are not those of the manifest, or of contracts unknown here.
        Usage: There is a history already, or it can not be written.
    """
    content, files = checked(folder)
    records = [_contract(one) for one in files]
    if any(history.glob("cluster=*")):
        raise Usage(
            f"{history} has a history already; read the dataset into a home of its own: "
            "TWIN_HOME=/some/new/folder twin import ..."
        )
    unfinished = history.with_name(f"{history.name}.unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        archive = Archive(unfinished / f"cluster=dataset-{content['dataset'][:_NAMED]}")
        archive.open()
        for one, record in zip(files, records, strict=True):
            _keep(archive, folder / one.name, record, from_content(content, one.topic))
        if history.exists():
            history.rmdir()  # empty, as there is no cluster in it
        unfinished.replace(history)
    except OSError as error:
        raise Usage(f"{history} can not be written: {error}") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return sum(one.messages for one in files)


def _contract(file: DataFile) -> type[Record]:
    record = contract_named(file.topic)
    if record is None:
        raise DatasetBroken(f"{file.name} has messages of {file.topic}, which is unknown here")
    return record


def _keep(
    archive: Archive, file: Path, record: type[Record], thinned: Mapping[str, Thinned]
) -> None:
    """Writes an hour of a partition at a time, in the order of the bus."""
    hour, source = f"epoch_ms({TIME}) // {_HOUR_MS}", {"file": str(file)}
    schema, topic = arrow_schema(record, counts=bool(thinned)), record.contract.topic
    with duckdb.connect() as database:
        hours = f"FROM read_parquet($file) SELECT DISTINCT {PARTITION}, {hour} ORDER BY ALL"
        for partition, at in database.sql(hours, params=source).fetchall():
            rows = database.sql(
                f"FROM read_parquet($file) SELECT * REPLACE (epoch_ms({TIME}) AS {TIME})"
                f" WHERE {PARTITION} = $partition AND {hour} = $hour ORDER BY {OFFSET}",
                params=source | {"partition": partition, "hour": at},
            )
            table: pa.Table = rows.to_arrow_table().cast(schema)
            first, last = (table[OFFSET][place].as_py() for place in (0, -1))
            left_out = counted_of(table, thinned) if thinned else {}
            archive.add(Part(topic, at, partition, first, last), table, left_out)
