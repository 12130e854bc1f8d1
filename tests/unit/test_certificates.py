"""Certificates of an instance: made, kept, shown, and what makes them useless."""

from __future__ import annotations

import json
import ssl
import stat
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID
from typer.testing import CliRunner

from twin_ops.certificates.ensure import ensure_certificates
from twin_ops.certificates.issue import names_of
from twin_ops.certificates.store import CertificateStore
from twin_ops.certificates.trust import BadCertificate, verify
from twin_ops.cli.app import app
from twin_ops.errors import FOUND
from twin_ops.settings import load_settings

DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path):
    made = CertificateStore(tmp_path / "certificates")
    made.make(["plant7.example.org", "10.1.2.3"])
    return made


def _twin(tmp_path, *words, tls="on"):
    environment = {"TWIN_HOME": str(tmp_path), "TWIN_TLS": tls}
    return CliRunner().invoke(app, ["certs", *words], env=environment)


def test_a_client_that_trusts_the_authority_accepts_the_server(store):
    """OpenSSL's own judgement, over a connection in memory."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(store.identity_file)
    for name in ("plant7.example.org", "10.1.2.3", "localhost", "127.0.0.1", "::1"):
        _handshake(server, ssl.create_default_context(cafile=store.authority_file), name)
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        _handshake(server, ssl.create_default_context(cafile=store.authority_file), "other.org")
    with pytest.raises(ssl.SSLCertVerificationError, match=r"self-signed|issuer"):
        _handshake(server, ssl.create_default_context(), "localhost")


def _handshake(server: ssl.SSLContext, client: ssl.SSLContext, name: str) -> None:
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = [
        client.wrap_bio(down, up, server_hostname=name),
        server.wrap_bio(up, down, server_side=True),
    ]
    waiting = ends
    while waiting:
        waiting = [end for end in waiting if not _shaken(end)]


def _shaken(end: ssl.SSLObject) -> bool:
    try:
        end.do_handshake()
    except ssl.SSLWantReadError:
        return False
    return True


def test_an_authority_signs_servers_and_no_further_authorities(store):
    authority, server = (store.certificate(f) for f in (store.authority_file, store.identity_file))
    assert _extension(authority, x509.BasicConstraints) == x509.BasicConstraints(True, 0)
    assert not _extension(server, x509.BasicConstraints).ca
    assert not _extension(server, x509.KeyUsage).key_cert_sign
    assert names_of(server)[:2] == ["plant7.example.org", "10.1.2.3"]


def _extension(certificate, kind):
    return certificate.extensions.get_extension_for_class(kind).value


def test_keys_are_readable_by_their_owner_only(store):
    for name, mode in (("server.pem", 0o600), ("ca.key", 0o600)):
        assert stat.S_IMODE((store.folder / name).stat().st_mode) == mode
    assert b"PRIVATE" not in store.authority_file.read_bytes()


def test_a_new_certificate_has_the_old_authority(store):
    before = store.authority_file.read_bytes()
    serial = store.certificate(store.identity_file).serial_number
    store.make(["plant8.example.org"], 90 * DAY)
    assert store.authority_file.read_bytes() == before
    assert store.certificate(store.identity_file).serial_number != serial
    assert store.problem("plant8.example.org") == ""


def test_a_server_is_not_valid_for_longer_than_its_authority(store):
    store.make(["localhost"], 9999 * DAY)
    authority, server = (store.certificate(f) for f in (store.authority_file, store.identity_file))
    assert server.not_valid_after_utc <= authority.not_valid_after_utc


def test_what_makes_a_certificate_useless_is_named(store, tmp_path):
    assert store.problem("10.1.2.3") == ""
    assert "not for plant9" in store.problem("plant9")
    assert "was valid until" in store.problem("localhost", datetime.now(UTC) + 366 * DAY)
    good = store.identity_file.read_text()
    other = CertificateStore(tmp_path / "other" / "certificates")
    other.make(["localhost"])
    store.identity_file.write_text(other.identity_file.read_text())
    assert "was not signed by" in store.problem("localhost")
    key, certificate = other.identity_file.read_text().split("-----BEGIN CERT")[0], good
    store.identity_file.write_text(key + certificate[certificate.index("-----BEGIN CERT") :])
    assert "has not the key" in store.problem("localhost")
    store.identity_file.write_text("nonsense")
    assert "has no certificate" in store.problem("localhost")


def test_an_authority_of_the_same_name_is_not_the_same_authority(store, tmp_path):
    namesake = CertificateStore(tmp_path / "certificates")
    namesake.authority_file.unlink()
    old = namesake.identity_file.read_text()
    namesake.make(["localhost"])
    namesake.identity_file.write_text(old)
    subject = namesake.certificate(namesake.authority_file).subject
    issuer = namesake.certificate(namesake.identity_file).issuer
    assert subject.get_attributes_for_oid(NameOID.COMMON_NAME) == (
        issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
    )
    assert "was not signed by" in namesake.problem("localhost")


def test_a_start_with_tls_makes_certificates_and_refuses_useless_ones(tmp_path):
    settings = load_settings({"TWIN_HOME": str(tmp_path), "TWIN_TLS": "on"})
    with pytest.raises(BadCertificate, match="no certificates yet"):
        verify(settings)
    ensure_certificates(settings)
    assert isinstance(verify(settings), ssl.SSLContext)
    elsewhere = load_settings({
        "TWIN_HOME": str(tmp_path),
        "TWIN_TLS": "on",
        "TWIN_HOST": "p.example.org",
    })
    with pytest.raises(BadCertificate, match=r"`twin certs make p\.example\.org` makes a new one"):
        ensure_certificates(elsewhere)


def test_an_instance_without_tls_has_none(tmp_path):
    ensure_certificates(load_settings({"TWIN_HOME": str(tmp_path)}))
    assert not (tmp_path / "certs").exists()


def test_certs_are_made_and_shown(tmp_path):
    made = _twin(tmp_path, "make", "plant7.example.org")
    assert (made.exit_code, made.stdout.strip()) == (0, str(tmp_path / "certs" / "ca.pem"))
    shown = _twin(tmp_path, "show", "--json")
    authority, server = (json.loads(line) for line in shown.stdout.splitlines())
    assert (shown.exit_code, authority["role"]) == (0, "authority")
    assert "plant7.example.org" in server["names"]
    assert len(server["sha256"].split(":")) == 32


def test_show_warns_of_what_expires_soon_and_of_what_is_missing(tmp_path):
    assert _twin(tmp_path, "show").exit_code == FOUND
    _twin(tmp_path, "make", "--days", "29")
    soon = _twin(tmp_path, "show")
    assert soon.exit_code == FOUND
    assert "`twin certs make` renews it" in soon.stderr


def test_a_damaged_authority_is_not_replaced_silently(store):
    (store.folder / "ca.key").write_text("nonsense")
    with pytest.raises(BadCertificate, match="clients must trust anew"):
        store.make(["localhost"])
