"""A group of commands that imports a command when it is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup

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

    def list_commands(self, ctx: Any) -> list[str]:
        """Names of all, none of them imported."""
        return list(self.commands)
