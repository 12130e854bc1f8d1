"""What was left out of the values in a dataset, in its manifest and in its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from twin_agents.historian.columns import LEFT_OUT
from twin_agents.historian.thinning import Thinned
from twin_schemas.messages import Measurement

_KEY = "thinned"


def as_content(thinned: Mapping[str, Thinned]) -> dict[str, Any]:
    """For the manifest; nothing where every message is there."""
    return {_KEY: {tag: asdict(one) for tag, one in thinned.items()}} if thinned else {}


def from_content(content: Mapping[str, Any], topic: str) -> dict[str, Thinned]:
    """What the manifest says of the messages of a topic."""
    written = content.get(_KEY, {}) if topic == Measurement.contract.topic else {}
    return {tag: Thinned(**one) for tag, one in written.items()}


def counted_in(file: Path, thinned: Mapping[str, Thinned]) -> dict[str, Thinned]:
    """The same, with how many are left out in a file."""
    if not thinned:
        return {}
    return counted_of(pq.read_table(file, columns=[Measurement.contract.key, LEFT_OUT]), thinned)


def counted_of(rows: pa.Table, thinned: Mapping[str, Thinned]) -> dict[str, Thinned]:
    """The same, with how many are left out in a table."""
    key = Measurement.contract.key
    sums = rows.group_by(key).aggregate([(LEFT_OUT, "sum")]).to_pylist()
    counts = {row[key]: row[f"{LEFT_OUT}_sum"] for row in sums}
    found = {tag: counts.get(tag) or 0 for tag in thinned}
    return {tag: replace(thinned[tag], left_out=count) for tag, count in found.items() if count}
