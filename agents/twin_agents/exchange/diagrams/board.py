"""The revisions of all diagrams."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from twin_agents.exchange.diagrams.shown import data_of
from twin_schemas.diagram_events import DiagramSaved
from twin_schemas.plant import Plant

_KEPT = 200


def _text_of(file: Path) -> str:
    return file.read_text("utf-8") if file.exists() else ""


@dataclass
class DiagramBoard:
    """What was drawn, and the areas of the plant as it is run.

    Attributes:
        plant: The plant that is run; each of its areas is revision 0 of a diagram.
        saving: Held while a revision gets its number, so that no two have the same.
    """

    plant: Plant
    saving: asyncio.Lock = field(default_factory=asyncio.Lock)
    _saved: dict[str, deque[DiagramSaved]] = field(default_factory=dict)

    @cached_property
    def _shipped(self) -> Mapping[str, DiagramSaved]:
        found = {}
        for file in self.plant.files:
            if file.stem in self.plant.areas and file.suffix == ".yaml":
                found[file.stem] = DiagramSaved(
                    diagram=file.stem,
                    revision=0,
                    parent=0,
                    author="",
                    note="as the plant is run",
                    description=_text_of(file),
                    layout=_text_of(file.with_suffix(".layout.yaml")),
                    problems=0,
                    time_ns=0,
                )
        return found

    @cached_property
    def templates(self) -> Mapping[str, tuple[str, Mapping[str, Any]]]:
        """By kind, name and entry of what the plant has of it first: a new one begins like it."""
        found: dict[str, tuple[str, Mapping[str, Any]]] = {}
        for area in self._shipped.values():
            for name, entry in data_of(area.description).get("equipment", {}).items():
                found.setdefault(entry["kind"], (name, entry))
        return found

    def take(self, saved: DiagramSaved) -> None:
        """Keeps a revision, the last 200 of each diagram; one that is known is not taken twice."""
        kept = self._saved.setdefault(saved.diagram, deque(maxlen=_KEPT))
        if all(each.revision != saved.revision for each in kept):
            kept.append(saved)

    def names(self) -> list[str]:
        """Areas of the plant in its order, then what is new."""
        return [*self._shipped, *sorted(self._saved.keys() - self._shipped.keys())]

    def revisions(self, name: str) -> list[DiagramSaved]:
        """All that is kept of a diagram, oldest first; empty if there is none of this name."""
        shipped = self._shipped.get(name)
        return [*([shipped] if shipped else []), *self._saved.get(name, ())]

    def find(self, name: str, number: int | None = None) -> DiagramSaved | None:
        """One revision, or the last."""
        revisions = self.revisions(name)
        if number is None:
            return revisions[-1] if revisions else None
        return next((each for each in revisions if each.revision == number), None)
