"""A named live value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from twin_schemas.plant.alarm_guidance import AlarmGuidance
from twin_schemas.vocabulary import AlarmLimit

_ROUNDING = 1e-6  # of the range
_STALE_AFTER_RATES = 3.0
TagKind = Literal["measurement", "setpoint", "output", "mode", "goal", "state", "reset"]


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A live value of the plant with its contract; values are in `unit`.

    Attributes:
        low, high: instrument range, or the limits of what may be written.
        equipment: the equipment or stream it belongs to.
        writable: may be commanded (an output only while its controller is in MAN).
        rate_s: the longest time between two updates of a live value.
        kind: a reset counts the latched interlocks of its area that are tripped, and takes 0.
        states: names of the values 0, 1, ... of a mode, or of a sequence's goal or state.
        controller: the controller of a setpoint, output or mode.
        max_step: largest change for each command; None means unlimited.
        tolerance: distance at which a command's outcome counts as reached.
        settle_s: time-out of a command until the process value has reached it.
        alarms: limits by name.
        guidance: what is written of an alarm beyond its limit, by the limit's name.
        boundary: a measured boundary condition, which drives the twin.
        critical: why a second person has to approve what is written to it; empty if none has to.
        approval_s: how long the second person has; 0 where none is needed.
        freeze_s: shortest time between two commands; with `max_step` the rate of what is written.
        design: value at the design point; the middle of the range until it is known.
    """

    name: str
    description: str
    unit: str
    low: float
    high: float
    area: str
    equipment: str
    kind: TagKind
    writable: bool
    rate_s: float
    states: tuple[str, ...]
    controller: str | None
    max_step: float | None
    tolerance: float
    settle_s: float
    alarms: Mapping[AlarmLimit, float]
    guidance: Mapping[AlarmLimit, AlarmGuidance]
    boundary: bool
    critical: str
    approval_s: float
    design: float
    freeze_s: float = 0.0

    def is_same(self, one: float, other: float, tolerance: float = 0.0) -> bool:
        """Whether two values differ by no more than `tolerance` percent of the range.

        What rounding on the way to the plant and back does is never a difference.
        """
        return abs(one - other) <= max(tolerance / 100, _ROUNDING) * (self.high - self.low)

    @property
    def stale_s(self) -> float:
        """Seconds of silence after which a value is not taken for the present one any more."""
        return _STALE_AFTER_RATES * self.rate_s

    @property
    def settable_in(self) -> str:
        """Mode of its controller in which it may be written; empty where that does not matter."""
        return {"setpoint": "AUTO", "output": "MAN"}.get(self.kind, "")
