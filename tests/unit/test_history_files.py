"""Files of the history: whole or not at all, joined by the hour, within their limits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from twin_agents.historian import Limits
from twin_agents.historian.archive import Archive
from twin_agents.historian.buffer import Buffer
from twin_agents.historian.columns import Kept, arrow_schema
from twin_agents.historian.hours import closed_hours
from twin_agents.historian.part import Part, parts_in, standing
from twin_agents.historian.reading import FileGone, Reader, Window
from twin_ops.bench.bus import measurement
from twin_schemas.messages import CONTRACTS, Measurement

TOPIC = Measurement.contract.topic
HOUR_MS, NS = 3_600_000, 1_000_000
ALL = Window((), 0, 2**62)


def kept(offset: int, time_ms: int, tag: str = "FT-101") -> Kept:
    record = measurement(offset, tag)
    fields = record.__dict__ | {"source_time_ns": time_ms * NS}
    return Kept(0, offset, time_ms, 1, fields)


def buffer() -> Buffer:
    return Buffer({TOPIC: arrow_schema(Measurement)})


def write(archive: Archive, *messages: Kept) -> None:
    held = buffer()
    held.follow(archive.parts)
    for message in messages:
        held.add(TOPIC, message)
    for part, table in held.drain():
        archive.add(part, table)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "cluster=one")
    made.open()
    return made


def offsets(archive: Archive, window: Window = ALL) -> list[int]:
    return Reader(archive.folder.parent, Measurement).rows(window)["_offset"].to_pylist()


@pytest.mark.parametrize("record", CONTRACTS, ids=lambda record: record.contract.topic)
def test_every_contract_has_columns(record):
    assert set(record.__annotations__) < set(arrow_schema(record).names)


def test_a_start_goes_on_behind_the_last_file(archive: Archive):
    write(archive, *[kept(n, n) for n in range(5)])
    write(archive, *[kept(n, n) for n in range(5, 9)])
    again = Archive(archive.folder)
    again.open()
    assert again.next_offsets() == {TOPIC: {0: 9}}
    assert offsets(again) == [*range(9)]


def test_what_a_killed_process_left_unfinished_is_removed(archive: Archive):
    write(archive, kept(0, 0))
    left = archive.folder / Part(TOPIC, 0, 0, 1, 5).path.with_suffix(".unfinished")
    left.write_bytes(b"PAR1")
    archive.open()
    assert not left.exists()
    assert archive.next_offsets() == {TOPIC: {0: 1}}


def test_a_file_that_can_not_be_written_leaves_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("twin_agents.historian.archive.writer", full)
    with pytest.raises(OSError, match="No space"):
        write(archive, kept(0, 0))
    assert list(parts_in(archive.folder)) == []
    assert not list(archive.folder.rglob("*.unfinished"))


def test_each_hour_has_files_of_its_own_and_time_never_goes_back(archive: Archive):
    write(archive, kept(0, HOUR_MS - 1), kept(1, HOUR_MS), kept(2, HOUR_MS - 5), kept(3, HOUR_MS))
    assert [(p.hour, p.first, p.last) for p in archive.parts] == [(0, 0, 0), (1, 1, 3)]
    write(archive, kept(4, 7))
    assert archive.parts[-1].hour == 1


def test_an_hour_that_is_over_becomes_one_file_sorted_by_tag(archive: Archive):
    for n in range(0, 6, 2):
        write(archive, kept(n, n, "TT-1"), kept(n + 1, n + 1, "FT-1"))
    write(archive, kept(6, HOUR_MS))
    (pieces,) = closed_hours(archive.parts, (HOUR_MS + 130_000) * NS)
    archive.join(pieces, by="tag")
    assert [p.whole for p in archive.parts] == [True, False]
    assert len(list(parts_in(archive.folder))) == 2
    table = pa.parquet.read_table(archive.folder / archive.parts[0].path, partitioning=None)
    assert table["tag"].to_pylist() == ["FT-1"] * 3 + ["TT-1"] * 3
    assert offsets(archive) == [*range(7)]
    assert archive.next_offsets() == {TOPIC: {0: 7}}
    assert list(closed_hours(archive.parts, (HOUR_MS + 130_000) * NS)) == []


def test_pieces_of_an_hour_are_joined_at_once_whatever_was_written_in_between(archive: Archive):
    for n in range(3):
        write(archive, kept(n, n), replace(kept(n, n), partition=1))
    found = list(closed_hours(archive.parts, 2 * HOUR_MS * NS))
    assert [len(pieces) for pieces in found] == [3, 3]


def test_an_hour_is_not_over_while_its_last_messages_may_come(archive: Archive):
    write(archive, kept(0, 0))
    assert list(closed_hours(archive.parts, (HOUR_MS + 60_000) * NS)) == []


def test_pieces_left_beside_their_whole_count_once_and_are_removed(archive: Archive):
    write(archive, kept(0, 0), kept(1, 1))
    write(archive, kept(2, 2))
    pieces = archive.parts
    contents = {p: (archive.folder / p.path).read_bytes() for p in pieces}
    archive.join(pieces, by="tag")
    for piece, content in contents.items():
        (archive.folder / piece.path).write_bytes(content)
    assert offsets(archive) == [0, 1, 2]
    archive.open()
    assert (
        list(parts_in(archive.folder)) == archive.parts == [replace(pieces[0], last=2, whole=True)]
    )


def test_late_messages_join_an_hour_that_was_whole_already(archive: Archive):
    write(archive, kept(0, 0))
    archive.join(archive.parts, by="tag")
    write(archive, kept(1, 1))
    (pieces,) = closed_hours(archive.parts, 2 * HOUR_MS * NS)
    archive.join(pieces, by="tag")
    assert offsets(archive) == [0, 1]
    assert len(archive.parts) == 1


def test_what_is_oldest_goes_first(archive: Archive):
    for hour in range(4):
        write(archive, kept(hour, hour * HOUR_MS))
    size = archive.size(archive.parts[0])
    now = 4 * HOUR_MS * NS
    assert [p.hour for p in Limits(1, 2 * size).surplus(archive, now)] == [0, 1]
    assert [p.hour for p in Limits(2 / 24, 10**9).surplus(archive, now)] == [0, 1]
    assert list(Limits(1, 10**9).surplus(archive, now)) == []
    archive.drop(archive.parts[0])
    assert offsets(archive) == [1, 2, 3]


def test_only_wanted_tags_and_times_are_read(archive: Archive):
    write(archive, *[kept(n, n, f"FT-{n % 2}") for n in range(10)])
    assert offsets(archive, Window(("FT-1",), 3 * NS, 8 * NS)) == [3, 5, 7]
    assert offsets(archive, Window(("none",), 0, 2**62)) == []


def test_what_has_no_file_yet_is_there_too(archive: Archive):
    write(archive, kept(0, 0))
    held = buffer()
    held.add(TOPIC, kept(1, 1))
    ((_, fresh),) = held.drain()
    reader = Reader(archive.folder.parent, Measurement)
    assert reader.written("one") == {0: 1}
    assert reader.written("other") == {}
    assert reader.rows(ALL, fresh)["_offset"].to_pylist() == [0, 1]


def test_a_history_without_files_is_empty(tmp_path: Path):
    assert Reader(tmp_path, Measurement).rows(ALL).num_rows == 0


def test_extremes_and_mean_of_each_span_are_of_good_values(archive: Archive):
    bad = kept(9, 1_500)
    bad.fields["quality"] = "bad"
    write(archive, *[kept(n, n * 500) for n in range(4)], bad)
    rows = Reader(archive.folder.parent, Measurement).buckets(ALL, 1.0).to_pylist()
    figures = [(r["begin_ns"], r["count"], r["low"], r["mean"], r["high"], r["last"]) for r in rows]
    assert figures == [(0, 2, 0.0, 0.5, 1.0, 1.0), (1_000 * NS, 2, 2.0, 2.5, 3.0, 3.0)]


def test_a_file_that_went_meanwhile_is_told(archive: Archive):
    write(archive, kept(0, 0))
    reader = Reader(archive.folder.parent, Measurement)
    archive.drop(archive.parts[0])
    with pytest.raises(FileGone):
        reader.rows(ALL)


def test_only_a_whole_replaces_others():
    pieces = [Part(TOPIC, 0, 0, 0, 4), Part(TOPIC, 0, 0, 5, 9), Part(TOPIC, 0, 1, 0, 9)]
    whole = Part(TOPIC, 0, 0, 0, 9, whole=True)
    assert standing(pieces) == pieces
    assert standing([*pieces, whole]) == [whole, pieces[2]]
