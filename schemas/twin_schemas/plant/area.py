"""A section of the plant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Area:
    """A section of the plant, such as the methanol synthesis."""

    id: str
    title: str
