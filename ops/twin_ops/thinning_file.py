"""The file that says which tags the history thins, and how far."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from twin_agents.historian.thinning import Choice
from twin_schemas.plant.entry import Entry
from twin_schemas.plant.problems import PlantError, Problem
from twin_schemas.plant.read_yaml import read_yaml

_LONGEST_S = 600.0


def read_thinning(path: Path, units: Mapping[str, str]) -> dict[str, Choice]:
    """Reads `tags:` with an entry for a tag or for several, with * and ?.

    Args:
        path: The file, in YAML.
        units: Unit of each tag of the plant.

    Returns:
        How far which tags are thinned; a deviation is in the unit of the tag.

    Raises:
        PlantError: If it has mistakes; names each with file and line.
    """
    problems: list[Problem] = []
    top = Entry(read_yaml(path, problems), path.name, problems, "", 1)
    chosen: dict[str, Choice] = {}
    if not problems:
        top.check_keys("tags")
        for pattern, entry in top.children("tags"):
            _read(pattern, entry, units, chosen)
    if problems:
        raise PlantError(problems)
    return chosen


def _read(pattern: str, entry: Entry, units: Mapping[str, str], chosen: dict[str, Choice]) -> None:
    entry.check_keys("deviation", "longest_gap")
    tags = [tag for tag in units if fnmatchcase(tag, pattern)]
    if not tags:
        entry.note(None, f"no tag of the plant is {pattern}", "correct the name")
    longest_s = _positive(entry, "longest_gap", entry.quantity("longest_gap", "s", _LONGEST_S))
    for tag in tags:
        if tag in chosen:
            entry.note(None, f"{pattern} is {tag}, too, as an entry above is", "have one for a tag")
        deviation = entry.difference("deviation", units[tag], 0.0)
        chosen[tag] = Choice(_positive(entry, "deviation", deviation), longest_s, units[tag])


def _positive(entry: Entry, key: str, value: float) -> float:
    if not 0.0 < value < float("inf"):
        place = key if key in entry else None
        entry.note(place, f"{key} of {entry.path} is not more than 0", f"write '{key}: 2 <unit>'")
    return value
