"""What one user may do now: asked at every request and at every message of a stream."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from twin_bus.clock import Clock
from twin_schemas.access import Demand, Judgement, judge
from twin_schemas.access.directory import UserDirectory
from twin_schemas.vocabulary import Action

_GUARDED = ("access.", "audit.")


def reading(contract: str) -> Action:
    """Action that allows to read the messages of a contract: those of users need `audit`."""
    return "audit" if contract.startswith(_GUARDED) else "read"


def contract_name(topic: str) -> str:
    """Name of a contract without its version, which is what rights are about."""
    name, _, version = topic.rpartition(".v")
    return name if version.isdecimal() else topic


@dataclass
class Standing:
    """Judges what a user wants to do by the rights that the directory has at this moment.

    Attributes:
        user: The user's name.
        directory: Rights of all users.
        clock: Time of the judgement.
    """

    user: str
    directory: UserDirectory
    clock: Clock
    _readable: frozenset[str] = field(default=frozenset(), init=False)
    _known_for: tuple[int, int] = field(default=(-1, -1), init=False)

    def judge(
        self,
        action: Action,
        subject: str = "",
        *,
        origin: str = "",
        value: float | None = None,
        own: bool = False,
    ) -> Judgement:
        """Whether the user may do this now, and by which right."""
        user = self.directory.enabled(self.user)
        if user is None:
            return Judgement(None, "there is no such user, or the user is disabled")
        at = datetime.fromtimestamp(self.clock.now_ns() / 1e9, UTC)
        demand = Demand(action=action, at=at, subject=subject, origin=origin, value=value, own=own)
        return judge(user.grants, demand)

    def may(self, action: Action, subject: str = "", *, own: bool = False) -> bool:
        """Whether the user may do this now."""
        return self.judge(action, subject, own=own).allowed

    def may_read_contract(self, name: str, owner: str) -> bool:
        """Whether the user may read the messages of a contract."""
        return self.may(reading(name), name, own=owner == self.user)

    def readable(self, tags: Iterable[str]) -> frozenset[str]:
        """Those of all tags that the user may read now.

        Judged again after a change of any user, and each second where the user has rights that
        depend on the time. All calls must give the same tags.
        """
        user = self.directory.enabled(self.user)
        second = self.clock.now_ns() // 1_000_000_000 if user and user.timed else 0
        if self._known_for != (self.directory.version, second):
            self._readable = frozenset(tag for tag in tags if self.may("read", tag))
            self._known_for = (self.directory.version, second)
        return self._readable
