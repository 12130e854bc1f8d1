"""The arithmetic of `twin bench exchange`."""

from __future__ import annotations

from datetime import UTC, datetime
from json import dumps

import pytest

from twin_ops.bench.exchange.figures import (
    Supplied,
    Watched,
    latest_lines,
    percentile,
    slow_lines,
    stream_lines,
    supply_lines,
)
from twin_ops.bench.exchange.watchers import Watcher


def test_a_percentile_is_one_of_the_values_and_of_nothing_there_is_none():
    values = [0.1 * n for n in range(100, 0, -1)]
    assert percentile(values, 0.5) == pytest.approx(5.1)
    assert percentile(values, 0.99) == pytest.approx(10.0)
    assert percentile([3.0], 0.99) == 3.0
    with pytest.raises(ValueError, match="nothing was measured"):
        percentile([], 0.5)


def test_supply_is_by_second_and_by_second_of_a_core():
    exchange = Supplied(records=60_000, seconds=10.0, cpu_s=5.0)
    bare = Supplied(records=60_000, seconds=5.0, cpu_s=4.0)
    rate, core = supply_lines(exchange, bare)
    assert (rate.value, rate.baseline, rate.ratio) == (6_000, 12_000, 0.5)
    assert (core.value, core.baseline, core.ratio) == (12_000, 15_000, 0.8)


def test_latest_values_are_in_milliseconds():
    median, high = latest_lines([0.001] * 98 + [0.004] * 2, [0.001] * 100)
    assert (median.name, median.value, median.unit) == ("latest_value_p50", 1.0, "ms")
    assert (high.name, high.value, high.ratio) == ("latest_value_p99", 4.0, 4.0)


def test_a_stream_has_its_delay_what_arrived_and_what_it_costs():
    exchange = Watched(delays=[0.1, 0.2], expected=4, memory=8_000_000, cores=0.5)
    bare = Watched(delays=[0.05], expected=1, memory=4_000_000, cores=0.25)
    lines = {one.name: one for one in stream_lines(exchange, bare)}
    assert (lines["stream_p95"].value, lines["stream_p95"].baseline) == (200.0, 50.0)
    assert (lines["stream_values"].value, lines["stream_values"].ratio) == (2, 0.5)
    assert (lines["stream_memory"].value, lines["stream_memory"].ratio) == (8.0, 2.0)
    assert lines["stream_cores"].ratio == 2.0


def test_slow_clients_are_beside_the_time_before_them():
    beside, unseen = slow_lines([0.3], [0.2], 900, 1_000)
    assert (beside.value, beside.baseline) == (300.0, 200.0)
    assert (unseen.value, unseen.ratio) == (900, 0.9)


def test_a_watcher_counts_each_new_value_once_and_nothing_of_before():
    def message(second: int, *tags: str) -> str:
        at = datetime.fromtimestamp(second, UTC).isoformat(timespec="milliseconds")
        return dumps({"type": "values", "values": [{"tag": t, "source_time": at} for t in tags]})

    watcher = Watcher(["A", "B"], looks=True)
    watcher.take(message(10, "A", "B"), 99.0)
    assert watcher.delays == []
    watcher.take(message(20, "A"), 20.5)
    watcher.take(message(20, "A", "B"), 20.75)
    watcher.take('{"type": "heartbeat"}', 21.0)
    assert watcher.delays == [0.5, 0.75]
    assert watcher.messages == 4
