"""`twin grants`: who may do what on the bus."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from twin_ops.cli.output import err, show_rows
from twin_ops.errors import FOUND
from twin_ops.kafka.grants import Grant, own_grants, own_principals, principal_of

_COLUMNS = ("principal", "may", "resource", "name")


def grants(
    principal: Annotated[
        str | None,
        typer.Argument(
            help="An agent, `registry` or `cli`; all when left out.", autocompletion=own_principals
        ),
    ] = None,
    topic: Annotated[str, typer.Option(help="Only entries about this topic.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the access control list that the embedded broker is given at each start.

    Examples: `twin grants`, `twin grants commander`, `twin grants --topic audit.entry.v1`
    """
    found = [
        grant
        for grant in own_grants()
        if principal in {None, grant.principal, grant.principal.removeprefix("twin.")}
        and (not topic or (grant.resource == "TOPIC" and grant.name in {"*", topic}))
    ]
    if not found:
        who = principal_of(principal.removeprefix("twin.")) if principal else "nobody"
        err.print(f"no entry: {who} may do nothing{' with ' + topic if topic else ''}")
        raise typer.Exit(FOUND)
    rows = [asdict(grant) if as_json else _row(grant) for grant in found]
    show_rows(tuple(rows[0]) if as_json else _COLUMNS, rows, as_json=as_json)


def _row(grant: Grant) -> dict[str, str]:
    return {
        "principal": grant.principal,
        "may": ("" if grant.allowed else "not ") + grant.operation.lower(),
        "resource": grant.resource.lower(),
        "name": grant.name + ("…" if grant.prefixed else ""),
    }
