"""Users and signing key of an instance."""

from __future__ import annotations

from twin_agents.exchange.access import Access
from twin_ops.settings import Settings


def access_of(settings: Settings) -> Access:
    """Those of this instance."""
    return Access(
        users_file=settings.secrets / "users.json", key_file=settings.secrets / "token.key"
    )
