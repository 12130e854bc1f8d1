"""The bench of the history asks what it says, of what it says."""

from __future__ import annotations

from pathlib import Path

from twin_ops.bench.history import bench_history, bytes_of, fill


def test_it_compares_the_same_question_on_the_same_files(tmp_path: Path):
    written: list[None] = []
    fill(tmp_path, 2, 20, lambda: written.append(None))
    found = list(bench_history(tmp_path, 2, 20))
    trend = "trend_20_of_20_tags_2_h"
    names = [f"{trend}_both_first", f"{trend}_both", trend, "moment_of_20_tags_2_h"]
    assert [one.name for one in found] == names
    assert all(one.ratio == one.value / one.baseline for one in found)
    assert len(written) == 2
    assert len([*tmp_path.rglob("*.parquet")]) == len([*tmp_path.rglob("*.rollup")]) == 4


def test_hours_that_are_there_stay_and_take_what_was_said(tmp_path: Path):
    fill(tmp_path, 1, 120, lambda: None)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.*") if file.is_file()}
    fill(tmp_path, 1, 120, lambda: None)
    after = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.*") if file.is_file()}
    assert after == before
    assert 0.7 < sum(file.stat().st_size for file in after) / bytes_of(1, 120) < 1.3
