"""The identity provider over HTTP: its description, its keys, and a token for a code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from twin_agents.exchange.oidc.configuration import OidcConfiguration
from twin_agents.exchange.oidc.identity import Untrusted, verified_claims
from twin_agents.exchange.oidc.pending import Pending
from twin_bus.clock import Clock
from twin_bus.errors import TwinError

_SECONDS = 10.0


class ProviderAway(TwinError):
    """The identity provider does not answer, or not as one."""


@dataclass
class Provider:
    """Sends people to the provider, and turns what they bring back into claims.

    Attributes:
        configuration: Which provider.
        clock: Time by which tokens are judged.
    """

    configuration: OidcConfiguration
    clock: Clock
    _description: dict[str, Any] = field(default_factory=dict, init=False)

    async def address(self, pending: Pending) -> str:
        """Where to send a person who wants to log in.

        Raises:
            ProviderAway: If the provider does not answer.
            Untrusted: If it describes itself as another one.
        """
        description = await self._described()
        async with self._client() as client:
            url, _ = client.create_authorization_url(
                description["authorization_endpoint"],
                state=pending.state,
                nonce=pending.nonce,
                code_verifier=pending.verifier,
            )
        return str(url)

    async def claims(self, code: str, pending: Pending) -> dict[str, Any]:
        """What the provider says of the person who has brought a code.

        Raises:
            ProviderAway: If the provider does not answer.
            Untrusted: If it refuses the code, or its token is not valid.
        """
        description = await self._described()
        token = await self._token(description["token_endpoint"], code, pending)
        keys = await self._keys(description["jwks_uri"])
        now_s = self.clock.now_ns() // 1_000_000_000
        return verified_claims(token, keys, self.configuration, pending.nonce, now_s)

    async def _token(self, endpoint: str, code: str, pending: Pending) -> str:
        async with self._client() as client:
            try:
                answer = await client.fetch_token(
                    endpoint, code=code, code_verifier=pending.verifier
                )
            except AuthlibBaseError as error:
                raise Untrusted(f"the identity provider refuses the code: {error}") from error
            except (httpx.HTTPError, ValueError) as error:
                raise self._away(error) from error
        if not isinstance(token := answer.get("id_token"), str):
            raise Untrusted("the identity provider gave no ID token; is the scope openid allowed?")
        return token

    async def _keys(self, uri: str) -> KeySet:
        """The keys as they are now: providers change them, and log-ins are rare."""
        try:
            return KeySet.import_key_set(await self._json(uri))
        except (JoseError, KeyError, TypeError, ValueError) as error:
            raise self._away(error) from error

    async def _described(self) -> dict[str, Any]:
        if not self._description:
            issuer = self.configuration.issuer
            found = await self._json(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if found.get("issuer") != issuer:
                raise Untrusted(f"{issuer} says that it is {found.get('issuer')}")
            needed = {"authorization_endpoint", "token_endpoint", "jwks_uri"}
            if missing := needed - set(found):
                raise self._away(f"no {', '.join(sorted(missing))}")
            self._description = found
        return self._description

    async def _json(self, url: str) -> Any:
        trust = not self.configuration.is_local
        try:
            async with httpx.AsyncClient(timeout=_SECONDS, trust_env=trust) as client:
                return (await client.get(url)).raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise self._away(error) from error

    def _client(self) -> AsyncOAuth2Client:
        known = self.configuration
        return AsyncOAuth2Client(
            known.client_id,
            known.client_secret or None,
            scope="openid profile email",
            redirect_uri=known.redirect_uri,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if known.client_secret else "none",
            timeout=_SECONDS,
            trust_env=not known.is_local,
        )

    def _away(self, error: object) -> ProviderAway:
        return ProviderAway(f"the identity provider {self.configuration.issuer}: {error!r}")
