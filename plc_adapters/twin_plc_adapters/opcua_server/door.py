"""Who comes in: known users on an encrypted channel, to read."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asyncua import Server, ua
from asyncua.crypto.permission_rules import SimpleRoleRuleset, User, UserRole
from asyncua.crypto.validator import CertificateValidator

from twin_plc_adapters.opcua.security import own_uri


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
        content = self.identity.read_bytes()
        await server.load_certificate(content, "pem")
        await server.load_private_key(content, None, "pem")
        await server.set_application_uri(own_uri(self.identity))
        policy = ua.SecurityPolicyType.Basic256Sha256_SignAndEncrypt
        server.set_security_policy([policy], SimpleRoleRuleset())
        server.set_identity_tokens([ua.UserNameIdentityToken])
        server.set_certificate_validator(CertificateValidator())

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
        known = self.passwords.get(username, secrets.token_urlsafe())
        if not secrets.compare_digest(known.encode(), (password or "").encode()):
            return None
        return User(UserRole.User, username)
