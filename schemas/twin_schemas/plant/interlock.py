"""A protective function of the control system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Trip:
    """What an interlock does: drives the actuator of `equipment` to `position` percent."""

    equipment: str
    position: float


@dataclass(frozen=True, kw_only=True)
class Interlock:
    """Trips actuators while a measurement is beyond a limit.

    Attributes:
        tag: watched measurement; `side` says on which side of `limit` it trips.
        limit: in the unit of `tag`.
        latched: stays tripped until reset after the cause has gone.
        first_out: takes part in the record of which interlock tripped first.
    """

    name: str
    area: str
    description: str
    tag: str
    side: Literal["high", "low"]
    limit: float
    trips: tuple[Trip, ...]
    latched: bool
    first_out: bool

    def is_cause(self, value: float) -> bool:
        """Whether a value of `tag` trips it."""
        return value > self.limit if self.side == "high" else value < self.limit
