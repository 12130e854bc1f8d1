"""Who comes in: known users on an encrypted channel, to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asyncua import Server, ua
from asyncua.crypto.permission_rules import User, UserRole

from twin_plc_adapters.opcua.server_security import is_password, secure


@dataclass(frozen=True)
class Door:
    """Endpoint and users of the server: Basic256Sha256, signed and encrypted, by name and password.

    Any client certificate is taken that is valid and names its application, as on the emulated
    plant: who may read depends on the user.

    Attributes:
        identity: PEM file with key and certificate of the server.
        passwords: Password of each user.
    """

    identity: Path
    passwords: Mapping[str, str] = field(repr=False)

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
        if not is_password(self.passwords, username, password):
            return None
        return User(UserRole.User, username)
