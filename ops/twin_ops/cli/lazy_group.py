"""A group of commands that imports a command when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

# Written by `python -m twin_ops.generate`: a list of all commands, and completing one, would import
# every command for its first line.
SUMMARIES = Path(__file__).with_name("summaries.json")

# An argument that begins with a minus may be a negative number.
_SIGNED = {"ignore_unknown_options": True}


def _load(name: str, place: str, signed: bool) -> Any:
    module, attribute = place.split(":")
    found = getattr(import_module(module), attribute)
    host = typer.Typer(rich_markup_mode="markdown")
    if isinstance(found, typer.Typer):
        host.add_typer(found, name=name)
    else:
        host.command(name, context_settings=_SIGNED if signed else None)(found)
    return typer.main.get_group(host).commands[name]


class _Commands(Mapping[str, Any]):
    """Commands by name, each made at its first use."""

    def __init__(self, places: Mapping[str, str], signed: Collection[str]) -> None:
        self._places, self._signed = places, signed
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _load(name, self._places[name], name in self._signed)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class LazyGroup(TyperGroup):
    """Imports its commands when they are asked for.

    Attributes:
        places: each command as `module:attribute`, which is a function or a Typer.
        signed: commands whose arguments may be negative numbers.
    """

    places: ClassVar[Mapping[str, str]] = {}
    signed: ClassVar[Collection[str]] = ()

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _Commands(self.places, self.signed)  # type: ignore[assignment]
        self._only_listed = False

    def list_commands(self, ctx: Any) -> list[str]:
        """Names of all, none of them imported."""
        return list(self.commands)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command; while all are listed, only what is said of it."""
        if self._only_listed:
            return TyperCommand(cmd_name, help=_summaries()[cmd_name])
        return super().get_command(ctx, cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help of the group."""
        with self._listing():
            super().format_help(ctx, formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The commands that begin so."""
        with self._listing():
            return super().shell_complete(ctx, incomplete)

    @contextmanager
    def _listing(self) -> Iterator[None]:
        self._only_listed = True
        try:
            yield
        finally:
            self._only_listed = False


@cache
def _summaries() -> dict[str, str]:
    found: dict[str, str] = json.loads(SUMMARIES.read_text("utf-8"))
    return found


def summaries_of(group: LazyGroup) -> dict[str, str]:
    """First paragraph of what every command of a group says of itself."""
    return {
        name: (command.short_help or command.help or "").partition("\n\n")[0]
        for name, command in group.commands.items()
    }
