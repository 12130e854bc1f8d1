"""What each user of the server may read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime

from twin_bus.clock import Clock
from twin_schemas.access import Demand, judge
from twin_schemas.access.directory import UserDirectory

_NS = 1_000_000_000


@dataclass
class Readers:
    """Judges by the rights that the users of the exchange have at this moment.

    Whoever is only in the server's own file of passwords reads all: who can write that file has the
    whole instance.

    Attributes:
        machines: Names in the server's own file of passwords.
        tags: All tags.
        clock: Time of the judgement.
    """

    machines: Collection[str]
    tags: Collection[str]
    clock: Clock
    directory: UserDirectory = field(default_factory=UserDirectory, init=False)
    _known: dict[str, tuple[tuple[int, int], frozenset[str]]] = field(
        default_factory=dict, init=False
    )

    def knows(self, user: str) -> bool:
        """Whether somebody of this name may come in; a disabled user may not."""
        if self.directory.user(user) is None:
            return user in self.machines
        return self.directory.enabled(user) is not None

    def may_read(self, user: str, tag: str) -> bool:
        """Whether the user may read the values of a tag now."""
        found = self.directory.enabled(user)
        if found is None:
            return self.knows(user)
        second = self.clock.now_ns() // _NS if found.timed else 0
        at = (self.directory.version, second)
        judged, readable = self._known.get(user, (None, frozenset()))
        if judged != at:
            readable = frozenset(one for one in self.tags if self._allowed(user, one))
            self._known[user] = at, readable
        return tag in readable

    def _allowed(self, user: str, tag: str) -> bool:
        found = self.directory.enabled(user)
        if found is None:
            return False
        at = datetime.fromtimestamp(self.clock.now_ns() / _NS, UTC)
        return judge(found.grants, Demand(action="read", at=at, subject=tag)).allowed
