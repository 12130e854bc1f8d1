"""Who may do what on the emulated plant's server."""

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

_SECURED = (
    ua.SecurityPolicyType.Basic256Sha256_SignAndEncrypt,
    ua.SecurityPolicyType.Basic256Sha256_Sign,
)


@dataclass(frozen=True)
class ServerSecurity:
    """Endpoints and users of a server.

    Anybody may read. Writing needs a user of `passwords` on a signed or encrypted channel. Any
    client certificate is taken that is valid and names its application: what a client may do
    depends on its user only.

    Attributes:
        identity: PEM file with key and certificate of the server.
        passwords: Password of each user who may write.
        open: Whether there is also an endpoint without security; it can only read.
    """

    identity: Path
    passwords: Mapping[str, str] = field(repr=False)
    open: bool = False

    async def apply(self, server: Server) -> None:
        """Sets up a server that is initialised and not started."""
        policies = [*_SECURED, *([ua.SecurityPolicyType.NoSecurity] if self.open else [])]
        content = self.identity.read_bytes()
        await server.load_certificate(content, "pem")
        await server.load_private_key(content, None, "pem")
        await server.set_application_uri(own_uri(self.identity))
        server.set_security_policy(policies, SimpleRoleRuleset())
        server.set_identity_tokens([ua.AnonymousIdentityToken, ua.UserNameIdentityToken])
        server.set_certificate_validator(CertificateValidator())


@dataclass(frozen=True)
class Doorkeeper:
    """Gives each session its user, as asyncua asks for it.

    Attributes:
        security: The rules; None lets anybody in, to write too.
    """

    security: ServerSecurity | None

    def get_user(
        self,
        _server: Any,
        username: str | None = None,
        password: str | None = None,
        certificate: bytes | None = None,
    ) -> User | None:
        """The user of a session; None is refused. asyncua calls it by this name."""
        if self.security is None:
            return User(UserRole.User, "anybody")
        # Without the client's certificate the channel has no security, whatever it asks for.
        if not certificate and not self.security.open:
            return None
        if username is None:
            return User(UserRole.User, "")
        known = self.security.passwords.get(username, secrets.token_urlsafe())
        if not secrets.compare_digest(known.encode(), (password or "").encode()):
            return None
        return User(UserRole.User, username if certificate else "")


def may_write(user: User) -> bool:
    """Whether the user of a session may write what can be written."""
    return bool(user.name)
