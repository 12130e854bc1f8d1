"""What the footer of a file tells, so that its pages need not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pyarrow import parquet

from twin_agents.historian.thinning import Thinned, from_footer


@dataclass(frozen=True)
class Footer:
    """Of a file of the history.

    Attributes:
        first: Least time of its messages, ns since 1970-01-01 UTC.
        last: Greatest time.
        thinned: What was left out, by tag.
    """

    first: int
    last: int
    thinned: Mapping[str, Thinned]


def footer_of(file: Path | BinaryIO, time: str) -> Footer:
    """Reads it.

    Args:
        file: Its path, or the file opened.
        time: Its column with the times of its messages.

    Raises:
        FileNotFoundError: It is gone.
    """
    footer = parquet.read_metadata(file)
    place = footer.schema.to_arrow_schema().get_field_index(time)
    groups = range(footer.num_row_groups)
    found = [footer.row_group(group).column(place).statistics for group in groups]
    first, last = min(one.min for one in found), max(one.max for one in found)
    return Footer(first, last, from_footer(footer.metadata))
