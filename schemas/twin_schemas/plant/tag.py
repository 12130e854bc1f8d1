"""A named live value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

TagKind = Literal["measurement", "setpoint", "output", "mode"]
AlarmLimit = Literal["low_low", "low", "high", "high_high"]


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A live value of the plant with its contract; values are in `unit`.

    Attributes:
        low, high: instrument range, or the limits of what may be written.
        equipment: the equipment or stream it belongs to.
        writable: may be commanded (an output only while its controller is in MAN).
        rate_s: the longest time between two updates of a live value.
        states: names of the values 0, 1, ... of a mode.
        controller: the controller of a setpoint, output or mode.
        max_step: largest change for each command; None means unlimited.
        tolerance: distance at which a command's outcome counts as reached.
        settle_s: time-out of a command until the process value has reached it.
        alarms: limits by name.
        boundary: a measured boundary condition, which drives the twin.
        critical: why a second person has to approve what is written to it; empty if none has to.
        approval_s: how long the second person has; 0 where none is needed.
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
    boundary: bool
    critical: str
    approval_s: float
    design: float
