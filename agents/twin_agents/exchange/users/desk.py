"""Where users are added and changed, one change at a time; every change is an event."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from twin_agents.exchange.access import TOKEN_LIFE
from twin_agents.exchange.users.event import user_changed
from twin_agents.exchange.users.first import House
from twin_agents.exchange.users.password_rules import password_problem
from twin_agents.exchange.users.sessions import SessionBook
from twin_bus.agent import Outbox
from twin_bus.errors import Refused, TwinError
from twin_schemas.access import ROLES, Demand, Right, judge
from twin_schemas.access.directory import User
from twin_schemas.access_events import SessionChanged
from twin_schemas.vocabulary import UserChange

_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
_LIFE_NS = int(TOKEN_LIFE.total_seconds()) * 1_000_000_000


class NoSuchUser(TwinError):
    """There is no user of this name."""


class UnfitUser(TwinError):
    """A name, role, right or password can not be used; the message says why."""


class HouseWithSessions(House, Protocol):
    """What has users and sessions."""

    sessions: SessionBook

    def note_session(self, changed: SessionChanged) -> None:
        """Takes a change of a session."""
        ...


@dataclass
class UserDesk:
    """Changes users; a change is on the bus before it is in force, and then at once.

    Each method raises `BusUnavailable` if the change can not be published: then nothing changed.

    Attributes:
        house: Whose users they are.
    """

    house: HouseWithSessions
    _changing: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def add(
        self,
        name: str,
        password: str,
        author: str,
        out: Outbox,
        *,
        roles: Sequence[str] = (),
        rights: Sequence[Right] = (),
    ) -> User:
        """Adds a user who can log in with a password.

        Raises:
            Refused: If there is one of this name.
            UnfitUser: If name, password or a role can not be used.
        """
        async with self._changing:
            _check_name(name)
            if self.house.users.user(name) is not None:
                raise Refused(f"there is a user {name} already")
            _check_roles(roles)
            _check_password(password, name)
            user = User(name, "", tuple(roles), tuple(rights))
            await self._publish(user, "added", " ".join(roles), author, out)
            await self._keep_password(name, password)
        return user

    async def grant(self, name: str, what: str | Right, author: str, out: Outbox) -> User:
        """Gives a role or a right.

        Raises:
            NoSuchUser: If there is no such user.
            UnfitUser: If there is no such role.
            Refused: If the user has it already.
        """
        async with self._changing:
            user = self._user(name)
            if what in user.roles or what in user.rights:
                raise Refused(f"{name} has it already")
            if isinstance(what, str):
                _check_roles([what])
                changed = replace(user, roles=(*user.roles, what))
            else:
                changed = replace(user, rights=(*user.rights, what))
            return await self._publish(changed, "granted", _words(what), author, out)

    async def revoke(self, name: str, what: str | Right, author: str, out: Outbox) -> User:
        """Takes a role or a right away.

        Raises:
            NoSuchUser: If there is no such user.
            Refused: If the user does not have it, or nobody else could change users then.
        """
        async with self._changing:
            user = self._user(name)
            if what not in user.roles and what not in user.rights:
                raise Refused(f"{name} does not have it")
            roles = tuple(role for role in user.roles if role != what)
            rights = tuple(right for right in user.rights if right != what)
            changed = replace(user, roles=roles, rights=rights)
            return await self._publish(changed, "revoked", _words(what), author, out)

    async def disable(self, name: str, author: str, out: Outbox) -> User:
        """Lets a user in no more, and ends the user's sessions.

        Raises:
            NoSuchUser: If there is no such user.
            Refused: If nobody else could change users then.
        """
        async with self._changing:
            changed = replace(self._user(name), disabled=True)
            await self._publish(changed, "disabled", "", author, out)
            await self.end_sessions(self.house.sessions.open(name), author, out)
            return changed

    async def enable(self, name: str, author: str, out: Outbox) -> User:
        """Lets a user in again.

        Raises:
            NoSuchUser: If there is no such user.
        """
        async with self._changing:
            changed = replace(self._user(name), disabled=False)
            return await self._publish(changed, "enabled", "", author, out)

    async def set_password(
        self, name: str, password: str, author: str, out: Outbox, *, but: str = ""
    ) -> User:
        """Gives a user a new password, and ends the user's sessions.

        Args:
            name: The user.
            password: The new one.
            author: Who changes it.
            out: Where the change is published.
            but: Session that goes on.

        Raises:
            NoSuchUser: If there is no such user.
            UnfitUser: If the password can not be used.
            Refused: If the user logs in through an identity provider.
        """
        async with self._changing:
            user = self._user(name)
            if user.identity:
                raise Refused(f"{name} logs in through an identity provider and has no password")
            _check_password(password, name)
            await self._publish(user, "password", "", author, out)
            await self._keep_password(name, password)
            ending = [s for s in self.house.sessions.open(name) if s.session != but]
            await self.end_sessions(ending, author, out)
            return user

    async def meet(self, user: User, out: Outbox) -> User:
        """Takes a user as an identity provider describes one at a log-in.

        Raises:
            UnfitUser: If the name can not be used here.
            Refused: If the name belongs to somebody else, or the user is disabled.
        """
        async with self._changing:
            _check_name(user.name)
            known = self.house.users.user(user.name)
            if known is None:
                return await self._publish(user, "provider", " ".join(user.roles), user.name, out)
            if known.identity != user.identity:
                raise Refused(f"the name {user.name} belongs to another user here")
            if known.disabled:
                raise Refused(f"the user {user.name} is disabled")
            if known.roles == user.roles:
                return known
            changed = replace(known, roles=user.roles)
            return await self._publish(changed, "provider", " ".join(user.roles), user.name, out)

    async def end_sessions(
        self, sessions: Iterable[SessionChanged], author: str, out: Outbox
    ) -> None:
        """Takes no token of these sessions any more, also after a restart."""
        now = self.house.clock.now_ns()
        ended = [
            replace(s, change="ended", author=author, time_ns=now, expires_ns=now + _LIFE_NS)
            for s in sessions
        ]
        for one in ended:
            self.house.note_session(one)
        await out.publish(ended)

    def _user(self, name: str) -> User:
        found = self.house.users.user(name)
        if found is None:
            raise NoSuchUser(f"there is no user {name}")
        return found

    async def _publish(
        self, user: User, change: UserChange, detail: str, author: str, out: Outbox
    ) -> User:
        self._require_keeper(user)
        # Later than the change before, also after the clock was put back.
        later = self.house.users.changed_at(user.name) + 1
        now = max(self.house.clock.now_ns(), later)
        changed = user_changed(user, change, detail, author, now)
        await out.publish([changed])
        self.house.note_user(changed)
        return user

    async def _keep_password(self, name: str, password: str) -> None:
        await asyncio.to_thread(self.house.access.set_password, name, password)

    def _require_keeper(self, changed: User) -> None:
        """Refuses what would leave nobody who may change users."""
        others = [user for user in self.house.users.all() if user.name != changed.name]
        if not any(map(_is_keeper, [*others, changed])):
            raise Refused("nobody could change users any more; make another admin first")


def _is_keeper(user: User) -> bool:
    lasting = [grant for grant in user.grants if not grant.right.timed]
    demand = Demand(action="users", at=datetime.now(UTC))
    return not user.disabled and not user.identity and judge(lasting, demand).allowed


def _words(what: str | Right) -> str:
    return what if isinstance(what, str) else what.to_json()


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise UnfitUser(
            f"user name {name!r}: use up to 64 of a-z, 0-9 and . _ @ -, a letter or digit first"
        )


def _check_roles(roles: Iterable[str]) -> None:
    if strange := [role for role in roles if role not in ROLES]:
        raise UnfitUser(f"there is no role {strange[0]}; there are {', '.join(ROLES)}")


def _check_password(password: str, name: str) -> None:
    if problem := password_problem(password, name):
        raise UnfitUser(problem)
