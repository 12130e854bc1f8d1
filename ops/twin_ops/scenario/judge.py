"""What was expected and forbidden, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from twin_ops.scenario.held import Held

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twin_ops.scenario.held import Seen
    from twin_schemas.scenario import Action, Expected, Forbidden

Result = Literal["done", "late", "missed", "not asked", "kept", "broken"]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What came of one expectation, or of one thing that is forbidden.

    Attributes:
        points: what it gave; negative for what it cost.
        possible: what it could have given.
        asked: when it was asked for, in s; None if never. due: until when.
        time: when it was done or broken; None if never.
        fails: whether it fails the scenario by itself.
    """

    name: str
    result: Result
    points: float
    possible: float
    asked: float | None
    due: float | None
    time: float | None
    fails: bool
    reason: str


@dataclass
class Hope:
    """One expectation on its way."""

    expected: Expected
    _asked: float | None = field(default=None, init=False)
    _done: float | None = field(default=None, init=False)
    _held: Held = field(init=False)

    def __post_init__(self) -> None:
        self._held = Held(self.expected.see)

    def look(self, seen: Seen, begun: Mapping[str, float], time: float) -> None:
        """Looks whether it is asked for, and whether it has come about."""
        if self._asked is None:
            self._asked = begun.get(self.expected.after) if self.expected.after else 0.0
        if self._asked is None or self._done is not None or self.expected.see is None:
            return
        if self._held.look(seen, time):
            self._done = time

    def take(self, action: Action, time: float) -> None:
        """Takes note of an action that was carried out."""
        wanted = self.expected.do
        if wanted and self._asked is not None and self._done is None and wanted.is_met_by(action):
            self._done = time

    def verdict(self) -> Verdict:
        """What came of it."""
        e, due = self.expected, None if self._asked is None else self._asked + self.expected.within
        result: Result = "missed"
        if due is None:
            result = "not asked"
        elif self._done is not None:
            result = "done" if self._done <= due else "late"
        return Verdict(
            name=e.name,
            result=result,
            points=e.points if result == "done" else 0.0,
            possible=0.0 if result == "not asked" else e.points,
            asked=self._asked,
            due=due,
            time=self._done,
            fails=False,
            reason=e.reason,
        )


@dataclass
class Taboo:
    """One thing that is forbidden."""

    forbidden: Forbidden
    _from: float | None = field(default=None, init=False)
    _broken: float | None = field(default=None, init=False)
    _held: Held = field(init=False)

    def __post_init__(self) -> None:
        self._held = Held(self.forbidden.see)

    def look(self, seen: Seen, begun: Mapping[str, float], time: float) -> None:
        """Looks whether it has come about."""
        if self._from is None:
            self._from = begun.get(self.forbidden.after) if self.forbidden.after else 0.0
        if self._from is None or self._broken is not None or self.forbidden.see is None:
            return
        if self._held.look(seen, time):
            self._broken = time

    def take(self, action: Action, time: float) -> None:
        """Takes note of an action that was carried out."""
        wanted = self.forbidden.do
        if wanted and self._from is not None and self._broken is None and wanted.is_met_by(action):
            self._broken = time

    def verdict(self) -> Verdict:
        """What came of it."""
        f, broken = self.forbidden, self._broken is not None
        return Verdict(
            name=f.name,
            result="broken" if broken else "kept",
            points=-f.points if broken else 0.0,
            possible=0.0,
            asked=self._from,
            due=None,
            time=self._broken,
            fails=broken and f.fails,
            reason=f.reason,
        )
