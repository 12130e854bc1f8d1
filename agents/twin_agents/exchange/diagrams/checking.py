"""Whether a drawn area is a plant, worked out in a process of its own: equations take seconds."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from twin_schemas.plant import Plant, PlantError, Problem, load_plant
from twin_schemas.plant.display_rules import Advice, lint_display
from twin_schemas.plant.draft import Draft, Finding, findings_in

_PLACED = re.compile(
    r"(?P<file>[^:\s]+):(?P<line>\d+): (?P<what>.*?)(?:; (?P<remedy>.*))?", re.DOTALL
)


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
class Checker:
    """Checks drafts one after the other, each within its plant."""

    plant_files: tuple[Path, ...]
    _pool: ProcessPoolExecutor | None = field(default=None, init=False)

    async def check(self, draft: Draft) -> Checked:
        """What keeps the simulator from running a draft, and what its display lacks.

        Raises:
            BrokenProcessPool: If the process was killed twice.
        """
        try:
            return await self._checked(draft)
        except BrokenProcessPool:
            self.close()
            return await self._checked(draft)

    async def _checked(self, draft: Draft) -> Checked:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, checked, draft, self.plant_files)

    def close(self) -> None:
        """Ends the process."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def checked(draft: Draft, plant_files: tuple[Path, ...] = ()) -> Checked:
    """The same in this process."""
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
    from twin_simulator.flowsheet import FlowsheetError, assemble  # takes a second

    try:
        assemble(plant)
    except FlowsheetError as error:
        yield _problem(str(error))


def _problem(message: str) -> Problem:
    placed = _PLACED.fullmatch(message)
    if placed is None:
        return Problem(file="", line=1, what=message, remedy="correct it")
    return Problem(
        file=placed["file"],
        line=int(placed["line"]),
        what=placed["what"],
        remedy=placed["remedy"] or "correct it",
    )
