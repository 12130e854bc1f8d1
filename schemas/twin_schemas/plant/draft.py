"""A drawn area before anybody builds it: is it a plant that the simulator can run?"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from twin_schemas.plant.loader import SECTIONS
from twin_schemas.plant.problems import Problem
from twin_schemas.plant.read_yaml import Lines, read_yaml_text

_NAMED = (*SECTIONS, "layers", "notes")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An area with its drawing, as texts.

    Attributes:
        name: Name of the area; its files are `NAME.yaml` and `NAME.layout.yaml`.
        description: Equipment, streams, instruments, controllers, interlocks and sequences.
        layout: Where they are drawn.
    """

    name: str
    description: str
    layout: str

    @property
    def files(self) -> Mapping[str, str]:
        """Text of each file by its name."""
        return {f"{self.name}.yaml": self.description, f"{self.name}.layout.yaml": self.layout}

    def write(self, folder: Path, plant_files: tuple[Path, ...] = ()) -> Path:
        """Writes both files, and the rest of the plant that the area is part of, if it is of one.

        Args:
            folder: Where to; what is there under these names is replaced.
            plant_files: Files of the plant, root file first.

        Returns:
            The path of the plant, which `TWIN_PLANT` takes.

        Raises:
            OSError: If the folder can not be written.
        """
        for name, text in self.files.items():
            (folder / name).write_text(text, "utf-8")
        own = f"{self.name}.yaml"
        if own not in {file.name for file in plant_files}:
            return folder / own
        for file in plant_files:
            if file.exists() and file.name not in self.files:
                shutil.copy(file, folder / file.name)
        return folder / plant_files[0].name


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A problem with the element of the drawing that it is about.

    Attributes:
        problem: What is wrong, where, and what to do.
        section: Section of the element, such as `equipment`; empty if it is about none.
        element: Name of the element, such as `V-101`; empty if it is about none.
    """

    problem: Problem
    section: str = ""
    element: str = ""


def findings_in(draft: Draft, problems: Iterable[Problem]) -> list[Finding]:
    """The problems with the elements that they are about."""
    data = {name: read_yaml_text(text, name, []) for name, text in draft.files.items()}
    return [_finding(problem, data.get(problem.file)) for problem in problems]


def _finding(problem: Problem, data: Any) -> Finding:
    section, element = element_at(data, problem.line)
    return Finding(problem=problem, section=section, element=element)


def element_at(data: Any, line: int, sections: Iterable[str] = _NAMED) -> tuple[str, str]:
    """Section and name of the element in a line; empty if no element begins at or before it."""
    found = ("", "")
    nearest = 0
    for section in sections:
        elements = data.get(section) if isinstance(data, Lines) else None
        if not isinstance(elements, Lines):
            continue
        for name, at in elements.lines.items():
            if nearest < at <= line:
                nearest, found = at, (section, name)
    return found
