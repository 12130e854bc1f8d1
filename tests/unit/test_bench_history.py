"""The bench of the history asks what it says, of what it says."""

from __future__ import annotations

from pathlib import Path

from twin_ops.bench.history import bench_history


def test_it_compares_the_same_question_on_the_same_files(tmp_path: Path):
    written: list[None] = []
    found = list(bench_history(tmp_path, 2, 20, lambda: written.append(None)))
    assert [one.name for one in found] == ["trend_20_of_20_tags_2_h", "moment_of_20_tags_2_h"]
    assert all(one.ratio == one.value / one.baseline for one in found)
    assert len(written) == len([*tmp_path.rglob("*.parquet")]) == 2
