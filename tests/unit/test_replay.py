"""A replay tells what was recorded, says that it does, and lets nothing be written."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.plants import WHOLE, plant_of

from twin_ops.torture.seen import Seen
from twin_plc_adapters.adapter_settings import AdapterSettings, BadAdapterSetting
from twin_plc_adapters.replay.adapter import ReplayAdapter, replay_adapter
from twin_plc_adapters.replay.recording import BadRecording, read_recording
from twin_schemas.messages import Measurement, WriteAttempted, WriteRequested

PLANT = plant_of(WHOLE)
FIRST = 1_700_000_000_000_000_000


def line(place: int, value: float | None, **more: object) -> dict[str, object]:
    at = FIRST + place * 100_000_000
    fields: dict[str, object] = {
        "tag": "FT-101",
        "value": value,
        "unit": "kg/s",
        "quality": "good",
        "source_time_ns": at - 5,
        "ingest_time_ns": at,
    }
    return fields | more


LINES = [line(0, 1.0), line(2, None, quality="bad", reason="sensor failed"), line(1, 2.0)]


def recorded(tmp_path: Path, lines: list[dict[str, object]] | None = None) -> Path:
    file = tmp_path / "recording.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in (LINES if lines is None else lines)))
    return file


def adapter(file: Path, *, loop: bool = False) -> ReplayAdapter:
    settings = AdapterSettings("replay", recording=file, speed=10.0, loop=loop)
    return replay_adapter(PLANT, settings)


def told(seen: Seen) -> list[Measurement]:
    return [m for m in seen.since(0) if m.tag == "FT-101"]


async def played(made: ReplayAdapter, count: int) -> list[Measurement]:
    seen = Seen()
    task = asyncio.create_task(made.run(seen))
    await seen.until(f"{count} are told", lambda: len(told(seen)) >= count)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return told(seen)[:count]


async def test_what_was_recorded_comes_in_order_with_its_times_and_its_origin(tmp_path: Path):
    made = adapter(recorded(tmp_path))
    before, one, two, bad, end = await played(made, 5)
    assert {m.origin for m in (before, one, two, bad, end)} == {"replay"}
    assert (one.value, two.value, bad.reason) == (1.0, 2.0, "sensor failed")
    assert one.source_time_ns == FIRST - 5
    assert one.ingest_time_ns > FIRST + 10**16
    assert [before.quality, end.quality] == ["bad", "bad"]
    assert end.reason == made.unwell() == "the recording is at its end"


async def test_it_begins_again_and_says_so(tmp_path: Path):
    *_, again, first = await played(adapter(recorded(tmp_path), loop=True), 6)
    assert again.reason == "the recording begins again"
    assert first.value == 1.0


async def test_no_write_reaches_anything(tmp_path: Path):
    made, seen = adapter(recorded(tmp_path)), Seen()
    task = asyncio.create_task(made.run(seen))
    tag = "FIC-101.SP"
    request = WriteRequested(request_id="1", tag=tag, value=15.0, unit="kg/s", not_after_ns=2**62)
    for announced in made.handle(request):
        assert made.handle(announced) == []

    def answers() -> list[WriteAttempted]:
        return [r for r in seen.records if isinstance(r, WriteAttempted)]

    await seen.until("the write is answered", lambda: bool(answers()))
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert [(a.outcome, "no plant" in a.reason) for a in answers()] == [("refused", True)]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"tag": "XX-1"}, "no tag XX-1"),
        ({"quality": "fine"}, "'fine' is no quality"),
        ({"unit": "bar"}, "different dimensions"),
        ({"value": "much"}, "could not convert"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, change: Mapping[str, object], what: str):
    file = recorded(tmp_path, [line(0, 1.0), line(1, 1.0) | dict(change)])
    with pytest.raises(BadRecording, match=r"recording\.jsonl:2: .*" + what):
        read_recording(file, PLANT.tags)


def test_a_file_without_measurements_and_none_at_all_are_refused(tmp_path: Path):
    with pytest.raises(BadRecording, match="no measurement"):
        read_recording(recorded(tmp_path, []), PLANT.tags)
    with pytest.raises(BadAdapterSetting, match="TWIN_REPLAY"):
        replay_adapter(PLANT, AdapterSettings("replay"))


def test_a_table_is_read_too_and_units_are_converted(tmp_path: Path):
    file = tmp_path / "recording.csv"
    file.write_text(
        "tag,value,unit,quality,source_time_ns,ingest_time_ns\n"
        "FT-101,1500,g/s,good,1,2\nFT-101,,kg/s,bad,3,4\n"
    )
    one, none = read_recording(file, PLANT.tags)
    assert math.isclose(one.reading.value, 1.5)
    assert math.isnan(none.reading.value)


def table(file: Path, lines: list[dict[str, object]], first: int = 0) -> Path:
    """The same as the historian and `twin export` write it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    more = {"reason": "", "late": False, "_partition": 0}
    rows = [more | one | {"_offset": first + place} for place, one in enumerate(lines)]
    pq.write_table(pa.Table.from_pylist(rows), file)
    return file


def test_a_table_of_parquet_tells_the_same_as_its_lines(tmp_path: Path):
    expected = read_recording(recorded(tmp_path), PLANT.tags)
    found = read_recording(table(tmp_path / "measured.parquet", LINES), PLANT.tags)
    assert [(r.at_ns, r.tag, r.late) for r in found] == [(r.at_ns, r.tag, r.late) for r in expected]
    pairs = list(zip(found, expected, strict=True))
    assert all(one.reading.reason == other.reading.reason for one, other in pairs)
    assert [one.reading.source_ns for one in found] == [r.reading.source_ns for r in expected]
    assert math.isnan(found[-1].reading.value)


def test_a_folder_gives_its_measurements_once_and_leaves_the_rest_out(tmp_path: Path):
    folder = tmp_path / "dataset"
    table(folder / "a.parquet", LINES[:2])
    table(folder / "hour" / "b.parquet", LINES)  # the same two, and one more
    pq.write_table(pa.table({"tag": ["FT-101"], "value": [9.0]}), folder / "simulated.parquet")
    found = read_recording(folder, PLANT.tags)
    assert [one.at_ns for one in found] == sorted(int(str(x["ingest_time_ns"])) for x in LINES)


def test_a_mistake_in_a_table_is_told_with_its_row_and_what_is_none_is_refused(tmp_path: Path):
    wrong = table(tmp_path / "wrong.parquet", [line(0, 1.0), line(1, 1.0, tag="XX-1")])
    with pytest.raises(BadRecording, match=r"wrong\.parquet:2: .*no tag XX-1"):
        read_recording(wrong, PLANT.tags)
    lacking = tmp_path / "lacking.parquet"
    pq.write_table(pa.table({"tag": ["FT-101"], "value": [9.0]}), lacking)
    with pytest.raises(BadRecording, match=r"lacking\.parquet:1: it has no "):
        read_recording(lacking, PLANT.tags)
    (tmp_path / "none.parquet").write_text("no table")
    with pytest.raises(BadRecording, match=r"none\.parquet cannot be read"):
        read_recording(tmp_path / "none.parquet", PLANT.tags)
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadRecording, match="has no measurement"):
        read_recording(tmp_path / "empty", PLANT.tags)
