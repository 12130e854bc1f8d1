"""A procedure of the control system which starts and stops a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# ISA-88 words; those that may be a goal come first, so that goal and state count alike
STATES = ("idle", "running", "held", "aborted", "starting", "stopping")
GOALS = STATES[:4]
# why it is held or aborted; behind these come the waits of its steps
REASONS = ("nothing", "somebody", "an interlock")
_WAYS = ("start", "stop")


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A measurement above `above` or below `below`, in its unit; `name` says what that means."""

    name: str
    tag: str
    above: float | None = None
    below: float | None = None

    def words(self, unit: str) -> str:
        """What has to be, such as `ST-101 above 3100 rpm`."""
        side, limit = ("above", self.above) if self.above is not None else ("below", self.below)
        written = "" if limit is None else f"{limit:g}"  # a mistake in the description is noted
        return f"{self.tag} {side} {written} {unit}".removesuffix(" 1").rstrip()


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

    def reason_of(self, step: int, *, backwards: bool) -> int:
        """Number of the reason that a wait did not come about, as `Sequence.reasons` counts.

        Args:
            step: which waits, counted from 0.
            backwards: whether it is a step to stop.
        """
        before = self.stop[:step] if backwards else self.start[:step]
        first = sum(one.wait is not None for one in self.start) if backwards else 0
        return len(REASONS) + first + sum(one.wait is not None for one in before)

    def reasons(self, units: Mapping[str, str]) -> tuple[str, ...]:
        """Every reason why it may be held or aborted, in words.

        Args:
            units: of the measurements that it waits for.
        """
        numbered = [(way, n, s) for way in _WAYS for n, s in enumerate(getattr(self, way), 1)]
        waits = (
            f"{way} {n}: {s.wait.words(units.get(s.wait.tag, ''))} within {s.within_s:g} s"
            for way, n, s in numbered
            if s.wait is not None
        )
        return (*REASONS, *waits)

    @property
    def longest_s(self) -> float:
        """Time which starting and stopping take at most."""
        return sum(step.within_s + step.pause_s for step in (*self.start, *self.stop)) + 10.0
