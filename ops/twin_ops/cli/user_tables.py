"""Users and their rights, for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from twin_ops.cli.output import out, show_rows

RIGHT_COLUMNS = ("action", "tags", "origin", "low>", "high>", "from", "until", "daily")


def show_user(answer: Mapping[str, Any]) -> None:
    """One user: state, roles, and the rights besides, numbered for `revoke`."""
    state = "disabled" if answer["disabled"] else "enabled"
    out.print(f"{answer['user']} is {state}, with {answer['sessions']} open sessions")
    out.print(f"roles: {', '.join(answer['roles']) or 'none'}")
    if answer["identity"]:
        out.print(f"logs in through an identity provider as {answer['identity']}")
    if answer["rights"]:
        out.print()
        _show_rights(answer["rights"])


def _show_rights(rights: Sequence[Mapping[str, Any]]) -> None:
    rows = [{"right": number, **right} for number, right in enumerate(rights, 1)]
    show_rows(("right>", *RIGHT_COLUMNS), rows)


def show_me(answer: Mapping[str, Any]) -> None:
    """What one may, and by which role."""
    out.print(f"{answer['user']} may {', '.join(answer['may']) or 'nothing'}\n")
    show_rows((*RIGHT_COLUMNS, "role"), answer["rights"])
