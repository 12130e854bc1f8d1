"""Who may do what on the emulated plant's server."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping, Sequence
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


async def secure(
    server: Server, identity: Path, policies: Sequence[Any], tokens: Sequence[type]
) -> None:
    """Gives a server that is initialised and not started its certificate and its rules.

    Args:
        server: The library's.
        identity: PEM file with key and certificate.
        policies: Security policies of its endpoints.
        tokens: By what its users say who they are.
    """
    content = await asyncio.to_thread(identity.read_bytes)
    await server.load_certificate(content, "pem")
    await server.load_private_key(content, None, "pem")
    await server.set_application_uri(own_uri(identity))
    server.set_security_policy([*policies], SimpleRoleRuleset())
    server.set_identity_tokens([*tokens])
    server.set_certificate_validator(CertificateValidator())


def is_password(passwords: Mapping[str, str], user: str, given: str | None) -> bool:
    """Whether a user is known by this password; unknown users take as long to be refused."""
    known = passwords.get(user, secrets.token_urlsafe())
    return secrets.compare_digest(known.encode(), (given or "").encode())


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
        tokens = [ua.AnonymousIdentityToken, ua.UserNameIdentityToken]
        await secure(server, self.identity, policies, tokens)


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
        if not is_password(self.security.passwords, username, password):
            return None
        return User(UserRole.User, username if certificate else "")


def may_write(user: User) -> bool:
    """Whether the user of a session may write what can be written."""
    return bool(user.name)
