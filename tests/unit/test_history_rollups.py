"""Rollups of joined hours: derived, whole or not at all, and the same answers as the rows give."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from tests.unit.test_history_files import HOUR_MS, NS, TOPIC, kept, write
from tests.unit.test_history_thinned import tidied

from twin_agents.historian.archive import Archive
from twin_agents.historian.hours import closed_hours
from twin_agents.historian.reading import Reader, Window
from twin_agents.historian.rollups.rolling import Rolling
from twin_agents.historian.rollups.rollup import SCHEMA, beside, rollup_of
from twin_schemas.messages import Measurement

MINUTE = 60_000_000_000
ALL = Window((), 0, 4 * 60 * MINUTE)
TAGS = ("FT-101", "FT-102", "TT-101")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An hour in pieces, and the first messages of the next one."""
    made = Archive(tmp_path / "cluster=one")
    made.open()
    for piece in range(3):
        write(made, *[hour(n) for n in range(200 * piece, 200 * (piece + 1))])
    write(made, *[kept(n, HOUR_MS + n, TAGS[n % 3]) for n in range(600, 660)])
    return made


def hour(offset: int) -> object:
    return kept(offset, 5_900 * offset, TAGS[offset % 3])


def join(archive: Archive) -> Path:
    """Joins the hours that are over, and gives the file of the last one."""
    for pieces in list(closed_hours(archive.parts, 2 * HOUR_MS * NS)):
        archive.join(pieces, "tag")
    return archive.folder / next(part.path for part in reversed(archive.parts) if part.whole)


def rolled_up(archive: Archive) -> Path:
    file = join(archive)
    rolling = Rolling()
    while rolling.step(archive):
        pass
    return file


def trend(archive: Archive, window: Window = ALL, seconds: float = 300) -> pa.Table:
    return Reader(archive.folder.parent, Measurement).buckets(window, seconds)


def spoil_pages(file: Path) -> None:
    """Where rows are; neither footer nor seal."""
    content = bytearray(file.read_bytes())
    content[4:400] = bytes(396)
    file.write_bytes(content)


def test_a_trend_is_that_of_the_rows_also_where_hours_are_not_joined(archive: Archive):
    before = trend(archive)
    rolled_up(archive)
    assert trend(archive).equals(before)
    keys = replace(ALL, keys=TAGS[1:2])
    assert trend(archive, keys).equals(before.filter(pa.compute.equal(before["tag"], TAGS[1])))


def test_hours_with_a_rollup_are_not_read(archive: Archive):
    file = rolled_up(archive)
    before = trend(archive)
    made = file.stat().st_mtime_ns, beside(file)
    spoil_pages(file)
    assert file.stat().st_mtime_ns != made[0]
    assert trend(archive).equals(before)


@pytest.mark.parametrize(
    ("window", "seconds"),
    [
        (replace(ALL, begin_ns=7 * MINUTE + 1), 300),
        (replace(ALL, end_ns=50 * MINUTE - 1), 60),
        (ALL, 45),
        (replace(ALL, known_ns=70), 300),
    ],
    ids=["begin", "end", "width", "as of"],
)
def test_what_minutes_can_not_tell_is_asked_of_the_rows(
    archive: Archive, window: Window, seconds: float
):
    before = trend(archive, window, seconds)
    rolled_up(archive)
    assert before.num_rows
    assert trend(archive, window, seconds).equals(before)


def content(hour: Path) -> pa.Table | None:
    """All that the rollup of an hour has; None if it is seen not to be what was written."""
    try:
        rollup = rollup_of(hour)
        return rollup and pa.Table.from_batches(rollup.blocks([]), SCHEMA)
    except OSError:
        return None


def test_no_flipped_bit_of_a_rollup_changes_what_it_tells(archive: Archive):
    hour = rolled_up(archive)
    sound, whole = beside(hour).read_bytes(), content(hour)
    assert whole is not None
    noticed = 0
    for place in range(0, len(sound), 5):
        flipped = sound[place] ^ 1 << place % 8
        beside(hour).write_bytes(sound[:place] + bytes([flipped]) + sound[place + 1 :])
        found = content(hour)
        noticed += found is None
        assert found is None or found.equals(whole)
    assert noticed > len(sound) / 5 / 2  # the rest is padding, and names that nobody reads


def test_without_a_sound_rollup_the_rows_are_read(archive: Archive):
    rollup = beside(rolled_up(archive))
    before, sound = trend(archive), rollup.read_bytes()
    middle = len(sound) // 2
    for spoiled in (sound[:middle] + bytes(8) + sound[middle + 8 :], sound[:-100], b""):
        rollup.write_bytes(spoiled)
        assert trend(archive).equals(before)
    rollup.unlink()
    assert trend(archive).equals(before)


def test_the_historian_rolls_up_what_it_has_joined_the_newest_first(archive: Archive):
    before = trend(archive)
    for rolled in ([False, True], [True, True]):
        tidied(archive, {})
        hours = sorted(archive.folder.rglob("*.hour.parquet"))
        assert [rollup_of(hour) is not None for hour in hours] == rolled
        assert trend(archive).equals(before)


def test_a_rollup_of_other_rows_than_the_hour_has_is_none(archive: Archive):
    file = rolled_up(archive)
    part = next(part for part in archive.parts if part.whole)
    rows = pa.parquet.read_table(file).slice(0, 300)
    Archive(archive.folder).add(part, rows)  # as `twin history --repair` does
    assert rollup_of(file) is None
    assert sum(trend(archive)["count"].to_pylist()) == 360
    rolled_up(archive)
    assert rollup_of(file) is not None
    assert sum(trend(archive)["count"].to_pylist()) == 360


def test_late_messages_make_an_hour_and_its_rollup_anew(archive: Archive):
    first = rolled_up(archive)
    write(archive, kept(660, HOUR_MS + 1_000, "FT-101"))
    late = kept(661, 2 * HOUR_MS, "FT-101")
    write(archive, replace(late, fields=late.fields | {"source_time_ns": 5 * MINUTE + 7}))
    before = trend(archive)
    for pieces in list(closed_hours(archive.parts, 5 * HOUR_MS * NS)):
        archive.join(pieces, "tag")
    assert trend(archive).equals(before)
    rolled_up(archive)
    assert trend(archive).equals(before)
    assert len(list(archive.folder.rglob("*.rollup"))) == 3
    assert first.exists()


def test_a_start_removes_what_is_unfinished_and_rollups_without_their_hour(archive: Archive):
    file = rolled_up(archive)
    unfinished = file.with_name("0-000000000000-000000000599.hour.rollup.unfinished")
    unfinished.write_bytes(b"ARROW1")
    lonely = file.with_name("0-000000000000-000000000399.hour.rollup")
    lonely.write_bytes(b"ARROW1")
    again = Archive(archive.folder)
    again.open()
    assert not unfinished.exists()
    assert not lonely.exists()
    assert rollup_of(file) is not None


def test_a_rollup_takes_of_the_limit_and_goes_with_its_hour(archive: Archive):
    file = join(archive)
    part = next(part for part in archive.parts if part.whole)
    without = archive.size(part)
    rolled_up(archive)
    assert archive.size(part) == without + beside(file).stat().st_size
    archive.drop(part)
    assert not beside(file).exists()


def test_a_damaged_hour_is_not_rolled_up_and_told_once(
    archive: Archive, caplog: pytest.LogCaptureFixture
):
    file = join(archive)
    spoil_pages(file)
    rolling = Rolling()
    rolling.step(archive)
    assert rolling.step(archive) is None
    assert [str(file) in record.message for record in caplog.records] == [True]
    assert not beside(file).exists()
    assert TOPIC in str(file)
