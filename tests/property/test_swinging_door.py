"""Whatever a tag tells, a line between what stays is never further off than was chosen."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from twin_agents.historian.columns import LEFT_OUT, Kept, arrow_schema, table_of
from twin_agents.historian.thinning import Choice, thin
from twin_schemas.messages import Measurement

NS = 1_000_000_000
VALUES = st.one_of(
    st.floats(-1e6, 1e6), st.sampled_from([0.0, 0.1, 0.2, 0.30000000000000004, 1.0]), st.just(5.0)
)
QUALITIES = st.sampled_from(["good"] * 12 + ["uncertain", "bad"])
STEPS = st.sampled_from([NS] * 8 + [NS // 3, 7 * NS, 90 * NS, 0, -5 * NS])
MESSAGES = st.lists(st.tuples(VALUES, QUALITIES, STEPS), min_size=1, max_size=120)
CHOICES = st.builds(Choice, st.floats(1e-3, 1e3), st.floats(1.0, 200.0), st.just("bar"))


def rows_of(messages: list[tuple[float, str, int]]) -> pa.Table:
    kept, time_ns = [], 10**18
    for offset, (value, quality, step) in enumerate(messages):
        time_ns += step
        fields = {
            "tag": "PT-1",
            "value": float("nan") if quality == "bad" else value,
            "unit": "bar",
            "quality": quality,
            "reason": "",
            "source_time_ns": time_ns,
            "server_time_ns": time_ns,
            "ingest_time_ns": time_ns,
            "origin": "plant",
            "sequence": offset,
            "late": False,
        }
        kept.append(Kept(0, offset, time_ns // 10**6, 1, fields))
    counts = pa.nulls(len(kept), pa.int64())
    return table_of(arrow_schema(Measurement), kept).append_column(LEFT_OUT, counts)


@given(MESSAGES, CHOICES)
def test_a_line_misses_nothing_by_more_than_the_deviation(messages, choice: Choice):
    rows = rows_of(messages)
    stay = thin(rows, choice)
    kept = stay["_offset"].to_pylist()
    assert {0, len(rows) - 1} <= set(kept)
    assert stay[LEFT_OUT].to_pylist() == (np.diff(kept, prepend=-1) - 1).tolist()
    values, times = rows["value"].to_numpy(), rows["source_time_ns"].to_numpy()
    for before, after in pairwise(kept):
        if after > before + 1:
            _check_line(times[before : after + 1], values[before : after + 1], choice)


def _check_line(times: np.ndarray, values: np.ndarray, choice: Choice) -> None:
    ends = [0, -1]
    line = np.interp(times - times[0], (times - times[0])[ends], values[ends])
    rounding = 1e-9 * np.abs(values[ends]).max()
    assert np.abs(line - values).max() <= choice.deviation + rounding
    assert times[-1] - times[0] <= choice.longest_s * NS + 1


@given(MESSAGES, CHOICES)
def test_what_is_no_plain_value_stays_with_its_neighbours(messages, choice: Choice):
    rows = rows_of(messages)
    kept = set(thin(rows, choice)["_offset"].to_pylist())
    newest = np.maximum.accumulate(rows["source_time_ns"].to_numpy())
    for place, row in enumerate(rows.to_pylist()):
        if row["quality"] != "good" or (place and row["source_time_ns"] <= newest[place - 1]):
            assert {max(place - 1, 0), place, min(place + 1, len(rows) - 1)} <= kept


@given(MESSAGES, MESSAGES, CHOICES)
def test_what_comes_late_to_a_thinned_hour_moves_no_line(first, second, choice: Choice):
    rows = rows_of([*first, *second])
    early = thin(rows.slice(0, len(first)), choice)
    again = thin(pa.concat_tables([early, rows.slice(len(first))]), choice)
    for name in ("_offset", LEFT_OUT):
        assert again.slice(0, len(early))[name].to_pylist() == early[name].to_pylist()
    assert len(again) + sum(again[LEFT_OUT].to_pylist()) == len(rows)
