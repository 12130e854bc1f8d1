"""The options that a right is written with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from twin_ops.cli import complete
from twin_ops.errors import Usage

RoleOption = Annotated[str, typer.Option(help="A role.", autocompletion=complete.roles)]
ActionOption = Annotated[
    str, typer.Option(help="Action of a right.", autocompletion=complete.actions)
]
Tags = Annotated[
    str,
    typer.Option(
        help="Tags or contracts, with * and ?; @own for what the user owns.",
        autocompletion=complete.tags,
    ),
]
OriginOption = Annotated[
    str, typer.Option(help="As what: operator or instructor.", autocompletion=complete.origins)
]
Low = Annotated[float | None, typer.Option(help="Least value, in the tag's unit.")]
High = Annotated[float | None, typer.Option(help="Greatest value, in the tag's unit.")]
Since = Annotated[str, typer.Option("--from", help="ISO time from which it holds; UTC without +.")]
Until = Annotated[str, typer.Option("--until", help="ISO time at which it has ended.")]
Daily = Annotated[str, typer.Option(help="Hours of each day in UTC: HH:MM-HH:MM.")]


def granted(role: str, action: str, limits: Mapping[str, Any]) -> dict[str, Any]:
    """What is granted, as the exchange takes it.

    Raises:
        Usage: If it is neither a role nor a right, or both.
    """
    if bool(role) == bool(action):
        raise Usage("name either --role, or --action with its limits; see `twin users grant -h`")
    given = {name: limit for name, limit in limits.items() if limit not in {"", "*", None}}
    if role and given:
        raise Usage(f"--{next(iter(given))} limits a right of --action; a role has its own limits")
    return {"role": role} if role else {"right": {"action": action} | given}
