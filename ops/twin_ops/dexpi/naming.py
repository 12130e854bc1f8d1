"""Names that a description can have, made of those in a drawing."""

from __future__ import annotations

import re
from collections.abc import Container
from string import ascii_uppercase


def area_name(stem: str) -> str:
    """Name of an area made of that of a file: `Tank Farm-2` becomes `tank_farm_2`."""
    name = re.sub(r"[^a-z0-9]+", "_", stem.lower()).strip("_")
    return name if name[:1].isalpha() else f"area_{name}".rstrip("_")


def equipment_name(tag: str, taken: Container[str]) -> str:
    """A tag without what may not be in a name, with a number if it is taken.

    >>> equipment_name("P 4711.1", {"P-4711-1"})
    'P-4711-1_2'
    """
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", tag).strip("-") or "X"
    return next(n for n in _numbered(name) if n not in taken)


def _numbered(name: str) -> list[str]:
    return [name, *(f"{name}_{number}" for number in range(2, 10_000))]


def isa_name(letters: str, number: str, taken: Container[str]) -> str:
    """Letters and number after ISA-5.1; empty if no such name is free.

    The last three or four digits count, and a letter keeps apart what is alike then.

    >>> isa_name("PT", "4712.02", set()), isa_name("PT", "4712.03", {"PT-4712"})
    ('PT-4712', 'PT-4712A')
    """
    digits = re.match(r"\D*(\d+)", number)
    if digits is None:
        return ""
    name = f"{letters}-{digits[1][-4:].zfill(3)}"
    suffix = re.fullmatch(r"\D*\d+([A-Z]?)", number)
    wanted = [name + suffix[1]] if suffix else []
    free = (n for n in (*wanted, name, *(name + c for c in ascii_uppercase)) if n not in taken)
    return next(free, "")
