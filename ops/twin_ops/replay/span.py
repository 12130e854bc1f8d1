"""What is played."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from twin_schemas.record import Record


@dataclass(frozen=True)
class Span:
    """What is played.

    Attributes:
        folder: Of the history.
        contracts: Their messages.
        keys: Of these keys; all where there is none.
        begin_ns: First time, ns since 1970-01-01 UTC.
        end_ns: Time before which it ends.
    """

    folder: Path
    contracts: Sequence[type[Record]]
    keys: Sequence[str]
    begin_ns: int
    end_ns: int
