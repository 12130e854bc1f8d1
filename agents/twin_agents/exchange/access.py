"""Who may come in: passwords as argon2 hashes, tokens signed with the instance's key."""

from __future__ import annotations

import functools
import json
import os
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from twin_bus.errors import TwinError

_ALGORITHM = "HS256"
_TOKENS_KNOWN = 2_000
_EXPIRED = "the token has expired; log in again"
FIRST_USER = "admin"
TOKEN_LIFE = timedelta(hours=8)
_hasher = PasswordHasher()


@functools.cache
def _nobody() -> str:
    """What is checked when the user does not exist, so that the answer takes as long."""
    return _hasher.hash(secrets.token_hex(16))


class NotAuthorised(TwinError):
    """The name, password or token is not valid."""


class NotReady(NotAuthorised):
    """Nobody can be let in yet."""


@dataclass(frozen=True)
class Session:
    """What a valid token says.

    Attributes:
        id: Identity of the session; a refreshed token has the same.
        user: Whose it is.
        expires: When the token is not taken any more.
    """

    id: str
    user: str
    expires: datetime


@dataclass(frozen=True)
class Access:
    """Passwords and the signing key of one instance.

    Attributes:
        users_file: JSON of user name to argon2 hash, readable by its owner only.
        key_file: Secret key, readable by its owner only.
    """

    users_file: Path
    key_file: Path

    def login(self, user: str, password: str) -> tuple[str, Session]:
        """A token of a new session.

        Raises:
            NotAuthorised: If name or password is wrong.
        """
        known = self._hashes()
        try:
            _hasher.verify(known.get(user) or _nobody(), password)
        except (VerificationError, InvalidHashError) as error:
            raise NotAuthorised("user name or password is wrong") from error
        if user not in known:
            raise NotAuthorised("user name or password is wrong")
        return self.token(user)

    def _hashes(self) -> dict[str, str]:
        known: dict[str, str] = json.loads(self.users_file.read_text())
        return known

    def has_password(self, user: str) -> bool:
        """Whether a user can log in with a password."""
        return self.users_file.exists() and user in self._hashes()

    def set_password(self, user: str, password: str) -> None:
        """Keeps the hash of a new password; the whole file is there before or after, never half."""
        text = json.dumps(self._hashes() | {user: _hasher.hash(password)})
        unfinished = self.users_file.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        _write_secret(unfinished, text)
        unfinished.replace(self.users_file)

    def token(
        self, user: str, life: timedelta = TOKEN_LIFE, session: str = ""
    ) -> tuple[str, Session]:
        """A token for a user who has proved to be the one; of a new session unless one is named."""
        made = Session(session or secrets.token_hex(8), user, datetime.now(UTC) + life)
        claims = {"sub": user, "exp": made.expires, "sid": made.id, "jti": secrets.token_hex(8)}
        return jwt.encode(claims, self.key_file.read_text(), algorithm=_ALGORITHM), made

    @staticmethod
    def outliving(session: Session) -> Session:
        """The session up to when any of its tokens can be taken."""
        return replace(session, expires=datetime.now(UTC) + TOKEN_LIFE)

    def session_of(self, token: str) -> Session:
        """What a token says.

        Raises:
            NotAuthorised: If it is forged or has expired.
        """
        try:
            session = _proved(token, self.key_file.read_text())
        except jwt.ExpiredSignatureError as error:
            raise NotAuthorised(_EXPIRED) from error
        except jwt.InvalidTokenError as error:
            raise NotAuthorised("the token is not valid; log in again") from error
        if session.expires <= datetime.now(UTC):
            raise NotAuthorised(_EXPIRED)
        return session


@functools.lru_cache(_TOKENS_KNOWN)
def _proved(token: str, key: str) -> Session:
    """What a token says whose signature was verified: it comes with each request of a session."""
    claims = jwt.decode(
        token, key, algorithms=[_ALGORITHM], options={"require": ["exp", "sub", "sid"]}
    )
    expires = datetime.fromtimestamp(claims["exp"], UTC)
    return Session(str(claims["sid"]), str(claims["sub"]), expires)


def create_access(access: Access, user: str) -> str | None:
    """Makes key and first user unless they are there.

    Returns:
        The first user's password, to be shown once; None if there were users already.
    """
    access.key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not access.key_file.exists():
        _write_secret(access.key_file, secrets.token_hex(32))
    if access.users_file.exists():
        return None
    password = secrets.token_urlsafe(12)
    _write_secret(access.users_file, json.dumps({user: _hasher.hash(password)}))
    return password


def _write_secret(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
