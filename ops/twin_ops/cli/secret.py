"""Passwords on the command line: never an argument, never shown while typed."""

from __future__ import annotations

import secrets
import sys

import typer

from twin_ops.errors import Usage

_BYTES = 18


def given_password(prompt: str = "Password") -> str:
    """A password typed without echo, or the first line of what is piped in.

    Raises:
        Usage: If nothing is given.
    """
    if sys.stdin.isatty():
        typed: str = typer.prompt(prompt, hide_input=True, err=True)
        return typed
    if line := sys.stdin.readline().rstrip("\n"):
        return line
    raise Usage("no password: type it in a terminal, or pipe it in as one line")


def new_password(*, generate: bool) -> str:
    """A new password: made at random, typed twice, or piped in."""
    if generate:
        return secrets.token_urlsafe(_BYTES)
    if not sys.stdin.isatty():
        return given_password()
    typed: str = typer.prompt(
        "New password", hide_input=True, confirmation_prompt="Once more", err=True
    )
    return typed
