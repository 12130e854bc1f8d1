"""What is missing in a dataset, and what is not good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from twin_agents.historian.columns import LEFT_OUT
from twin_agents.historian.reading import Window
from twin_schemas.record import Record

_NS = 1_000_000_000
_LATE_RATES = 3  # as for staleness: a tag that is silent for so many of its times has a gap
_QUALITIES = ("good", "uncertain", "bad")


@dataclass(frozen=True, kw_only=True)
class TagReport:
    """One tag of one contract.

    Attributes:
        contract: Subject of the contract.
        tag: Key of its messages.
        messages: How many there are.
        good, uncertain, bad: Shares of them and of what was left out by thinning, which was good,
            from 0 to 1; 0 where there are none.
        gaps: Spans in which nothing was told for longer than three times the longest time between
            two of its updates, as first and last time in ns since 1970-01-01 UTC; the beginning and
            the end of the dataset count, too.
    """

    contract: str
    tag: str
    messages: int
    good: float
    uncertain: float
    bad: float
    gaps: Sequence[tuple[int, int]]

    @property
    def missing_s(self) -> float:
        """Length of all gaps in s."""
        return sum(end - begin for begin, end in self.gaps) / _NS

    @property
    def longest_gap_s(self) -> float:
        """Length of the longest gap in s."""
        return max((end - begin for begin, end in self.gaps), default=0) / _NS


def reported(
    file: Path, record: type[Record], time: str, window: Window, rates: Mapping[str, float]
) -> list[TagReport]:
    """Looks through a file of a dataset.

    Args:
        file: Parquet file with the messages of a contract.
        record: The contract.
        time: Its field with the time of a message.
        window: Which tags and times it should have.
        rates: Longest time between two updates of each tag in s.
    """
    key, asked = record.contract.key, {"file": str(file)}
    with duckdb.connect() as database:
        limits = {"tag": list(rates), "longest": [_LATE_RATES * r * _NS for r in rates.values()]}
        database.register("limits", pa.table(limits))
        described = database.sql("DESCRIBE FROM read_parquet($file)", params=asked).fetchall()
        weight = f"1 + coalesce({LEFT_OUT}, 0)" if LEFT_OUT in {r[0] for r in described} else "1"
        counted = database.sql(_counted(record, weight), params=asked).fetchall()
        edges = asked | {"begin": window.begin_ns, "end": window.end_ns}
        found = database.sql(_gaps(key, time), params=edges).fetchall()
    gaps: dict[str, list[tuple[int, int]]] = {tag: [] for tag in window.keys}
    for tag, before, after in found:
        gaps[tag].append((before, after))
    counts: dict[str, tuple[Any, ...]] = {row[0]: row[1:] for row in counted}
    nothing = 0, 0.0, 0.0, 0.0
    return [
        TagReport(
            contract=record.contract.subject,
            tag=tag,
            messages=(numbers := counts.get(tag, nothing))[0],
            good=numbers[1],
            uncertain=numbers[2],
            bad=numbers[3],
            gaps=gaps[tag] if tag in counts else [(window.begin_ns, window.end_ns)],
        )
        for tag in window.keys
    ]


def _counted(record: type[Record], weight: str) -> str:
    shares = ", ".join(
        f"sum(CASE quality WHEN '{quality}' THEN {weight} ELSE 0 END) / sum({weight})"
        for quality in _QUALITIES
    )
    key = record.contract.key
    return f"FROM read_parquet($file) SELECT {key}, count(*), {shares} GROUP BY {key}"


def _gaps(key: str, time: str) -> str:
    messages = f"FROM read_parquet($file) SELECT {key} AS tag, {time} AS moment"
    return f"WITH messages AS ({messages}), {_PAIRS}"


_PAIRS = """
    ends AS (
        FROM messages UNION ALL (FROM messages SELECT DISTINCT tag, $end::BIGINT AS moment)
    ),
    pairs AS (
        FROM ends
        SELECT tag, moment,
            coalesce(lag(moment) OVER (PARTITION BY tag ORDER BY moment), $begin) AS before
    )
    FROM pairs JOIN limits USING (tag)
    SELECT tag, before, moment WHERE moment - before > longest ORDER BY tag, before
"""
