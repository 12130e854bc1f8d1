"""Certificates and passwords of OPC UA applications of an instance, made once and kept."""

from __future__ import annotations

import fcntl
import json
import secrets
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509

from twin_ops.certificates.issue import new_application
from twin_ops.certificates.store import LOOPBACK
from twin_ops.kafka.credentials import NoCredentials
from twin_ops.secret_file import write_secret

LIFE = timedelta(days=1825)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keeps other processes from making what is missing in a folder at the same time."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ensure_identity(file: Path, what: str, hosts: Sequence[str] = ()) -> bool:
    """Makes key and certificate of an application unless there are valid ones; whether it did.

    Args:
        file: PEM file for both.
        what: Which application of the twin.
        hosts: Names by which clients reach it, beside this machine's.
    """
    if file.exists() and certificate_in(file).not_valid_after_utc > datetime.now(UTC):
        return False
    host = socket.gethostname()
    uri = f"urn:{host}:twinbus:{what}:{secrets.token_hex(4)}"
    names = list(dict.fromkeys([host, *hosts, *LOOPBACK]))
    made = new_application(f"twinbus {what}", uri, names, LIFE)
    write_secret(file, made.key_pem() + made.certificate_pem())
    return True


def certificate_in(file: Path) -> x509.Certificate:
    """The certificate in a PEM file."""
    return x509.load_pem_x509_certificate(file.read_bytes())


def ensure_password(file: Path, user: str) -> None:
    """Makes a password for a user unless the file of passwords is there."""
    if not file.exists():
        write_secret(file, json.dumps({user: secrets.token_urlsafe(24)}, indent=1))


def passwords_in(file: Path, user: str) -> dict[str, str]:
    """Passwords by user.

    Raises:
        NoCredentials: If the file cannot be read, or lacks the user.
    """
    try:
        known: dict[str, str] = json.loads(file.read_text())
        return known | {user: known[user]}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise NoCredentials(
            f"{file} has no password for {user} ({error!r}); remove it and start the twin again"
        ) from error
