"""What happens in a run of a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EventKind = Literal["trigger", "fault", "message", "action", "refused", "alarm", "trip", "model"]


@dataclass(frozen=True, kw_only=True)
class Event:
    """One event; `time` in seconds since the beginning of the scenario.

    Attributes:
        name: of the trigger, fault, tag, alarm or interlock.
        text: what is told of it.
    """

    time: float
    kind: EventKind
    name: str
    text: str
