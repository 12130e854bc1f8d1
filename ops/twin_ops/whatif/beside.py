"""What was measured at the times of a branch."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from twin_schemas.plant import Tag

_NS = 1_000_000_000


def beside(
    found: pa.Table, tags: Mapping[str, Tag], begin_ns: int, times: Sequence[float]
) -> dict[str, list[float | None]]:
    """Value of each tag at these times; None where it was not good, stale, or is not known.

    Args:
        found: Measurements, in the order of their times.
        tags: Which ones.
        begin_ns: Time of the first moment.
        times: Seconds after it.
    """
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in found.select(["tag", "source_time_ns", "value", "quality"]).to_pylist():
        rows[row["tag"]].append(row)
    moments = [begin_ns + round(time * _NS) for time in times]
    return {
        name: [_at(rows[name], moment, tag.stale_s * _NS) for moment in moments]
        for name, tag in tags.items()
    }


def _at(rows: Sequence[Mapping[str, Any]], moment: int, longest: float) -> float | None:
    place = bisect_right(rows, moment, key=lambda row: row["source_time_ns"])
    if not place:
        return None
    last = rows[place - 1]
    if last["quality"] != "good" or moment - last["source_time_ns"] > longest:
        return None
    return float(last["value"])
