"""The history, read by others as Iceberg tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyiceberg.expressions import EqualTo
from pyiceberg.table import StaticTable
from tests.unit.test_history_files import HOUR_MS, kept, write
from tests.unit.test_history_thinned import CHOSEN, COUNT, fill, tidied
from typer.testing import CliRunner

from twin_agents.historian.archive import Archive
from twin_agents.historian.reading import Reader, Window
from twin_ops.cli.app import app
from twin_ops.errors import Usage
from twin_ops.iceberg import write_tables
from twin_schemas.messages import Measurement

ALL = Window((), 0, 2**62)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An hour and the first message of the next, in pieces."""
    made = Archive(tmp_path / "history" / "cluster=one")
    made.open()
    fill(made)
    return made


def written(archive: Archive, folder: Path) -> StaticTable:
    (table,) = write_tables(archive.folder.parent, folder)
    return StaticTable.from_metadata(table.metadata)


def test_another_reader_finds_the_same_rows(archive: Archive, tmp_path: Path):
    tidied(archive, {})
    table = written(archive, tmp_path / "tables")
    found = table.scan().to_arrow().sort_by("_offset")
    rows = Reader(archive.folder.parent, Measurement).rows(ALL)
    rows = rows.sort_by("_offset")
    assert len(found) == 2 * COUNT + 1
    assert table.properties["gc.enabled"] == "false"
    for name in rows.schema.names:
        assert found[name].to_pylist() == rows[name].to_pylist()
    one = table.scan(EqualTo("tag", "PT-941"), selected_fields=("value",)).to_arrow()
    assert one.num_rows == COUNT


def test_run_again_it_has_what_is_there_then(archive: Archive, tmp_path: Path):
    tidied(archive, {})
    first = written(archive, tmp_path / "tables")
    again = written(archive, tmp_path / "tables")
    assert again.current_snapshot() == first.current_snapshot()
    for n in (1, 5):  # an hour has a late message, another is not over, and the oldest goes
        write(archive, kept(2 * COUNT + n, n * HOUR_MS, "TT-1"))
    tidied(archive, CHOSEN)
    archive.drop(archive.parts[0])
    later = written(archive, tmp_path / "tables").scan().to_arrow()
    assert later["_offset"].to_pylist() == [2 * COUNT, 2 * COUNT + 1]


def test_a_thinned_hour_says_how_many_are_left_out(archive: Archive, tmp_path: Path):
    tidied(archive, CHOSEN)
    found = written(archive, tmp_path / "tables").scan(EqualTo("tag", "PT-941")).to_arrow()
    assert len(found) + sum(found["_left_out"].to_pylist()) == COUNT


def test_the_command_tells_where_the_tables_are(archive: Archive, tmp_path: Path):
    environment = {"TWIN_HOME": str(tmp_path), "TWIN_PORT_BASE": "64500"}
    asked = ["history", "--iceberg", str(tmp_path / "tables"), "--json"]
    assert isinstance(CliRunner().invoke(app, asked, env=environment).exception, Usage)
    tidied(archive, {})
    done = CliRunner().invoke(app, asked, env=environment)
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["table"], row["files"]) == ("one.plant_measurement_v1", 2)
    assert row["messages"] == 2 * COUNT + 1
    assert len(StaticTable.from_metadata(row["metadata"]).scan().to_arrow()) == 2 * COUNT + 1
