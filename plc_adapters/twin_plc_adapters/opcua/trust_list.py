"""Which servers' certificates are trusted: a folder with one file for each certificate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from twin_bus.errors import TwinError

_MOST_UNKNOWN = 50


class NotOnTheList(TwinError):
    """No certificate, or more than one, has a thumbprint that begins so."""


@dataclass(frozen=True)
class Listed:
    """One certificate of the list.

    Attributes:
        certificate: What the server showed.
        accepted: Whether somebody has accepted it.
        file: Where it is kept.
    """

    certificate: x509.Certificate
    accepted: bool
    file: Path


@dataclass(frozen=True)
class TrustList:
    """Certificates by their thumbprint, in `trusted` and `rejected`, as OPC UA tools keep them.

    Nothing is cached: what one process accepts holds in the others at once.

    Attributes:
        folder: Holds the two folders.
    """

    folder: Path

    def entries(self) -> Iterator[Listed]:
        """All certificates, the accepted ones first."""
        for name, accepted in (("trusted", True), ("rejected", False)):
            for file in sorted((self.folder / name).glob("*.pem")):
                yield Listed(x509.load_pem_x509_certificate(file.read_bytes()), accepted, file)

    def trusts(self, certificate: x509.Certificate) -> bool:
        """Whether somebody has accepted exactly this certificate."""
        return self._file("trusted", certificate).exists()

    def find(self, words: str) -> Listed:
        """The one certificate whose thumbprint begins so; colons and case do not matter.

        Raises:
            NotOnTheList: If there is none, or more than one.
        """
        wanted = words.replace(":", "").upper()
        found = [one for one in self.entries() if thumbprint(one.certificate).startswith(wanted)]
        if len(found) != 1 or not wanted:
            raise NotOnTheList(
                f"{len(found)} certificates have a thumbprint that begins with {words!r}; "
                "`twin trust list` shows all, `twin trust show URL` fetches a server's"
            )
        return found[0]

    def accept(self, certificate: x509.Certificate) -> None:
        """Trusts a certificate from now on."""
        self._keep("trusted", certificate)
        self._file("rejected", certificate).unlink(missing_ok=True)

    def reject(self, certificate: x509.Certificate) -> None:
        """Keeps a certificate, but does not trust it."""
        self._keep("rejected", certificate)
        self._file("trusted", certificate).unlink(missing_ok=True)

    def note(self, certificate: x509.Certificate) -> None:
        """Keeps a certificate that a server has shown, so that it can be accepted.

        Only the newest are kept: a server that shows another one each time fills no disk.
        """
        if self.trusts(certificate) or self._file("rejected", certificate).exists():
            return
        self.reject(certificate)
        unknown = (self.folder / "rejected").glob("*.pem")
        for old in sorted(unknown, key=lambda file: file.stat().st_mtime)[:-_MOST_UNKNOWN]:
            old.unlink(missing_ok=True)

    def _keep(self, name: str, certificate: x509.Certificate) -> None:
        file = self._file(name, certificate)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = file.with_suffix(".part")
        part.write_bytes(certificate.public_bytes(Encoding.PEM))
        part.replace(file)

    def _file(self, name: str, certificate: x509.Certificate) -> Path:
        return self.folder / name / f"{thumbprint(certificate)}.pem"


def thumbprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate in hexadecimal digits."""
    return certificate.fingerprint(hashes.SHA256()).hex().upper()


def application_uris(certificate: x509.Certificate) -> list[str]:
    """Application URIs that a certificate is for (OPC 10000-6, 6.2.2)."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return names.get_values_for_type(x509.UniformResourceIdentifier)


def defect(certificate: x509.Certificate, application_uri: str, now: datetime | None = None) -> str:
    """What is wrong with a certificate, whoever accepts it; empty if nothing is.

    Args:
        certificate: What an application showed.
        application_uri: What that application calls itself.
        now: Present time.
    """
    now = now or datetime.now(UTC)
    if certificate.not_valid_after_utc <= now:
        return f"it expired on {certificate.not_valid_after_utc:%Y-%m-%d %H:%M} UTC"
    if certificate.not_valid_before_utc > now:
        return f"it is valid only from {certificate.not_valid_before_utc:%Y-%m-%d %H:%M} UTC on"
    named = application_uris(certificate)
    if application_uri not in named:
        whose = ", ".join(named) or "no application at all"
        return f"it is for {whose}, but the server calls itself {application_uri or 'nothing'}"
    return ""
