"""Conditions over time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twin_schemas.scenario import Condition


class Seen(Protocol):
    """What a condition looks at."""

    @property
    def readings(self) -> Mapping[str, float]:
        """By tag."""

    @property
    def holding(self) -> list[str]:
        """Interlocks that hold something."""

    def is_active(self, alarm: str) -> bool:
        """Whether an alarm is active."""

    def released(self, fault: str) -> float:
        """Mass in kg which has come out of a fault's opening."""


@dataclass
class Held:
    """Whether a condition has lasted; None holds always."""

    condition: Condition | None
    _since: float | None = field(default=None, init=False)

    def look(self, seen: Seen, time: float) -> bool:
        """Looks now; asked at each scan."""
        if self.condition is None:
            return True
        if not _is_so(self.condition, seen):
            self._since = None
            return False
        if self._since is None:
            self._since = time
        return time - self._since >= self.condition.lasting - 1e-9


def _is_so(condition: Condition, seen: Seen) -> bool:
    match condition.looks:
        case "tag":
            return condition.holds(seen.readings[condition.name])
        case "tripped":
            return condition.name in seen.holding
        case "alarm":
            return seen.is_active(condition.name)
        case "released":
            return condition.holds(seen.released(condition.name))
