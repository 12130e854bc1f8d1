"""Who comes in: known users on an encrypted channel, to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asyncua import Server, ua
from asyncua.crypto.permission_rules import User, UserRole

from twin_plc_adapters.opcua.server_security import is_password, secure
from twin_plc_adapters.opcua_server.readers import Readers


@dataclass(frozen=True)
class Door:
    """Endpoint and users of the server: Basic256Sha256, signed and encrypted, by name and password.

    Any client certificate is taken that is valid and names its application, as on the emulated
    plant: who may read depends on the user. Users of the exchange come in by their password there.

    Attributes:
        identity: PEM file with key and certificate of the server.
        passwords: Password of each user of the server's own.
        proves: Whether a name and a password are those of a user of the exchange.
        readers: Who may come in at all, of those who are known.
    """

    identity: Path
    passwords: Mapping[str, str] = field(repr=False)
    proves: Callable[[str, str], bool] = field(default=lambda _user, _password: False, repr=False)
    readers: list[Readers] = field(default_factory=list, repr=False)

    async def apply(self, server: Server) -> None:
        """Sets up a server that is initialised and not started."""
        policy = ua.SecurityPolicyType.Basic256Sha256_SignAndEncrypt
        await secure(server, self.identity, [policy], [ua.UserNameIdentityToken])

    def get_user(
        self,
        _server: Any,
        username: str | None = None,
        password: str | None = None,
        certificate: bytes | None = None,
    ) -> User | None:
        """The user of a session; None is refused. asyncua calls it by this name."""
        # Without the client's certificate the channel has no security, whatever it asks for.
        if not certificate or username is None:
            return None
        if username in self.passwords:
            known = is_password(self.passwords, username, password)
        else:
            known = self.proves(username, password or "")
        if not known or not all(readers.knows(username) for readers in self.readers):
            return None
        return User(UserRole.User, username)
