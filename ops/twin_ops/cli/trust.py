"""`twin trust`: which OPC UA servers' certificates are trusted."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from cryptography import x509

from twin_ops.certificates.issue import names_of
from twin_ops.cli import complete
from twin_ops.cli.output import cell, err, out, print_json, show_rows
from twin_ops.cli.trust_rows import entry, verdict
from twin_ops.errors import FOUND, Unreachable, Usage
from twin_ops.opcua_identities import certificate_in
from twin_ops.opcua_server_door import USER, ensure_files, passwords_file, server_identity
from twin_ops.plant_link import adapter_identity, ensure_link, trust_of
from twin_ops.settings import load_settings
from twin_plc_adapters.opcua.trust_list import Listed, NotOnTheList, TrustList, thumbprint

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Thumbprint = Annotated[
    str,
    typer.Argument(
        metavar="THUMBPRINT",
        help="SHA-256, or how it begins; colons do not matter.",
        autocompletion=complete.thumbprints,
    ),
]
app = typer.Typer(invoke_without_command=True)
_COLUMNS = ("thumbprint", "subject", "application_uri", "expires", "accepted")


def _trust() -> TrustList:
    return trust_of(load_settings())


@app.callback()
def trust(context: typer.Context, as_json: Json = False) -> None:
    """Which OPC UA servers' certificates are trusted; without a command: the list.

    Examples: `twin trust`, `twin trust --json`
    """
    if context.invoked_subcommand is None:
        list_all(as_json)


@app.command("list")
def list_all(as_json: Json = False) -> None:
    """List every certificate that a server has shown: thumbprint, owner, expiry, accepted or not.

    Examples: `twin trust list`, `twin trust list --json`
    """
    rows = [entry(one.certificate, accepted=one.accepted) for one in _trust().entries()]
    show_rows(_COLUMNS, rows, as_json=as_json)


@app.command()
def show(
    server: Annotated[
        str,
        typer.Argument(
            metavar="URL",
            help="The server's address, `opc.tcp://…`, or a thumbprint of the list.",
            autocompletion=complete.plant_urls,
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """Show the certificate that a server has now, and whether the adapter would take it.

    An unknown one is put on the list, so that it can be accepted. The exit code is 0 if it would
    be taken, 1 if not, 5 if the server does not answer. Without URL: the plant's server.

    Examples: `twin trust show`, `twin trust show opc.tcp://plc7.example.org:4840`
    """
    settings = load_settings()
    server = server or settings.opcua
    if server.startswith("opc."):
        certificate, uri, offers = asyncio.run(_fetched(server))
        trust_of(settings).note(certificate)
    else:
        certificate, uri, offers = _found(server).certificate, "", []
    problem = verdict(trust_of(settings), certificate, uri)
    told = _details(certificate, accepted=trust_of(settings).trusts(certificate)) | {
        "offers": offers,
        "problem": problem,
    }
    _tell(told, as_json=as_json)
    if problem:
        err.print(problem)
        raise typer.Exit(FOUND)


async def _fetched(url: str) -> tuple[x509.Certificate, str, list[str]]:
    from asyncua import ua

    from twin_plc_adapters.opcua.security import certificate_of, endpoints_of, security_of

    try:
        endpoints = await endpoints_of(url)
    except (OSError, TimeoutError, ua.uaerrors.UaError, ValueError) as error:
        raise Unreachable(f"{url} does not answer as an OPC UA server: {error!r}") from error
    shown = [(one, certificate_of(one)) for one in endpoints]
    for endpoint, certificate in shown:
        if certificate is not None:
            offers = sorted({security_of(one) for one in endpoints})
            return certificate, str(endpoint.Server.ApplicationUri), offers
    raise Usage(f"{url} has no certificate: it offers no security; see TWIN_OPCUA_SECURITY")


@app.command()
def accept(print_: Thumbprint, as_json: Json = False) -> None:
    """Trust the server that has this certificate. A running adapter connects within a second.

    Compare the thumbprint with the one that the server itself shows first.

    Examples: `twin trust accept 5F0C2A9B1D3E4F60`
    """
    one = _found(print_)
    _trust().accept(one.certificate)
    _done(one, "is trusted", accepted=True, as_json=as_json)


@app.command()
def reject(print_: Thumbprint, as_json: Json = False) -> None:
    """Trust a certificate no more; a running adapter disconnects from its server within seconds.

    Examples: `twin trust reject 5F0C2A9B1D3E4F60`
    """
    one = _found(print_)
    _trust().reject(one.certificate)
    _done(one, "is not trusted", accepted=False, as_json=as_json)


@app.command()
def remove(print_: Thumbprint, as_json: Json = False) -> None:
    """Forget a certificate; it is on the list again when a server shows it again.

    Examples: `twin trust remove 5F0C2A9B1D3E4F60`
    """
    one = _found(print_)
    one.file.unlink(missing_ok=True)
    _done(one, "is forgotten", accepted=False, as_json=as_json)


@app.command()
def own(as_json: Json = False) -> None:
    """Show the adapter's own certificate, which a plant's server has to accept.

    Examples: `twin trust own`, `twin trust own --json`
    """
    settings = load_settings()
    ensure_link(settings)
    file = adapter_identity(settings)
    _tell(_details(certificate_in(file), accepted=None) | {"file": str(file)}, as_json=as_json)


@app.command()
def server(as_json: Json = False) -> None:
    """Show how a SCADA reaches the twin's own OPC UA server: address, user, certificate.

    The server runs where `TWIN_OPCUA_SERVER=on`; its passwords are in the file that is named.

    Examples: `twin trust server`, `twin trust server --json`
    """
    settings = load_settings()
    ensure_files(settings)
    file = server_identity(settings)
    way = {
        "url": settings.opcua_server_url,
        "runs": settings.opcua_server,
        "user": USER,
        "passwords": str(passwords_file(settings)),
    }
    certificate = _details(certificate_in(file), accepted=None)
    _tell(way | certificate | {"file": str(file)}, as_json=as_json)


def _found(print_: str) -> Listed:
    try:
        return _trust().find(print_)
    except NotOnTheList as error:
        raise Usage(str(error)) from error


def _details(certificate: x509.Certificate, *, accepted: bool | None) -> dict[str, object]:
    from cryptography.hazmat.primitives import hashes

    sha1 = certificate.fingerprint(hashes.SHA1()).hex().upper()  # noqa: S303 - as OPC UA tools show it
    return entry(certificate, accepted=accepted) | {
        "sha1": sha1,
        "issuer": certificate.issuer.rfc4514_string(),
        "valid_from": certificate.not_valid_before_utc.isoformat(),
        "names": names_of(certificate),
    }


def _tell(told: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        print_json(told)
        return
    for name, content in told.items():
        out.print(f"{name:16} {cell(content)}", soft_wrap=True)


def _done(one: Listed, what: str, *, accepted: bool, as_json: bool) -> None:
    if as_json:
        print_json(entry(one.certificate, accepted=accepted))
    else:
        subject = one.certificate.subject.rfc4514_string()
        err.print(f"{subject} ({thumbprint(one.certificate)[:16]}) {what}")
