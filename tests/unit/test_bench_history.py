"""The bench of trends asks what it says, of what it says."""

from __future__ import annotations

from pathlib import Path

from twin_ops.bench.history import bench_history


def test_it_compares_the_same_question_on_the_same_files(tmp_path: Path):
    written: list[None] = []
    (found,) = bench_history(tmp_path, 2, 20, lambda: written.append(None))
    assert found.name == "trend_20_of_20_tags_2_h"
    assert found.ratio == found.value / found.baseline
    assert len(written) == len([*tmp_path.rglob("*.parquet")]) == 2
