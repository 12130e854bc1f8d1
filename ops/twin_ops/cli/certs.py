"""`twin certs`: certificates for TLS."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from twin_ops.certificates.issue import names_of, thumbprint
from twin_ops.certificates.store import SERVER_LIFE, SOON, CertificateStore
from twin_ops.cli.output import err, out, show_rows
from twin_ops.errors import FOUND
from twin_ops.settings import load_settings

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
app = typer.Typer(no_args_is_help=True, help="Certificates for TLS.")


@app.command()
def make(
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[HOST]...", help="Names and addresses of this machine."),
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="How long it is valid.")] = SERVER_LIFE.days,
) -> None:
    """Make a certificate for this instance's servers, signed by an authority of its own.

    The authority is made once and kept, so that clients need to trust it only once. Running
    servers take the new certificate when they start again.

    Examples: `twin certs make`, `twin certs make plant7.example.org 10.1.2.3 --days 90`
    """
    settings = load_settings()
    store = CertificateStore(settings.certificates)
    store.make([settings.host, *(name or [])], timedelta(days=days))
    server = store.certificate(store.identity_file)
    err.print(f"{store.identity_file}: for {', '.join(names_of(server))}")
    out.print(f"{store.authority_file}", soft_wrap=True)
    err.print(
        "Clients trust this file. `TWIN_TLS=on twin up` uses the certificate for the screen, the "
        "exchange, the registry, Kafka and the health pages."
    )


@app.command()
def show(as_json: Json = False) -> None:
    """Show the certificates; exit code 1 when one cannot be used or expires within 30 days.

    Examples: `twin certs show`, `twin certs show --json`
    """
    settings = load_settings()
    store = CertificateStore(settings.certificates)
    problem = store.problem(settings.host)
    rows = []
    for role, file in (("authority", store.authority_file), ("server", store.identity_file)):
        if file.exists():
            found = store.certificate(file)
            until = found.not_valid_after_utc
            if not problem and until < datetime.now(UTC) + SOON:
                problem = f"{file} expires on {until:%Y-%m-%d}; `twin certs make` renews it"
            rows.append({
                "role": role,
                "names": ", ".join(names_of(found)) or found.subject.rfc4514_string(),
                "expires": until.isoformat(),
                "sha256": thumbprint(found),
                "file": str(file),
            })
    show_rows(("role", "names", "expires", "sha256", "file"), rows, as_json=as_json)
    if problem:
        err.print(problem)
        raise typer.Exit(FOUND)
