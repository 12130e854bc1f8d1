"""How much of the history stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from twin_agents.historian.archive import Archive
from twin_agents.historian.part import Part

_NS_PER_HOUR = 3_600_000_000_000
_HOURS_PER_DAY = 24


@dataclass(frozen=True)
class Limits:
    """Bounds of the history; what is oldest goes first.

    Attributes:
        days: How long messages stay.
        bytes: How much disk they may take.
    """

    days: float
    bytes: int

    def surplus(self, archive: Archive, now_ns: int) -> Iterator[Part]:
        """Parts that are too old or too much."""
        oldest = now_ns / _NS_PER_HOUR - self.days * _HOURS_PER_DAY
        left = sum(map(archive.size, archive.parts)) - self.bytes
        for part in sorted(archive.parts, key=lambda part: (part.hour, part.first)):
            if part.hour + 1 > oldest and left <= 0:
                return
            left -= archive.size(part)
            yield part
