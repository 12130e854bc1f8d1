"""A procedure of the control system which starts and stops a unit."""

from __future__ import annotations

from dataclasses import dataclass

# ISA-88 words; those that may be a goal come first, so that goal and state count alike
STATES = ("idle", "running", "held", "aborted", "starting", "stopping")
GOALS = STATES[:4]


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A measurement above `above` or below `below`, in its unit; `name` says what that means."""

    name: str
    tag: str
    above: float | None = None
    below: float | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """Writes `value` to `write`, waits for a condition `within_s` at most, or for `pause_s`."""

    write: str = ""
    value: float = 0.0
    wait: Condition | None = None
    within_s: float = 0.0
    pause_s: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Sequence:
    """Starts and stops a unit.

    Attributes:
        equipment: whose actuator is kept at rest while the sequence is idle or aborted.
        permissives: all that must hold for a start.
        critical: why a second person has to approve a new goal; empty if none has to.
        approval_s: how long the second person has; 0 where none is needed.
    """

    name: str
    area: str
    description: str
    equipment: str
    permissives: tuple[Condition, ...]
    start: tuple[Step, ...]
    stop: tuple[Step, ...]
    critical: str = ""
    approval_s: float = 0.0

    @property
    def longest_s(self) -> float:
        """Time which starting and stopping take at most."""
        return sum(step.within_s + step.pause_s for step in (*self.start, *self.stop)) + 10.0
