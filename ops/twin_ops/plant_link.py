"""Certificates, users and trust of the link to the plant."""

from __future__ import annotations

import fcntl
import json
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509

from twin_ops.certificates.issue import new_application
from twin_ops.certificates.store import LOOPBACK
from twin_ops.kafka.credentials import NoCredentials
from twin_ops.secret_file import write_secret
from twin_ops.settings import Settings
from twin_plc_adapters.opcua.trust_list import TrustList

if TYPE_CHECKING:  # the command line must not wait for asyncua
    from twin_plc_adapters.opcua.security import LinkSecurity
    from twin_plc_adapters.opcua.server_security import ServerSecurity

LIFE = timedelta(days=1825)
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
    with _alone(settings):
        _make_identity(adapter_identity(settings), "adapter")
        if not settings.is_emulated:
            return
        if _make_identity(plant_identity(settings), "plant"):
            trust_of(settings).accept(certificate_in(plant_identity(settings)))
        if not _passwords_file(settings).exists():
            passwords = {USER: secrets.token_urlsafe(24)}
            write_secret(_passwords_file(settings), json.dumps(passwords, indent=1))


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    folder = trust_of(settings).folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_identity(file: Path, what: str) -> bool:
    if file.exists() and certificate_in(file).not_valid_after_utc > datetime.now(UTC):
        return False
    host = socket.gethostname()
    uri = f"urn:{host}:twinbus:{what}:{secrets.token_hex(4)}"
    made = new_application(f"twinbus {what}", uri, [host, *LOOPBACK], LIFE)
    write_secret(file, made.key_pem() + made.certificate_pem())
    return True


def certificate_in(file: Path) -> x509.Certificate:
    """The certificate in a PEM file."""
    return x509.load_pem_x509_certificate(file.read_bytes())


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
    file = _passwords_file(settings)
    try:
        known: dict[str, str] = json.loads(file.read_text())
        return known | {USER: known[USER]}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise NoCredentials(
            f"{file} has no password for {USER} ({error!r}); remove it and start the twin again"
        ) from error
