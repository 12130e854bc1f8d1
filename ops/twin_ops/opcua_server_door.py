"""Certificate and users of the server of the twin's own values."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from twin_ops.opcua_identities import alone, ensure_identity, ensure_password, passwords_in
from twin_ops.settings import Settings

if TYPE_CHECKING:  # the command line must not wait for asyncua
    from twin_agents.exchange.access import Access
    from twin_plc_adapters.opcua_server.door import Door

USER = "scada"


def server_identity(settings: Settings) -> Path:
    """Key and certificate of the server."""
    return settings.certificates / "opcua" / "twin.pem"


def passwords_file(settings: Settings) -> Path:
    """Passwords by user, as JSON; whoever is added to it comes in after the next start."""
    return settings.secrets / "opcua_server.json"


def ensure_files(settings: Settings) -> None:
    """Makes the certificate and the first user's password where they are missing."""
    with alone(server_identity(settings).parent):
        ensure_identity(server_identity(settings), "twin", [settings.host])
        ensure_password(passwords_file(settings), USER)


def ensure_door(settings: Settings) -> Door:
    """Whom the server lets in; what is missing for it is made.

    Raises:
        NoCredentials: If the file of passwords cannot be used.
    """
    from twin_ops.instance_access import access_of
    from twin_plc_adapters.opcua_server.door import Door

    ensure_files(settings)
    passwords = passwords_in(passwords_file(settings), USER)
    return Door(server_identity(settings), passwords, partial(_proves, access_of(settings)))


def _proves(access: Access, user: str, password: str) -> bool:
    """Whether the exchange would let somebody in by name and password."""
    from twin_agents.exchange.access import NotAuthorised

    try:
        access.login(user, password)
    except (NotAuthorised, OSError):  # nobody has a password yet
        return False
    return True
