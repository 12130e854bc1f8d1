"""What the docstrings of units say: prose, and the sections that a model card needs."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator

from twin_simulator.units.unit import Unit

SECTIONS = ("Equations", "Assumptions", "Validity")


def sections(unit: type[Unit]) -> dict[str, str]:
    """Each section from the class itself, or from the nearest one that it builds upon.

    Raises:
        ValueError: There is none.
    """
    found = {name: _nearest(unit, name) for name in SECTIONS}
    missing = [name for name, text in found.items() if not text]
    if missing:
        raise ValueError(f"the docstring of {unit.__name__} lacks: {', '.join(missing)}")
    return found


def _nearest(unit: type[Unit], section: str) -> str:
    return next((text for base in bases(unit) if (text := _section(base, section))), "")


def bases(unit: type[Unit]) -> list[type]:
    """The class and those it builds upon, without what all units share."""
    return list(unit.__mro__[: unit.__mro__.index(Unit)])


def _section(cls: type, section: str) -> str:
    """The indented text under a heading such as `Equations:` in a class's own docstring."""
    lines = inspect.cleandoc(cls.__dict__.get("__doc__") or "").splitlines()
    if f"{section}:" not in lines:
        return ""
    rest = lines[lines.index(f"{section}:") + 1 :]
    end = next((n for n, line in enumerate(rest) if line and not line.startswith(" ")), len(rest))
    return inspect.cleandoc("\n".join(rest[:end]))


def prose(unit: type[Unit]) -> Iterator[str]:
    """What the class says before its sections, then its module and those it builds upon."""
    text = inspect.cleandoc(unit.__doc__ or "")
    starts = [text.find(f"\n{name}:") for name in SECTIONS if f"\n{name}:" in text]
    yield text[: min(starts, default=len(text))].strip()
    for module in dict.fromkeys(base.__module__ for base in bases(unit)):
        yield inspect.cleandoc(sys.modules[module].__doc__ or "")
