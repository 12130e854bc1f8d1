"""The design point: what the model finds at rest, kept beside the description.

`twin model design` finds it and writes `NAME.design.json`. The model starts its search there, and
tags show it before anything has been measured.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from twin_schemas.plant.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class DesignPoint:
    """Values at rest, by name.

    Attributes:
        states: of the model, in SI.
        commands: of actuators in percent.
        tags: of instruments, in their unit.
    """

    states: Mapping[str, float] = field(default_factory=dict)
    commands: Mapping[str, float] = field(default_factory=dict)
    tags: Mapping[str, float] = field(default_factory=dict)


def design_file(description: Path) -> Path:
    """Returns where the design point of a description is kept."""
    return description.with_suffix(".design.json")


def read_design(path: Path, problems: list[Problem]) -> DesignPoint:
    """Reads a design point; an empty one when there is no file yet."""
    if not path.exists():
        return DesignPoint()
    try:
        return DesignPoint(**json.loads(path.read_text()))
    except (ValueError, TypeError) as error:
        what, remedy = f"is no design point: {error}", "write it anew with `twin model design`"
        problems.append(Problem(file=path.name, line=1, what=what, remedy=remedy))
        return DesignPoint()


def write_design(path: Path, design: DesignPoint) -> None:
    """Writes a design point, a value a line."""
    path.write_text(json.dumps(asdict(design), indent=1) + "\n")
