"""Keys and X.509 certificates."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_BACKDATED = timedelta(hours=1)  # for clients whose clocks are behind
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Identity:
    """A private key (P-256, or RSA for OPC UA) and the certificate of its public half."""

    key: Key
    certificate: x509.Certificate

    def certificate_pem(self) -> str:
        """The certificate alone."""
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def key_pem(self) -> str:
        """The key alone, unencrypted PKCS #8, which Kafka and uvicorn both read."""
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()


def new_authority(name: str, life: timedelta) -> Identity:
    """An authority that may sign servers and nothing else.

    Args:
        name: Common name.
        life: How long it is valid.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(_subject(name), _subject(name), key, life)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    return Identity(key, builder.sign(key, hashes.SHA256()))


def new_server(authority: Identity, names: Sequence[str], life: timedelta) -> Identity:
    """What a server shows.

    Args:
        authority: Signs it.
        names: Host names and addresses by which clients reach the server; the first is its name.
        life: How long it is valid; not longer than the authority.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = authority.certificate
    left = issuer.not_valid_after_utc - datetime.now(UTC)
    builder = _builder(_subject(names[0]), issuer.subject, key, min(life, left))
    public = authority.key.public_key()
    for extension, critical in (
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_usage(signs_certificates=False), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
        (x509.SubjectAlternativeName(_general_names(names)), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(public), False),
    ):
        builder = builder.add_extension(extension, critical)
    return Identity(key, builder.sign(authority.key, hashes.SHA256()))


def new_application(name: str, uri: str, hosts: Sequence[str], life: timedelta) -> Identity:
    """An application instance certificate as OPC UA asks for it (OPC 10000-6, 6.2.2).

    It is signed with its own RSA key: Basic256Sha256 knows no other keys, and OPC UA trusts
    applications one by one.

    Args:
        name: Common name.
        uri: Application URI.
        hosts: Names and addresses of the machine it runs on.
        life: How long it is valid.
    """
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    alternative = [x509.UniformResourceIdentifier(uri), *_general_names(hosts)]
    both = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
    builder = _builder(_subject(name), _subject(name), key, life)
    for extension, critical in (
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_usage(signs_certificates=False, encrypts=True), True),
        (x509.ExtendedKeyUsage(both), False),
        (x509.SubjectAlternativeName(alternative), False),
    ):
        builder = builder.add_extension(extension, critical)
    return Identity(key, builder.sign(key, hashes.SHA256()))


def names_of(certificate: x509.Certificate) -> list[str]:
    """Host names and addresses that a certificate is for."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [str(general.value) for general in found]


def thumbprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate, as people compare it: pairs of hexadecimal digits."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _builder(
    subject: x509.Name, issuer: x509.Name, key: Key, life: timedelta
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509
        .CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(now + life)
        .add_extension(identifier, critical=False)
    )


def _subject(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _usage(*, signs_certificates: bool, encrypts: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=encrypts,
        key_encipherment=encrypts,
        data_encipherment=encrypts,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general_names(names: Iterable[str]) -> list[x509.GeneralName]:
    return [_general_name(name) for name in dict.fromkeys(names)]


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
