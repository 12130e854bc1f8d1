"""The history as Iceberg tables, whose data files are its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from twin_agents.historian.columns import TIME, arrow_schema
from twin_agents.historian.part import Part, parts_in, standing
from twin_ops.errors import Usage
from twin_schemas.messages import CONTRACTS, Measurement

if TYPE_CHECKING:
    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.table import Table

    from twin_schemas.record import Record

_NOT_ITS_OWN = {"gc.enabled": "false"}  # nobody may delete data files with a table or snapshot


@dataclass(frozen=True)
class TableWritten:
    """A table, as it is now.

    Attributes:
        name: Of the table in its catalog: cluster and contract.
        files: How many data files it has.
        messages: How many rows.
        metadata: File or URL to open it with.
    """

    name: str
    files: int
    messages: int
    metadata: str


def write_tables(history: Path, folder: Path) -> Iterator[TableWritten]:
    """Writes, or brings up to date, a table for each contract; copies no data.

    Data files are those of the hours that are over: those before are soon joined and go. Each time
    is one snapshot of a table, so who reads meanwhile has the one before.

    Args:
        history: Folder of the history.
        folder: Of the tables: `catalog.db`, and their metadata below it.

    Raises:
        Usage: The history has no such hour, the tables can not be written, or what writes them is
            not installed.
    """
    wholes = {cluster: _wholes(cluster) for cluster in sorted(history.glob("cluster=*"))}
    if not any(wholes.values()):
        raise Usage(f"{history} has no hour that is over and joined yet; try again in an hour")
    try:
        catalog = _catalog(folder)
        for cluster, parts in wholes.items():
            for record in CONTRACTS:
                of = [cluster / part.path for part in parts if part.topic == record.contract.topic]
                if of:
                    yield _written(catalog, cluster, record, of)
    except OSError as error:
        raise Usage(f"tables in {folder} can not be written: {error}") from error


def _wholes(cluster: Path) -> list[Part]:
    return [part for part in standing(parts_in(cluster)) if part.whole]


def _catalog(folder: Path) -> SqlCatalog:
    try:
        from pyiceberg.catalog.sql import SqlCatalog
    except ImportError as error:
        raise Usage("Iceberg tables need pyiceberg: pip install 'twinbus[iceberg]'") from error
    folder.mkdir(parents=True, exist_ok=True)
    return SqlCatalog("twin", uri=f"sqlite:///{folder / 'catalog.db'}", warehouse=folder.as_uri())


def _written(
    catalog: SqlCatalog, cluster: Path, record: type[Record], files: list[Path]
) -> TableWritten:
    from pyiceberg.expressions import AlwaysTrue

    namespace = re.sub(r"\W", "_", cluster.name.partition("=")[2])
    name = f"{namespace}.{record.contract.topic.replace('.', '_')}"
    catalog.create_namespace_if_not_exists(namespace)
    table = catalog.create_table_if_not_exists(name, _columns(record), properties=_NOT_ITS_OWN)
    before = _files_of(table)
    if before != {str(path) for path in files}:
        with table.transaction() as change:
            if before:
                change.delete(AlwaysTrue())
            change.add_files([str(path) for path in files], check_duplicate_files=False)
    found = table.inspect.files()
    messages = sum(found["record_count"].to_pylist())
    return TableWritten(name, len(found), messages, table.metadata_location)


def _files_of(table: Table) -> set[str]:
    paths: list[Any] = table.inspect.files()["file_path"].to_pylist()
    return set(paths)


def _columns(record: type[Record]) -> pa.Schema:
    """Those of the files of joined hours; none is required, as DuckDB makes all optional."""
    schema = arrow_schema(record, counts=record is Measurement)
    return pa.schema(
        pa.field(one.name, pa.timestamp("us", tz="UTC") if one.name == TIME else one.type)
        for one in schema
    )
