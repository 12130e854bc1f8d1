"""Files that give tags their addresses, for plants which do not use the description's names."""

from __future__ import annotations

from collections.abc import Callable, Container
from pathlib import Path
from typing import TypeVar

from twin_schemas.plant.entry import Entry
from twin_schemas.plant.problems import PlantError, Problem
from twin_schemas.plant.read_yaml import read_yaml

A = TypeVar("A")


def read_tag_map(
    path: Path,
    protocol: str,
    tags: Container[str],
    read: Callable[[Entry], A],
    **also: Callable[[Entry], None],
) -> dict[str, A]:
    """Reads a file; `read` makes an address of one tag's entry.

    Args:
        path: The file, in YAML.
        protocol: What its `protocol` must be.
        tags: Names that it may have.
        read: Notes what is wrong with an entry.
        **also: Reads the file's other entries, by key; each may be absent.

    Raises:
        PlantError: If it has mistakes; names each with file and line.
    """
    problems: list[Problem] = []
    top = Entry(read_yaml(path, problems), path.name, problems, "", 1)
    addresses: dict[str, A] = {}
    if not problems:
        top.check_keys("protocol", "tags", *also)
        top.choice("protocol", (protocol,))
        for key in also:
            if key in top:
                also[key](top.child(key))
        for name, entry in top.children("tags"):
            if name not in tags:
                entry.note(None, f"the plant description has no tag {name}", "correct the name")
            addresses[name] = read(entry)
        if not problems and not addresses:
            top.note("tags", "no tag has an address", "add 'tags:' with one entry a tag")
    if problems:
        raise PlantError(problems)
    return addresses


def whole(entry: Entry, key: str, lowest: int, highest: int, default: int | None = None) -> int:
    """A whole number within limits; notes one that is not."""
    value = entry.data.get(key, default)
    if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
        return value
    place = key if key in entry else None
    entry.note(
        place, f"{key} of {entry.path} is {value!r}", f"write {lowest} to {highest} without a point"
    )
    return lowest


def number(entry: Entry, key: str, default: float) -> float:
    """A number; notes what is none."""
    value = entry.data.get(key, default)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    entry.note(key, f"{key} of {entry.path} is {value!r}", "write a number such as 0.1")
    return default
