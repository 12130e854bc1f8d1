"""A file of the history in which something is not as it was written."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.test_history_files import ALL, HOUR_MS, NS, archive, kept, offsets, write
from typer.testing import CliRunner

from twin_agents.historian import Historian, Limits
from twin_agents.historian.archive import Archive, Damaged
from twin_agents.historian.checking import damage_in, is_sealed
from twin_agents.historian.reading import FileBroken, Reader
from twin_bus.memory import MemorySchemas
from twin_ops.cli.app import app
from twin_ops.errors import Usage
from twin_ops.stored.verifying import Verification
from twin_schemas.messages import Measurement

__all__ = ["archive"]
FLIPS = 400


class Later:
    """A clock that stands when three hours are over."""

    def now_ns(self) -> int:
        return 3 * HOUR_MS * NS + 200 * 1000 * NS


def flip(path: Path, place: int, bit: int = 0) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1 << bit
    path.write_bytes(content)


def files(archive: Archive) -> list[Path]:
    return [archive.folder / part.path for part in archive.parts]


@pytest.mark.parametrize("whole", [False, True])
def test_every_flipped_bit_is_noticed(archive: Archive, whole: bool):
    write(archive, *[kept(n, n, f"FT-{n % 7}") for n in range(300)])
    if whole:
        archive.join(archive.parts, by="tag")
    (path,) = files(archive)
    assert is_sealed(path)
    assert damage_in(path) == ""
    content, chance = path.read_bytes(), random.Random(1)
    mark = content.rindex(b"twinseal")
    for _ in range(FLIPS):
        place = chance.choice([n for n in range(len(content)) if not mark <= n < mark + 8])
        path.write_bytes(content)
        flip(path, place, chance.randrange(8))
        assert damage_in(path), place


def test_pages_have_checksums_for_other_readers(archive: Archive):
    write(archive, *[kept(n, n) for n in range(300)])
    (path,) = files(archive)
    column = pq.read_metadata(path).row_group(0).column(1)
    flip(path, column.data_page_offset + column.total_compressed_size - 1)
    with pytest.raises(OSError, match="CRC"):
        pq.ParquetFile(path, page_checksum_verification=True).read()


def test_what_is_damaged_is_not_joined_and_the_other_hours_are(archive: Archive):
    for hour in range(3):
        write(archive, kept(2 * hour, hour * HOUR_MS), kept(2 * hour + 1, hour * HOUR_MS + 1))
    damaged = files(archive)[0]
    content = damaged.read_bytes()
    flip(damaged, 20)
    bounds = Limits(1e6, 2**40)
    historian = Historian(None, MemorySchemas(), archive.folder, bounds, clock=Later())  # type: ignore[arg-type]
    historian._tidy(archive)
    assert [part.whole for part in archive.parts] == [False, True, True]
    assert str(damaged) in historian.unwell()
    assert "twin history --verify" in historian.unwell()
    damaged.write_bytes(content)
    historian._tidy(archive)
    assert all(part.whole for part in archive.parts)
    assert historian.unwell() == ""
    assert offsets(archive) == [*range(6)]


def test_a_piece_that_has_gone_keeps_the_others_from_being_joined(archive: Archive):
    for n in range(3):
        write(archive, kept(n, n))
    files(archive)[1].unlink()
    with pytest.raises(Damaged, match="gone"):
        archive.join(archive.parts, by="tag")
    assert len([path for path in files(archive) if path.exists()]) == 2


def test_what_is_handed_on_was_compared_with_its_checksums(archive: Archive):
    write(archive, *[kept(n, n) for n in range(300)])
    (path,) = files(archive)
    column = pq.read_metadata(path).row_group(0).column(1)
    flip(path, column.data_page_offset + column.total_compressed_size - 1)
    reader = Reader(archive.folder.parent, Measurement)
    with pytest.raises(FileBroken, match=path.name):
        reader.exact(ALL)


def test_a_footer_is_checked_before_anything_reads_it(archive: Archive):
    write(archive, kept(0, 0))
    (path,) = files(archive)
    flip(path, path.stat().st_size - 20)
    with pytest.raises(FileBroken, match="footer has another checksum"):
        Reader(archive.folder.parent, Measurement).rows(ALL)


def test_files_from_before_there_were_checksums_are_decoded_and_counted(archive: Archive):
    write(archive, kept(0, 0), kept(1, 1))
    (path,) = files(archive)
    pq.write_table(pa.table({"_offset": [0, 1]}), path)
    verification = Verification(archive.folder.parent)
    assert list(verification.damages(lambda _: None)) == []
    assert (verification.files, verification.unsealed) == (1, 1)
    path.write_bytes(path.read_bytes()[:40])
    (damage,) = Verification(archive.folder.parent).damages(lambda _: None)
    assert damage.path == path


def test_the_command_names_file_contract_and_hour_and_what_to_do(tmp_path: Path):
    archive = Archive(tmp_path / "history" / "cluster=one")
    archive.open()
    write(archive, kept(0, 5 * HOUR_MS), kept(1, 6 * HOUR_MS))
    environment = {"TWIN_HOME": str(tmp_path), "TWIN_PORT_BASE": "64500"}
    well = CliRunner().invoke(app, ["history", "--verify"], env=environment)
    assert (well.exit_code, "2 files: none is damaged" in well.stderr) == (0, True)
    flip(files(archive)[0], 20)
    told = CliRunner().invoke(app, ["history", "--verify", "--json"], env=environment)
    damaged, counts = map(json.loads, told.stdout.splitlines())
    assert told.exit_code == 1
    assert (damaged["contract"], damaged["hour"]) == ("plant.measurement.v1", "1970-01-01T05Z")
    assert damaged["file"] == str(files(archive)[0])
    assert "put the file back from a copy" in damaged["next"]
    said = {"files": 2, "damaged": 1, "missing": 0, "mended": 0, "without_checksums": 0}
    assert counts == said


@pytest.mark.parametrize("words", [["--verify", "FT-101"], ["--repair"], []])
def test_what_does_not_go_together_is_a_mistake(words: list[str]):
    assert isinstance(CliRunner().invoke(app, ["history", *words]).exception, Usage)
