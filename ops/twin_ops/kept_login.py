"""The log-in that `twin login` keeps for later commands, readable by its owner only."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from twin_ops.errors import RefusedByRule
from twin_ops.settings import Settings

_NEAR = timedelta(hours=1)


@dataclass(frozen=True)
class KeptLogin:
    """A token and whose it is.

    Attributes:
        user: Who has logged in.
        token: The token.
        expires_at: When it is not taken any more, as ISO time.
    """

    user: str
    token: str
    expires_at: str

    @property
    def _expires(self) -> datetime:
        return datetime.fromisoformat(self.expires_at)

    def has_ended(self, now: datetime) -> bool:
        """Whether the token is not taken any more."""
        return now >= self._expires

    def ends_soon(self, now: datetime) -> bool:
        """Whether it should be exchanged for a new one."""
        return now >= self._expires - _NEAR


def login_file(settings: Settings) -> Path:
    """Where the log-in of an instance is kept."""
    return settings.home / "login.json"


def kept_login(settings: Settings) -> KeptLogin | None:
    """The log-in that is kept; None if there is none.

    Raises:
        RefusedByRule: If the file can not be used.
    """
    file = login_file(settings)
    try:
        return KeptLogin(**json.loads(file.read_text()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise RefusedByRule(
            f"{file} can not be used ({error}); `twin logout` removes it"
        ) from error


def keep_login(settings: Settings, login: KeptLogin) -> None:
    """Keeps a log-in in place of the one before."""
    file = login_file(settings)
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as text:
        text.write(json.dumps(asdict(login)))
    unfinished.replace(file)


def forget_login(settings: Settings) -> None:
    """Keeps no log-in any more; without effect if none is kept."""
    login_file(settings).unlink(missing_ok=True)
