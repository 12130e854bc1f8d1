"""A scenario that has been read: times in seconds, values in the units of their tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from twin_schemas.faults import Fault

Looks = Literal["tag", "tripped", "alarm", "released"]
Does = Literal["set", "trip", "reset", "acknowledge", "mend"]
ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What the plant is like.

    Attributes:
        looks: at a tag's reading, an interlock, an alarm, or the mass that a fault has released.
        name: of that.
        above, below: in the unit of the tag, or in kg; both hold.
        lasting: seconds without a break.
        text: as it is told.
    """

    looks: Looks
    name: str
    above: float = -inf
    below: float = inf
    lasting: float = 0.0
    text: str = ""

    def holds(self, value: float) -> bool:
        """Whether a value is within the bounds."""
        return self.above < value < self.below


@dataclass(frozen=True, kw_only=True)
class Action:
    """What somebody does; `value` of a write in the unit of the tag."""

    does: Does
    name: str = ""
    value: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Scripted:
    """An action of a script: at `at` s, or later once a condition holds."""

    action: Action
    at: float = 0.0
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """An action to look for; of a write the values that count."""

    does: Does
    name: str = ""
    above: float = -inf
    below: float = inf
    text: str = ""

    def is_met_by(self, action: Action) -> bool:
        """Whether an action is the one."""
        if action.does != self.does or self.name not in {"", action.name}:
            return action.does == self.does == "acknowledge" and action.name == ALL
        return self.does != "set" or self.above < action.value < self.below


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """Something that happens once.

    Attributes:
        at: earliest, in seconds since the beginning or since the trigger `after`.
        clear: names of faults that end.
    """

    name: str
    at: float = 0.0
    after: str = ""
    when: Condition | None = None
    faults: tuple[Fault, ...] = ()
    clear: tuple[str, ...] = ()
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What is to be done or reached within seconds of a trigger, or of the beginning."""

    name: str
    do: Wanted | None
    see: Condition | None
    after: str
    within: float
    points: float
    reason: str


@dataclass(frozen=True, kw_only=True)
class Forbidden:
    """What costs points, or fails the scenario."""

    name: str
    do: Wanted | None
    see: Condition | None
    after: str
    points: float
    fails: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class Start:
    """Where it begins; `warm` in seconds, after the writes."""

    warm: float = 0.0
    writes: Mapping[str, float] = field(default_factory=dict)
    snapshot: Path | None = None
    aged: bool = True


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A scenario; `wind` in m/s, `pass_at` in percent."""

    name: str
    title: str
    description: str
    plant: str
    duration: float
    until: Condition | None
    scan: float
    seed: int
    start: Start
    wind: float
    stability: str
    shown: tuple[str, ...]
    triggers: tuple[Trigger, ...]
    expected: tuple[Expected, ...]
    forbidden: tuple[Forbidden, ...]
    pass_at: float
    script: tuple[Scripted, ...]
