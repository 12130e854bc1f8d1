"""Moments of a training to which one can go back."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twin_ops.errors import Usage

if TYPE_CHECKING:
    from twin_ops.scenario.session import Session

_EACH = 60.0  # s of plant time
_MOST = 240


@dataclass
class Marks:
    """Copies of a session: by name, and one of each minute by itself."""

    _named: dict[str, Session] = field(default_factory=dict)
    _minutes: list[Session] = field(default_factory=list)

    def note(self, session: Session) -> None:
        """Keeps a copy if a minute has passed since the last one."""
        if not self._minutes or session.time >= self._minutes[-1].time + _EACH - 1e-6:
            self._minutes.append(copy.deepcopy(session))
            del self._minutes[:-_MOST]

    def put(self, name: str, session: Session) -> None:
        """Keeps a copy under a name; an earlier one of this name is replaced.

        Raises:
            Usage: The name is none.
        """
        if not name or name.replace(".", "", 1).isdigit():
            raise Usage(f"{name!r} is no name of a mark; use a word")
        self._named[name] = copy.deepcopy(session)

    def named(self, name: str) -> Session:
        """A copy to go on with.

        Raises:
            Usage: There is no such mark.
        """
        if name not in self._named:
            there = ", ".join(self._named) or "none"
            raise Usage(f"there is no mark {name!r}; there are: {there}")
        return self._again(self._named[name])

    def before(self, time: float) -> Session:
        """A copy of the last one by itself at or before a time, of the first one if none is."""
        fitting = [one for one in self._minutes if one.time <= time + 1e-6] or self._minutes[:1]
        return self._again(fitting[-1])

    def _again(self, session: Session) -> Session:
        self._minutes = [one for one in self._minutes if one.time < session.time + 1e-6]
        return copy.deepcopy(session)

    def times(self) -> dict[str, float]:
        """Plant time in s of each mark that has a name."""
        return {name: session.time for name, session in self._named.items()}
