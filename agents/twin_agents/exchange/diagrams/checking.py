"""Whether a drawn area is a plant that has equations. Takes seconds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from twin_schemas.plant import Plant, PlantError, Problem, load_plant
from twin_schemas.plant.display_rules import Advice, lint_display
from twin_schemas.plant.draft import Draft, Finding, findings_in


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was found in a draft.

    Attributes:
        findings: Why the simulator can not run it; empty if it can.
        advice: Rules of displays that it does not keep.
    """

    findings: tuple[Finding, ...]
    advice: tuple[Advice, ...] = ()


def checked(draft: Draft, plant_files: tuple[Path, ...] = ()) -> Checked:
    """What keeps the simulator from running a draft, and what its display lacks.

    Args:
        draft: Is not changed.
        plant_files: Files of the plant that the area is part of, root file first.
    """
    with TemporaryDirectory() as folder:
        root = draft.write(Path(folder), plant_files)
        try:
            plant = load_plant(root)
        except PlantError as error:
            return Checked(findings=tuple(findings_in(draft, error.problems)))
        advice = tuple(lint_display(plant, draft.name))
        problems = _equations(_smallest(plant, root.with_name(f"{draft.name}.yaml")))
    return Checked(findings=tuple(findings_in(draft, problems)), advice=advice)


def _smallest(plant: Plant, area: Path) -> Plant:
    """The area by itself if it is a plant: its equations take less time than the whole plant's."""
    try:
        return load_plant(area)
    except PlantError:
        return plant


def _equations(plant: Plant) -> Iterator[Problem]:
    from twin_simulator.flowsheet import assemble  # takes a second
    from twin_simulator.network import FlowsheetError

    try:
        assemble(plant)
    except FlowsheetError as error:
        file, _, line = error.place.rpartition(":")
        remedy = error.remedy or "correct it"
        yield Problem(file=file, line=int(line or 1), what=error.what, remedy=remedy)
