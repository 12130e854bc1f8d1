"""What values tell in spans of time, in columns of which two parts of a span make the whole."""

from __future__ import annotations

import pyarrow as pa

from twin_agents.historian.columns import time_column
from twin_schemas.record import Record

NS = 1_000_000_000
MINUTE_NS = 60 * NS
COLUMNS = pa.schema([
    ("begin_ns", pa.int64()),
    ("count", pa.int64()),
    ("low", pa.float64()),
    ("total", pa.float64()),
    ("high", pa.float64()),
    ("last", pa.float64()),
    ("last_ns", pa.int64()),
])
"""Of a span, beside its key: of good values their number, extremes and sum, and the newest one."""


def value_column(record: type[Record]) -> str:
    """Field with the number that a trend of a contract is of."""
    named = "value" in record.__annotations__
    return "value" if named else record.contract.subject.partition(".")[2]


def in_spans(record: type[Record], width_ns: int) -> str:
    """Question, behind a `FROM` with rows of a contract, for `COLUMNS` of each key and span.

    Only rows whose quality is good count, where the contract has one.
    """
    value, time = value_column(record), time_column(record)
    good = "WHERE quality = 'good'" if "quality" in record.__annotations__ else ""
    return (
        f"SELECT {record.contract.key}, {time} // {width_ns} * {width_ns} AS begin_ns,"
        f" count(*) AS count, min({value}) AS low, sum({value}) AS total, max({value}) AS high,"
        f" arg_max({value}, {time}) AS last, max({time}) AS last_ns {good} GROUP BY ALL"
    )


def part_of(key: str) -> str:
    """Which of `COLUMNS` are of `$keys`, or of all where there are none, from `$begin` to `$end`.

    Args:
        key: Name of the column that says of what they tell.
    """
    return (
        "WHERE begin_ns >= $begin AND begin_ns < $end"
        f" AND (len($keys) = 0 OR {key} IN (SELECT unnest($keys)))"
    )


def put_together(key: str, width_ns: int) -> str:
    """Question, behind a `FROM` with `COLUMNS` of parts, for what they tell as one.

    Args:
        key: Name of the column that says of what they tell.
        width_ns: Length of a span, a multiple of the parts' own.
    """
    return (
        f"SELECT {key}, begin_ns // {width_ns} * {width_ns} AS begin_ns,"
        " sum(count)::BIGINT AS count, min(low) AS low, sum(total) / sum(count) AS mean,"
        f" max(high) AS high, arg_max(last, last_ns) AS last GROUP BY ALL ORDER BY begin_ns, {key}"
    )
