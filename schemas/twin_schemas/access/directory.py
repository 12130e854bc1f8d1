"""Everybody who may come in, with roles and rights, as the topic of users has them."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from twin_schemas.access import BadRight, Grant, Right, grants_of
from twin_schemas.access_events import UserChanged

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class User:
    """One user.

    Attributes:
        name: The user's name.
        identity: Issuer and subject at an identity provider; empty for a user of here.
        roles: Names of roles.
        rights: Rights besides those of the roles.
        disabled: Whether the user may not come in.
        grants: All rights, each with its source.
    """

    name: str
    identity: str = ""
    roles: tuple[str, ...] = ()
    rights: tuple[Right, ...] = ()
    disabled: bool = False
    grants: tuple[Grant, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "grants", grants_of(self.roles, self.rights))

    @property
    def timed(self) -> bool:
        """Whether what the user may do changes with the time."""
        return any(grant.right.timed for grant in self.grants)


def user_of(changed: UserChanged) -> User:
    """The user after a change."""
    return User(
        changed.user,
        changed.identity,
        tuple(changed.roles.split()),
        tuple(_rights(changed)),
        changed.disabled,
    )


def _rights(changed: UserChanged) -> Sequence[Right]:
    """Rights that can be read: what a newer version has added allows nothing here."""
    found: list[Right] = []
    for parts in json.loads(changed.rights):
        try:
            found.append(Right.from_dict(parts))
        except BadRight as error:
            log.warning("a right of %s is left out: %s", changed.user, error)
    return found


@dataclass
class UserDirectory:
    """The latest of each user; `version` grows at each change.

    Attributes:
        version: Number of the latest change.
    """

    version: int = 0
    _users: dict[str, User] = field(default_factory=dict, init=False)
    _times: dict[str, int] = field(default_factory=dict, init=False)

    def take(self, changed: UserChanged) -> None:
        """Takes over a change, unless a newer one is known."""
        if changed.time_ns < self._times.get(changed.user, 0):
            return
        self._users[changed.user] = user_of(changed)
        self._times[changed.user] = changed.time_ns
        self.version += 1

    def user(self, name: str) -> User | None:
        """The user of this name; None if there is none."""
        return self._users.get(name)

    def enabled(self, name: str) -> User | None:
        """The same, of those who may come in."""
        found = self._users.get(name)
        return None if found is None or found.disabled else found

    def all(self) -> list[User]:
        """All users, by name."""
        return [user for _, user in sorted(self._users.items())]

    def changed_at(self, name: str) -> int:
        """When a user was changed last, in nanoseconds; 0 for one who was never."""
        return self._times.get(name, 0)
