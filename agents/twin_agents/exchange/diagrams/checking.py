"""Whether a drawn area is a plant that has equations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from twin_agents.exchange.diagrams.doubtful import doubtful
from twin_schemas.plant import Plant, PlantError, Problem, load_plant
from twin_schemas.plant.display_rules import Advice, lint_display
from twin_schemas.plant.draft import Draft, Finding, findings_in
from twin_schemas.plant.read_yaml import read_again

REMEMBERED = 4
"""Drafts of which the last sound plant is kept, each with the plant that it is part of."""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was found in a draft.

    Attributes:
        findings: Why the simulator can not run it; empty if it can.
        advice: Rules of displays that it does not keep.
    """

    findings: tuple[Finding, ...]
    advice: tuple[Advice, ...] = ()


@dataclass
class Checking:
    """Checks drafts, and remembers what it found sound: the next check is about the rest.

    Attributes:
        plant_files: Files of the plant that is run, root file first; none if drafts are plants
            of their own.
    """

    plant_files: tuple[Path, ...] = ()
    _sound: dict[str, Plant | None] = field(default_factory=dict, init=False)

    def prepare(self) -> None:
        """Reads and imports what the first check would have to."""
        import twin_simulator.trial_assembly  # noqa: F401

        if self.plant_files:
            load_plant(self.plant_files[0], read_again)

    def check(self, draft: Draft) -> Checked:
        """What keeps the simulator from running a draft, and what its display lacks."""
        with TemporaryDirectory() as folder:
            root = draft.write(Path(folder), self.plant_files)
            try:
                plant = load_plant(root, read_again)
            except PlantError as error:
                return Checked(findings=tuple(findings_in(draft, error.problems)))
            problems = [*self._lacking(plant, root), *self._lacking_alone(draft, root)]
        findings = findings_in(draft, dict.fromkeys(problems))
        return Checked(findings=tuple(findings), advice=tuple(lint_display(plant, draft.name)))

    def _lacking_alone(self, draft: Draft, root: Path) -> list[Problem]:
        """What the area lacks as a plant of its own, if it is one: it can be run as that, too."""
        own = root.with_name(f"{draft.name}.yaml")
        if own == root:
            return []
        try:
            return self._lacking(load_plant(own, read_again), own)
        except PlantError:
            return []

    def _lacking(self, plant: Plant, root: Path) -> list[Problem]:
        if root.name not in self._sound:
            self._remember(root.name)
        problems = list(_equations(plant, doubtful(plant, self._sound[root.name])))
        if not problems:
            self._sound[root.name] = plant
        return problems

    def _remember(self, name: str) -> None:
        """Begins with the plant that is run, which has equations; a new one has none yet."""
        run = [file for file in self.plant_files if file.name == name]
        while len(self._sound) > 2 * REMEMBERED:
            del self._sound[next(iter(self._sound))]
        self._sound[name] = None
        with suppress(PlantError):  # an area can be a plant of its own as it is drawn only
            self._sound[name] = load_plant(run[0], read_again) if run else None


def checked(draft: Draft, plant_files: tuple[Path, ...] = ()) -> Checked:
    """The same for one draft.

    Args:
        draft: Is not changed.
        plant_files: Files of the plant that the area is part of, root file first.
    """
    return Checking(plant_files).check(draft)


def _equations(plant: Plant, equipment: list[str]) -> Iterator[Problem]:
    from twin_simulator.network import FlowsheetError  # takes a second, once in a process
    from twin_simulator.trial_assembly import try_assembly

    try:
        try_assembly(plant, equipment)
    except FlowsheetError as error:
        file, _, line = error.place.rpartition(":")
        remedy = error.remedy or "correct it"
        yield Problem(file=file, line=int(line or 1), what=error.what, remedy=remedy)
