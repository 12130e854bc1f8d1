"""The way in through an identity provider."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from twin_agents.exchange.oidc.configuration import OidcConfiguration
from twin_agents.exchange.oidc.identity import Untrusted, user_of
from twin_agents.exchange.oidc.pending import OnceOnly, Pending
from twin_agents.exchange.oidc.provider import Provider
from twin_bus.clock import Clock, SystemClock
from twin_schemas.access.directory import User

PATIENCE_S = 600
_FETCH_S = 60
_BYTES = 32


@dataclass(frozen=True)
class Finished:
    """A log-in whose token the screen has not fetched yet.

    Attributes:
        state: What the browser has in its cookie.
        answer: What the screen gets.
    """

    state: str
    answer: dict[str, Any]


@dataclass
class OidcDoor:
    """Keeps what belongs to log-ins that have begun.

    Attributes:
        configuration: Which provider, and what its users may do here.
        clock: Time of everything.
        provider: The provider.
        asked: Log-ins that the provider has not answered yet, by state.
        done: Finished log-ins, by a code that the screen exchanges once for what it gets.
    """

    configuration: OidcConfiguration
    clock: Clock = field(default_factory=SystemClock)
    provider: Provider = field(init=False)
    asked: OnceOnly[Pending] = field(default_factory=lambda: OnceOnly(PATIENCE_S), init=False)
    done: OnceOnly[Finished] = field(default_factory=lambda: OnceOnly(_FETCH_S), init=False)

    def __post_init__(self) -> None:
        self.provider = Provider(self.configuration, self.clock)

    async def begin(self) -> tuple[str, str]:
        """Address of the provider to go to, and the state that the browser has to keep.

        Raises:
            ProviderAway: If the provider does not answer.
            Untrusted: If it describes itself as another one.
        """
        pending = Pending()
        address = await self.provider.address(pending)
        self.asked.put(pending.state, pending, self.clock.now_ns())
        return address, pending.state

    async def finish(self, query: Mapping[str, str], cookie: str) -> User:
        """The user whom the provider has let through.

        Args:
            query: What the provider has sent the browser back with.
            cookie: State that the browser has kept; another browser has none.

        Raises:
            ProviderAway: If the provider does not answer.
            Untrusted: If the log-in was refused there, was not begun here, or is not to be trusted.
        """
        state = query.get("state", "")
        if not state or not secrets.compare_digest(state.encode(), cookie.encode()):
            raise Untrusted("this log-in was not begun in this browser; begin again")
        pending = self.asked.take(state, self.clock.now_ns())
        if pending is None:
            raise Untrusted("this log-in has taken too long, or was answered before; begin again")
        if query.get("iss", self.configuration.issuer) != self.configuration.issuer:
            raise Untrusted("another identity provider has answered")
        if error := query.get("error"):
            raise Untrusted(f"the identity provider says {error}")
        claims = await self.provider.claims(query.get("code", ""), pending)
        return user_of(claims, self.configuration)

    def leave(self, answer: dict[str, Any], state: str) -> str:
        """Keeps a token for the screen; the code that fetches it once.

        Args:
            answer: What the screen gets for the code.
            state: What the browser has in its cookie, so that no other one is let in by the code.
        """
        code = secrets.token_urlsafe(_BYTES)
        self.done.put(code, Finished(state, answer), self.clock.now_ns())
        return code

    def fetch(self, code: str, cookie: str) -> dict[str, Any]:
        """What was left for the screen.

        Raises:
            Untrusted: If the code is old, was used before, or belongs to another browser.
        """
        finished = self.done.take(code, self.clock.now_ns())
        if finished is None:
            raise Untrusted("the code was used before, or is too old")
        if not secrets.compare_digest(finished.state.encode(), cookie.encode()):
            raise Untrusted("the code belongs to a log-in of another browser")
        return finished.answer
