"""`twin login` and `twin logout`."""

from __future__ import annotations

from typing import Annotated

import typer

from twin_bus.errors import TwinError
from twin_ops.cli import complete
from twin_ops.cli.output import err
from twin_ops.cli.secret import given_password
from twin_ops.exchange_client import ExchangeClient
from twin_ops.kept_login import KeptLogin, forget_login, keep_login, kept_login
from twin_ops.settings import load_settings

_NOBODY = ""


def login(
    user: Annotated[
        str,
        typer.Option("--user", "-u", prompt=True, help="Name.", autocompletion=complete.users),
    ],
) -> None:
    """Log in as a user: later commands are that user's, until `twin logout`.

    The password is asked for, or read as one line from a pipe. Without a log-in the owner of the
    instance is the local admin.

    Examples: `twin login --user ann`
    """
    settings = load_settings()
    body = {"username": user, "password": given_password()}
    answer = ExchangeClient(settings, _NOBODY).post("/v1/login", body)
    keep_login(settings, KeptLogin(**answer))
    err.print(f"logged in as {answer['user']}; `twin users me` shows what you may")


def logout() -> None:
    """End the log-in of `twin login`: its tokens are not taken any more.

    Examples: `twin logout`
    """
    settings = load_settings()
    login = kept_login(settings)
    if login is None:
        err.print("nobody has logged in here; the owner of the instance needs no log-in")
        return
    forget_login(settings)
    try:
        ExchangeClient(settings, login.token).post("/v1/logout", {})
    except TwinError as error:
        err.print(f"forgotten here, but the session of {login.user} may go on: {error}")
    else:
        err.print(f"{login.user} is logged out")
