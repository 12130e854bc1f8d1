"""Log-ins that are on their way through the provider, and tokens that wait to be fetched once."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Generic, TypeVar

_T = TypeVar("_T")
_MOST = 1_000
_BYTES = 32


@dataclass(frozen=True)
class Pending:
    """What this instance has asked the provider, and no one else knows.

    Attributes:
        state: Comes back with the browser, which also has it in a cookie.
        nonce: Comes back in the ID token.
        verifier: Proves to the provider that it is the same one who asked (PKCE).
    """

    state: str = field(default_factory=lambda: secrets.token_urlsafe(_BYTES))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(_BYTES))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(_BYTES))


@dataclass
class OnceOnly(Generic[_T]):
    """Things that are taken out once, and not after their time; the oldest give way.

    Attributes:
        life_s: How long each is kept.
    """

    life_s: int
    _kept: OrderedDict[str, tuple[int, _T]] = field(default_factory=OrderedDict, init=False)

    def put(self, name: str, thing: _T, now_ns: int) -> None:
        """Keeps a thing under a name that can not be guessed."""
        self._kept[name] = now_ns + self.life_s * 1_000_000_000, thing
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def take(self, name: str, now_ns: int) -> _T | None:
        """The thing of this name; None if there is none, or its time is over."""
        end, thing = self._kept.pop(name, (0, None))
        return thing if now_ns < end else None
