"""Where an instance keeps its certificates, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from twin_ops.certificates.issue import Identity, names_of, new_authority, new_server
from twin_ops.certificates.trust import BadCertificate
from twin_ops.secret_file import write_secret

AUTHORITY_LIFE, SERVER_LIFE = timedelta(days=3650), timedelta(days=365)
SOON = timedelta(days=30)
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class CertificateStore:
    """One folder of an instance.

    Attributes:
        folder: Readable by the instance's owner only, but for `ca.pem`, which is public.
    """

    folder: Path

    @property
    def authority_file(self) -> Path:
        """Certificate that clients must trust."""
        return self.folder / "ca.pem"

    @property
    def identity_file(self) -> Path:
        """Key and certificate of the servers, one file."""
        return self.folder / "server.pem"

    @property
    def _authority_key(self) -> Path:
        return self.folder / "ca.key"

    def make(self, names: Sequence[str], life: timedelta = SERVER_LIFE) -> None:
        """Makes a new certificate for the servers, and an authority unless there is one.

        Args:
            names: Host names and addresses by which clients reach the servers.
            life: How long the servers' certificate is valid.

        Raises:
            BadCertificate: If the authority is damaged.
        """
        if not self.authority_file.exists():
            self._make_authority()
        self._keep_server(new_server(self._authority(), [*names, *LOOPBACK], life))

    def _make_authority(self) -> None:
        made = new_authority(f"twinbus authority of {self.folder.parent.name}", AUTHORITY_LIFE)
        write_secret(self._authority_key, made.key_pem())
        self.authority_file.write_text(made.certificate_pem())

    def _keep_server(self, made: Identity) -> None:
        write_secret(self.identity_file, made.key_pem() + made.certificate_pem())

    def _authority(self) -> Identity:
        try:
            key = load_pem_private_key(self._authority_key.read_bytes(), password=None)
        except (OSError, ValueError) as error:
            raise BadCertificate(
                f"{self._authority_key} cannot be read: {error}. Restore it, or remove "
                f"{self.authority_file} and run `twin certs make`; then clients must trust anew"
            ) from error
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise BadCertificate(f"{self._authority_key} is no key that `twin certs` has made")
        return Identity(key, self.certificate(self.authority_file))

    def certificate(self, file: Path) -> x509.Certificate:
        """The certificate in one of the files.

        Raises:
            BadCertificate: If there is none.
        """
        try:
            return x509.load_pem_x509_certificate(file.read_bytes())
        except (OSError, ValueError) as error:
            raise BadCertificate(
                f"{file} has no certificate: {error}; make one with `twin certs make`"
            ) from error

    def _key_fits(self, server: x509.Certificate) -> bool:
        try:
            key = load_pem_private_key(self.identity_file.read_bytes(), password=None)
        except ValueError:
            return False
        return key.public_key() == server.public_key()

    def problem(self, host: str, now: datetime | None = None) -> str:
        """Why the servers cannot use their certificate; empty if they can.

        Args:
            host: Name or address by which clients reach them.
            now: Present time.
        """
        now = now or datetime.now(UTC)
        try:
            authority = self.certificate(self.authority_file)
            server = self.certificate(self.identity_file)
        except BadCertificate as error:
            return str(error)
        for file, certificate in ((self.authority_file, authority), (self.identity_file, server)):
            if certificate.not_valid_after_utc <= now:
                return f"{file} was valid until {certificate.not_valid_after_utc:%Y-%m-%d}"
        try:
            server.verify_directly_issued_by(authority)
        except (ValueError, TypeError, InvalidSignature):
            return f"{self.identity_file} was not signed by {self.authority_file}"
        if not self._key_fits(server):
            return f"{self.identity_file} has not the key of its certificate"
        if host not in names_of(server):
            return f"{self.identity_file} is for {', '.join(names_of(server))}, not for {host}"
        return ""
