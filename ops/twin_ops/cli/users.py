"""`twin users`: who may come in, and what everybody may do."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from twin_ops.cli import complete
from twin_ops.cli.output import err, out, print_json, show_rows
from twin_ops.cli.right_options import (
    ActionOption,
    Daily,
    High,
    Low,
    OriginOption,
    RoleOption,
    Since,
    Tags,
    Until,
    granted,
)
from twin_ops.cli.secret import given_password, new_password
from twin_ops.cli.user_tables import show_me, show_user
from twin_ops.errors import Usage
from twin_ops.exchange_client import ExchangeClient
from twin_ops.settings import load_settings

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Name = Annotated[str, typer.Argument(metavar="NAME", autocompletion=complete.users)]
Generate = Annotated[bool, typer.Option("--generate", help="Make the password and print it.")]
app = typer.Typer(no_args_is_help=True, help="Who may come in, and what everybody may do.")


def _client() -> ExchangeClient:
    return ExchangeClient(load_settings())


@app.command("list")
def list_users(as_json: Json = False) -> None:
    """List all users with their roles.

    Examples: `twin users list`, `twin users list --json`
    """
    columns = ("user", "roles", "disabled", "sessions>", "changed")
    show_rows(columns, _client().get("/v1/users")["users"], as_json=as_json)


@app.command()
def show(name: Name, as_json: Json = False) -> None:
    """Show one user with roles and numbered rights.

    Examples: `twin users show ann`
    """
    answer = _client().get(f"/v1/users/{name}")
    print_json(answer) if as_json else show_user(answer)


@app.command()
def me(as_json: Json = False) -> None:
    """Show who you are here, and what you may.

    Examples: `twin users me`, `twin users me --json`
    """
    answer = _client().get("/v1/me")
    print_json(answer) if as_json else show_me(answer)


@app.command()
def roles(as_json: Json = False) -> None:
    """List the roles and what each one allows.

    Examples: `twin users roles`
    """
    found = _client().get("/v1/roles")["roles"]
    rows = [{"role": one["role"]} | right for one in found for right in one["rights"]]
    show_rows(("role", "action", "tags", "origin"), rows, as_json=as_json)


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    role: Annotated[
        list[str] | None, typer.Option(help="May be repeated.", autocompletion=complete.roles)
    ] = None,
    generate: Generate = False,
    as_json: Json = False,
) -> None:
    """Add a user. The password is asked for, piped in as one line, or made with `--generate`.

    Examples: `twin users add ann --role operator`, `twin users add lab --role system --generate`
    """
    client, password = _client(), new_password(generate=generate)
    body = {"user": name, "password": password, "roles": role or []}
    _tell(client.post("/v1/users", body), "is added", as_json=as_json)
    if generate:
        out.print(password)


@app.command()
def grant(
    name: Name,
    role: RoleOption = "",
    action: ActionOption = "",
    tags: Tags = "*",
    origin: OriginOption = "*",
    low: Low = None,
    high: High = None,
    since: Since = "",
    until: Until = "",
    daily: Daily = "",
    as_json: Json = False,
) -> None:
    """Give a user a role, or a right of their own with its limits. It holds at once.

    Examples: `twin users grant ann --role supervisor`,
    `twin users grant ann --action command --tags 'FIC-1*' --low 8 --high 22 --daily 06:00-14:00`
    """
    limits = {"tags": tags, "origin": origin, "low": low, "high": high}
    body = granted(role, action, limits | {"from": since, "until": until, "daily": daily})
    _tell(_client().post(f"/v1/users/{name}/grant", body), "has it", as_json=as_json)


@app.command()
def revoke(
    name: Name,
    role: RoleOption = "",
    right: Annotated[int, typer.Option(help="Number that `show` gives.", min=0)] = 0,
    as_json: Json = False,
) -> None:
    """Take a role or a right away from a user, at once.

    Examples: `twin users revoke ann --role supervisor`, `twin users revoke ann --right 1`
    """
    if bool(role) == bool(right):
        raise Usage("name either --role or --right; `twin users show NAME` numbers the rights")
    client = _client()
    body = {"role": role} if role else {"right": _right(client, name, right)}
    _tell(client.post(f"/v1/users/{name}/revoke", body), "does not have it", as_json=as_json)


def _right(client: ExchangeClient, name: str, number: int) -> dict[str, Any]:
    rights: list[dict[str, Any]] = client.get(f"/v1/users/{name}")["rights"]
    if number > len(rights):
        raise Usage(f"{name} has {len(rights)} rights; `twin users show {name}` numbers them")
    return rights[number - 1]


@app.command()
def disable(name: Name, as_json: Json = False) -> None:
    """Let a user in no more: sessions and streams end at once.

    Examples: `twin users disable ann`
    """
    _tell(_client().post(f"/v1/users/{name}/disable", {}), "is disabled", as_json=as_json)


@app.command()
def enable(name: Name, as_json: Json = False) -> None:
    """Let a user in again.

    Examples: `twin users enable ann`
    """
    _tell(_client().post(f"/v1/users/{name}/enable", {}), "is enabled", as_json=as_json)


@app.command()
def password(
    name: Annotated[str, typer.Argument(metavar="[NAME]", autocompletion=complete.users)] = "",
    generate: Generate = False,
) -> None:
    """Change your own password, or give NAME a new one; other sessions of that user end.

    Examples: `twin users password`, `twin users password ann --generate`
    """
    client = _client()
    if name:
        new = new_password(generate=generate)
        client.post(f"/v1/users/{name}/password", {"password": new})
    else:
        old = given_password("Present password")
        new = new_password(generate=generate)
        client.post("/v1/me/password", {"old": old, "new": new})
    err.print("the password is changed")
    if generate:
        out.print(new)


@app.command()
def sessions(as_json: Json = False) -> None:
    """List who has logged in and not out.

    Examples: `twin users sessions`
    """
    columns = ("session", "user", "client", "began", "expires")
    show_rows(columns, _client().get("/v1/sessions")["sessions"], as_json=as_json)


@app.command()
def end(session: Annotated[str, typer.Argument(metavar="SESSION")], as_json: Json = False) -> None:
    """End a session: none of its tokens is taken any more.

    Examples: `twin users end 5f0c2a9b1d3e4f60`
    """
    answer = _client().post(f"/v1/sessions/{session}/end", {})
    print_json(answer) if as_json else out.print(f"a session of {answer['user']} is ended")


def _tell(answer: dict[str, Any], what: str, *, as_json: bool) -> None:
    if as_json:
        print_json(answer)
    else:
        err.print(f"{answer['user']} {what}")
