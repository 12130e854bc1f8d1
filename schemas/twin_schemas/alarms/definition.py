"""What one alarm is: its limit, and how long a value must be beyond it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from twin_schemas.vocabulary import AlarmBasis, AlarmClass, AlarmLimit, AlarmPriority


def is_beyond(limit: AlarmLimit, setting: float, value: float) -> bool:
    """Whether a value is at a limit's setting or past it."""
    return value >= setting if limit.startswith("high") else value <= setting


@dataclass(frozen=True, kw_only=True)
class AlarmDefinition:
    """One limit of one tag.

    Attributes:
        name: `<tag>.<limit>`; with `residual_` or `predicted_` before the limit of the model's.
        tag: ISA-5.1 name.
        limit: Which of the tag's limits.
        setting: The limit, in `unit`.
        unit: Engineering unit of the tag.
        deadband: How far behind the limit a value is before the alarm returns, in `unit`.
        on_delay_ns: How long a value is beyond the limit before the alarm is raised.
        off_delay_ns: How long a value is behind the deadband before the alarm returns.
        stale_ns: Without a value for longer than this nobody knows how the plant is.
        priority: How urgent it is.
        consequence: What an interlock does beyond; empty if there is none.
        alarm_class: Group of alarms that are handled alike.
        cause: What usually raises it.
        action: What the operator does.
        response_s: Time until the action has to have its effect, in s.
        basis: What is compared with the limit.
        latch: Whether it stays, acknowledged and gone, until somebody resets it.
        lowest, highest: Between which its setting may be tuned, in `unit`.
    """

    name: str
    tag: str
    limit: AlarmLimit
    setting: float
    unit: str
    deadband: float
    on_delay_ns: int
    off_delay_ns: int
    stale_ns: int
    priority: AlarmPriority
    consequence: str = ""
    alarm_class: AlarmClass = "process"
    cause: str = ""
    action: str = ""
    response_s: float = 0.0
    basis: AlarmBasis = "measured"
    latch: bool = False
    lowest: float = -math.inf
    highest: float = math.inf

    def is_beyond(self, value: float) -> bool:
        """Whether a value is at the limit or past it."""
        return is_beyond(self.limit, self.setting, value)

    def is_clear(self, value: float) -> bool:
        """Whether a value is back behind the deadband."""
        if self._is_high:
            return value < self.setting and value <= self.setting - self.deadband
        return value > self.setting and value >= self.setting + self.deadband

    @property
    def _is_high(self) -> bool:
        return self.limit.startswith("high")
