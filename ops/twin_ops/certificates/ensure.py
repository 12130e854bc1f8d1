"""A start with TLS needs certificates that will do."""

from __future__ import annotations

from twin_ops.certificates.store import CertificateStore
from twin_ops.certificates.trust import BadCertificate
from twin_ops.settings import Settings


def ensure_certificates(settings: Settings) -> None:
    """Makes certificates for an instance with TLS that has none.

    Raises:
        BadCertificate: If those that are there cannot be used.
    """
    if not settings.tls:
        return
    store = CertificateStore(settings.certificates)
    if not store.identity_file.exists():
        store.make([settings.host])
    if problem := store.problem(settings.host):
        raise BadCertificate(f"{problem}; `twin certs make {settings.host}` makes a new one")
