"""What an instance has to know of its identity provider."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from twin_schemas.access import ROLES

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class BadConfiguration(ValueError):
    """A setting of the identity provider can not be used; the message says which, and why."""


@dataclass(frozen=True)
class OidcConfiguration:
    """An identity provider, and what its users may do here.

    Attributes:
        issuer: Address of the provider, exactly as it names itself.
        client_id: Name of this instance there.
        redirect_uri: Where the provider sends people back to: `/v1/oidc/callback` of this instance.
        client_secret: Secret of this instance there; empty for a public client.
        label: What the provider is called on the log-in page.
        claim: Claim with the user's groups; dots lead into it, as in `realm_access.roles`.
        roles: Role by group.
    """

    issuer: str
    client_id: str
    redirect_uri: str
    client_secret: str = field(default="", repr=False)
    label: str = "single sign-on"
    claim: str = "groups"
    roles: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.client_id:
            raise BadConfiguration("the client id is missing")
        address = urlsplit(self.issuer)
        if address.scheme != "https" and not self.is_local:
            raise BadConfiguration(f"{self.issuer!r} is no https address")
        if strange := [role for _, role in self.roles if role not in ROLES]:
            raise BadConfiguration(f"there is no role {strange[0]}; there are {', '.join(ROLES)}")

    @property
    def is_local(self) -> bool:
        """Whether the provider is on this machine, where plain http will do."""
        address = urlsplit(self.issuer)
        return address.scheme == "http" and address.hostname in _LOOPBACK

    @property
    def login_url(self) -> str:
        """Where a log-in begins: at the address that people come back to, for the cookie's sake."""
        return urljoin(self.redirect_uri, "login")

    @property
    def is_encrypted(self) -> bool:
        """Whether people reach this instance by https."""
        return urlsplit(self.redirect_uri).scheme == "https"

    def roles_of(self, claims: Mapping[str, Any]) -> tuple[str, ...]:
        """Roles that the groups of a user give; groups without a role here give none."""
        groups = set(_listed(_found(claims, self.claim)))
        return tuple(dict.fromkeys(role for group, role in self.roles if group in groups))


def _found(claims: Mapping[str, Any], path: str) -> object:
    if path in claims:
        return claims[path]
    found: object = claims
    for name in path.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(name)
    return found


def _listed(found: object) -> Iterable[str]:
    if isinstance(found, str):
        return found.split()
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
