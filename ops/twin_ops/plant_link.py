"""Certificates, users and trust of the link to the plant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from twin_ops.opcua_identities import (
    alone,
    certificate_in,
    ensure_identity,
    ensure_password,
    passwords_in,
)
from twin_ops.settings import Settings
from twin_plc_adapters.opcua.trust_list import TrustList

if TYPE_CHECKING:  # the command line must not wait for asyncua
    from twin_plc_adapters.opcua.security import LinkSecurity
    from twin_plc_adapters.opcua.server_security import ServerSecurity

USER = "twin"


def trust_of(settings: Settings) -> TrustList:
    """Servers that this instance trusts."""
    return TrustList(settings.certificates / "opcua")


def adapter_identity(settings: Settings) -> Path:
    """Key and certificate of the adapter."""
    return settings.certificates / "opcua" / "adapter.pem"


def plant_identity(settings: Settings) -> Path:
    """Key and certificate of the emulated plant's server."""
    return settings.certificates / "opcua" / "plant.pem"


def ensure_link(settings: Settings) -> None:
    """Makes what is missing; nothing that is there and valid is touched.

    The emulated plant's certificate is trusted once, when it is made: whoever rejects it later is
    not overruled.
    """
    with alone(trust_of(settings).folder):
        ensure_identity(adapter_identity(settings), "adapter")
        if not settings.is_emulated:
            return
        if ensure_identity(plant_identity(settings), "plant"):
            trust_of(settings).accept(certificate_in(plant_identity(settings)))
        ensure_password(_passwords_file(settings), USER)


def link_security(settings: Settings) -> LinkSecurity:
    """How the adapter comes to the plant."""
    from twin_plc_adapters.opcua.security import LinkSecurity

    access = settings.opcua_access
    user, password = access.user, ""
    if settings.is_emulated:
        user, password = USER, _passwords(settings)[USER]
    return LinkSecurity(
        identity=adapter_identity(settings),
        trust=trust_of(settings),
        mode=access.mode,
        user=user,
        password_file=access.password_file,
        password=password,
    )


def server_security(settings: Settings) -> ServerSecurity:
    """Whom the emulated plant lets in."""
    from twin_plc_adapters.opcua.server_security import ServerSecurity

    is_open = settings.opcua_access.mode == "none"
    return ServerSecurity(plant_identity(settings), _passwords(settings), open=is_open)


def _passwords_file(settings: Settings) -> Path:
    return settings.secrets / "opcua.json"


def _passwords(settings: Settings) -> dict[str, str]:
    return passwords_in(_passwords_file(settings), USER)
