"""How each process of an instance comes to its bus: from the instance's secrets or the user's."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from twin_bus.errors import TwinError
from twin_bus.kafka import KafkaConnection
from twin_ops.kafka.grants import own_principals
from twin_ops.kafka.security import ADMIN, BrokerSecurity, BrokerTls
from twin_ops.secret_file import write_secret
from twin_ops.settings import Settings


class NoCredentials(TwinError):
    """The instance has no password for who wants to come to its bus."""


def credentials_file(settings: Settings) -> Path:
    """Passwords by principal, readable by the instance's owner only."""
    return settings.kafka_credentials or settings.secrets / "kafka.json"


def make_passwords(settings: Settings) -> dict[str, str]:
    """Passwords of all principals; makes those that are missing."""
    known = _read(credentials_file(settings))
    return _complete(credentials_file(settings), known, [ADMIN, *own_principals()])


def _complete(file: Path, known: Mapping[str, str], wanted: Iterable[str]) -> dict[str, str]:
    complete = {name: secrets.token_urlsafe(24) for name in wanted} | dict(known)
    if complete != known:
        write_secret(file, json.dumps(complete, indent=1))
    return complete


def broker_security(settings: Settings) -> BrokerSecurity:
    """The embedded broker's side of it."""
    ca, identity = settings.authority, settings.identity
    tls = BrokerTls(ca, identity) if ca and identity else None
    return BrokerSecurity(settings.kafka_admin_port, make_passwords(settings)[ADMIN], tls)


def passwords_of(settings: Settings) -> dict[str, str] | None:
    """Passwords of all principals; None where the user's cluster is used without credentials."""
    if settings.external_kafka and settings.kafka_credentials is None:
        return None
    return _read(credentials_file(settings))


def kafka_as(settings: Settings, principal: str) -> KafkaConnection:
    """How a principal connects; as nobody where the user's cluster is used without credentials.

    Raises:
        NoCredentials: If there is no password for it.
    """
    if settings.external_kafka and settings.kafka_credentials is None:
        return KafkaConnection(settings.kafka, ca=settings.kafka_ca)
    file = credentials_file(settings)
    password = _read(file).get(principal)
    if password is None:
        raise NoCredentials(
            f"{file} has no password for {principal}; start the twin with `twin up`"
            if not settings.external_kafka
            else f"{file} has no password for {principal}; add it, and the user to the cluster"
        )
    return KafkaConnection(settings.kafka, principal, password, ca=settings.kafka_ca)


def administrator(settings: Settings) -> KafkaConnection:
    """How the administrator connects.

    Raises:
        NoCredentials: If there is no password for him.
    """
    if settings.external_kafka:
        return kafka_as(settings, ADMIN)
    return broker_security(settings).connection()


def _read(file: Path) -> dict[str, str]:
    """Passwords by name; none where there is no file.

    Raises:
        NoCredentials: If the file cannot be understood.
    """
    try:
        known = json.loads(file.read_text())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise NoCredentials(f"{file} cannot be read: {error}") from error
    if not isinstance(known, dict) or not all(isinstance(p, str) for p in known.values()):
        raise NoCredentials(f"{file} is no JSON object of passwords by principal")
    return known
