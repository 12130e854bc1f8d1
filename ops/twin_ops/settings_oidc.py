"""The identity provider, from the environment."""

from __future__ import annotations

from collections.abc import Mapping

from twin_agents.exchange.oidc.configuration import BadConfiguration, OidcConfiguration

CALLBACK = "/v1/oidc/callback"


def oidc_configuration(
    environment: Mapping[str, str], exchange_url: str
) -> OidcConfiguration | None:
    """The identity provider that the environment names; None if it names none.

    Args:
        environment: `TWIN_OIDC_ISSUER` and what belongs to it.
        exchange_url: Where people reach this instance; they come back to it.

    Raises:
        BadConfiguration: If a value cannot be used.
    """
    issuer = environment.get("TWIN_OIDC_ISSUER", "")
    if not issuer:
        return None
    pairs = [pair for pair in environment.get("TWIN_OIDC_ROLES", "").split(",") if pair.strip()]
    return OidcConfiguration(
        issuer=issuer,
        client_id=environment.get("TWIN_OIDC_CLIENT_ID", ""),
        client_secret=environment.get("TWIN_OIDC_CLIENT_SECRET", ""),
        redirect_uri=environment.get("TWIN_OIDC_REDIRECT") or exchange_url + CALLBACK,
        label=environment.get("TWIN_OIDC_NAME") or "single sign-on",
        claim=environment.get("TWIN_OIDC_CLAIM") or "groups",
        roles=tuple(_role_of_group(pair) for pair in pairs),
    )


def _role_of_group(pair: str) -> tuple[str, str]:
    group, sign, role = pair.rpartition("=")
    if not sign:
        raise BadConfiguration(
            f"TWIN_OIDC_ROLES: {pair.strip()!r} is not GROUP=ROLE, such as shift=operator"
        )
    return group.strip(), role.strip()
