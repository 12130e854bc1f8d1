"""Whatever is told, however late, joined and thinned: a trend from rollups is that of the rows."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twin_agents.historian.archive import Archive
from twin_agents.historian.buffer import Buffer
from twin_agents.historian.columns import Kept, arrow_schema
from twin_agents.historian.hours import closed_hours
from twin_agents.historian.reading import Reader, Window
from twin_agents.historian.rollups.rolling import Rolling
from twin_agents.historian.thinning import Choice
from twin_ops.bench.bus import measurement
from twin_schemas.messages import Measurement

NS, HOUR_MS = 1_000_000_000, 3_600_000
MINUTE = 60 * NS
TOPIC = Measurement.contract.topic
BEGIN = 1000 * HOUR_MS  # ms
CHOICES = {"FT-1": Choice(0.5, 600.0, "kg/s")}
VALUES = st.one_of(st.floats(-1e6, 1e6), st.sampled_from([0.0, -0.0, 1.0, 1.25, float("inf")]))
MESSAGES = st.lists(
    st.tuples(
        st.sampled_from(["FT-1", "FT-2", "FT-3"]),
        VALUES,
        st.sampled_from(["good"] * 6 + ["uncertain", "bad"]),
        st.sampled_from([1, 1, 10, 100, 1500]),  # s since the message before
        st.sampled_from([0] * 8 + [90, 4000]),  # s late
    ),
    min_size=1,
    max_size=60,
)
SPANS = st.tuples(st.integers(-30, 60), st.integers(1, 400), st.sampled_from([1, 2, 7, 60]))


def kept(messages: list[tuple[str, float, str, int, int]]) -> list[Kept]:
    found, time_ms = [], BEGIN
    for offset, (tag, value, quality, step_s, late_s) in enumerate(messages):
        time_ms += 1000 * step_s
        time_ns = (time_ms - 1000 * late_s) * 1_000_000 + offset  # no two at the same time
        fields = measurement(offset, tag).__dict__ | {
            "value": float("nan") if quality == "bad" else value,
            "quality": quality,
            "source_time_ns": time_ns,
            "server_time_ns": time_ns,
            "ingest_time_ns": time_ns,
            "late": late_s > 0,
        }
        found.append(Kept(0, offset, time_ms, 1, fields))
    return found


def filled(folder: Path, messages: list[Kept], now_ms: int) -> Archive:
    archive = Archive(folder / "cluster=one")
    archive.open()
    for some in (messages[:20], messages[20:]):
        buffer = Buffer({TOPIC: arrow_schema(Measurement)})
        buffer.follow(archive.parts)
        for message in some:
            buffer.add(TOPIC, message)
        for part, table in buffer.drain():
            archive.add(part, table)
    for pieces in list(closed_hours(archive.parts, now_ms * 1_000_000)):
        archive.join(pieces, "tag", CHOICES)
    return archive


def same(found: pa.Table, wanted: pa.Table) -> None:
    assert found.schema == wanted.schema
    for name in found.schema.names:
        values, others = found[name].to_pylist(), wanted[name].to_pylist()
        if name == "mean":  # sums are made in another order
            assert values == pytest.approx(others, rel=1e-9, abs=1e-6, nan_ok=True)
        else:
            assert values == others


@given(MESSAGES, st.integers(0, 6), SPANS, st.sampled_from([(), ("FT-1",), ("FT-2", "FT-9")]))
@example([("FT-1", 0.0, "uncertain", 1, 0)], 2, (0, 1, 1), ())  # an hour without a good value
@settings(max_examples=25, deadline=None)
def test_a_trend_from_rollups_is_that_of_the_rows(messages, hours, span, keys):
    with TemporaryDirectory() as made:
        told = kept(messages)
        archive = filled(Path(made), told, BEGIN + hours * HOUR_MS)
        begin, length, width = (MINUTE * number for number in span)
        begin += BEGIN * 1_000_000
        window = Window(keys, begin, begin + length)
        before = Reader(Path(made), Measurement).buckets(window, width / NS)
        rolling = Rolling()
        while rolling.step(archive):
            pass
        same(Reader(Path(made), Measurement).buckets(window, width / NS), before)
