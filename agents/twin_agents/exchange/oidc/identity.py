"""Checks an ID token: who signed it, for whom, when, and in answer to which request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from twin_agents.exchange.oidc.configuration import OidcConfiguration
from twin_bus.errors import TwinError
from twin_schemas.access.directory import User

# Only signatures that nobody but the provider can make: none, and none with a shared secret.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
_LEEWAY_SECONDS = 60


class Untrusted(TwinError):
    """What the provider or the browser sent can not be trusted; the message says why."""


def verified_claims(
    token: str, keys: KeySet, configuration: OidcConfiguration, nonce: str, now_s: int
) -> dict[str, Any]:
    """Claims of an ID token.

    Args:
        token: The token.
        keys: The provider's keys.
        configuration: The provider, and who this instance is there.
        nonce: What the request said, which the answer must repeat.
        now_s: Unix time.

    Raises:
        Untrusted: If the signature, the issuer, the audience, the time or the nonce is wrong.
    """
    rules = jwt.JWTClaimsRegistry(
        now=now_s,
        leeway=_LEEWAY_SECONDS,
        iss={"essential": True, "value": configuration.issuer},
        aud={"essential": True, "value": configuration.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        claims = jwt.decode(token, keys, algorithms=_ALGORITHMS).claims
        rules.validate(claims)
    except (JoseError, ValueError) as error:
        raise Untrusted(f"the identity provider's token is not valid: {error}") from error
    if claims["aud"] != configuration.client_id and len(claims["aud"]) > 1:
        _require_party(claims, configuration)
    return claims


def _require_party(claims: Mapping[str, Any], configuration: OidcConfiguration) -> None:
    """Refuses a token for several that was not given to this instance."""
    if claims.get("azp") != configuration.client_id:
        raise Untrusted("the identity provider's token was given to another client")


def user_of(claims: Mapping[str, Any], configuration: OidcConfiguration) -> User:
    """The user whom the provider describes; who it is, is told by issuer and subject alone.

    Raises:
        Untrusted: If the token names nobody.
    """
    given = (claims.get(name) for name in ("preferred_username", "email", "sub"))
    name = next((one for one in given if isinstance(one, str) and one), "").lower()
    if not name:
        raise Untrusted("the identity provider's token names nobody")
    identity = f"{claims['iss']} {claims['sub']}"
    return User(name, identity, configuration.roles_of(claims))
