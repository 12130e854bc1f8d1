"""From what was measured to figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from twin_ops.bench.line import BenchLine, line

_MILLI = 1e3
_MEGA = 1e6


@dataclass(frozen=True, kw_only=True)
class Supplied:
    """Records that one application has taken.

    Attributes:
        records: How many.
        seconds: From the first request to the last answer.
        cpu_s: Time of a core that its process had.
    """

    records: int
    seconds: float
    cpu_s: float


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What the clients of one stream have seen.

    Attributes:
        delays: From the source's time to the arrival, of each value, in s.
        expected: How many values these clients had to get.
        memory: Bytes that the process has more than without clients.
        cores: Cores that the process kept busy.
    """

    delays: Sequence[float]
    expected: int
    memory: int
    cores: float


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of all lies.

    Raises:
        ValueError: If there are none.
    """
    if not values:
        raise ValueError("nothing was measured")
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def supply_lines(exchange: Supplied, bare: Supplied) -> Iterator[BenchLine]:
    """Messages a second on the clock, and by second of a core."""
    rate, bare_rate = exchange.records / exchange.seconds, bare.records / bare.seconds
    yield line("json_supply", rate, "msg/s", bare_rate)
    by_core = exchange.records / exchange.cpu_s, bare.records / bare.cpu_s
    yield line("json_supply_per_core", by_core[0], "msg/s", by_core[1])


def latest_lines(exchange: Sequence[float], bare: Sequence[float]) -> Iterator[BenchLine]:
    """Median and 99th percentile of one read."""
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        found = percentile(exchange, share), percentile(bare, share)
        yield line(f"latest_value_{name}", _MILLI * found[0], "ms", _MILLI * found[1])


def stream_lines(exchange: Watched, bare: Watched) -> Iterator[BenchLine]:
    """Delay, completeness, memory and work of many clients."""
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        found = percentile(exchange.delays, share), percentile(bare.delays, share)
        yield line(f"stream_{name}", _MILLI * found[0], "ms", _MILLI * found[1])
    yield line("stream_values", len(exchange.delays), "values", exchange.expected)
    yield line("stream_memory", exchange.memory / _MEGA, "MB", bare.memory / _MEGA)
    yield line("stream_cores", exchange.cores, "cores", bare.cores)


def slow_lines(
    beside: Sequence[float], before: Sequence[float], conflated: int, updates: int
) -> Iterator[BenchLine]:
    """The others' delay beside slow clients against before, and what the slow ones did not see."""
    found = _MILLI * percentile(beside, 0.95), _MILLI * percentile(before, 0.95)
    yield line("stream_p95_beside_slow", found[0], "ms", found[1])
    yield line("slow_conflated", conflated, "values", updates)
