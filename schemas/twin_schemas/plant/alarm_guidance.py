"""What a description says of one alarm beyond its limit."""

from __future__ import annotations

from dataclasses import dataclass

from twin_schemas.vocabulary import AlarmClass, AlarmPriority


@dataclass(frozen=True, kw_only=True)
class AlarmGuidance:
    """What somebody has thought through for one alarm; None or empty where nobody has yet.

    Attributes:
        alarm_class: Group of alarms that are handled alike.
        priority: How urgent it is.
        cause: What usually raises it.
        action: What the operator does.
        response_s: Time until the action has to have its effect, in s.
        deadband: How far behind the limit a value is before the alarm returns, in the tag's unit.
        on_delay_s, off_delay_s: How long a value is beyond or behind it, in s.
        latch: Whether it stays until somebody resets it.
    """

    alarm_class: AlarmClass | None = None
    priority: AlarmPriority | None = None
    cause: str = ""
    action: str = ""
    response_s: float | None = None
    deadband: float | None = None
    on_delay_s: float | None = None
    off_delay_s: float | None = None
    latch: bool = False
