"""What the exchange keeps only to show it; of it, drawings are told at once to who listens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from twin_agents.exchange.audit_board import AuditBoard
from twin_agents.exchange.diagrams.board import DiagramBoard
from twin_agents.exchange.diagrams.checker import Checker
from twin_agents.exchange.diagrams.shown import revision_shown
from twin_agents.exchange.listeners import Listeners
from twin_agents.exchange.named_file import NamedFile
from twin_agents.exchange.twin_health import TwinHealthBoard
from twin_bus.agent import Source, on
from twin_schemas.diagram_events import DiagramSaved
from twin_schemas.following_events import FaultSuspected, ParameterEstimated, TwinRated
from twin_schemas.messages import AuditEntry
from twin_schemas.plant import Plant, plant_document
from twin_schemas.record import Record


@dataclass
class Boards(Listeners, Source):
    """How far the twin can be believed, what people draw, and what was done.

    Attributes:
        plant: Tags and what the screen draws.
        twin_health: Ratings, parameters and suspicions of the twin.
        diagrams: Revisions of diagrams.
        checker: Tells whether a diagram is a plant.
        audit: The newest entries of the audit log.
    """

    plant: Plant
    twin_health: TwinHealthBoard = field(init=False)
    diagrams: DiagramBoard = field(init=False)
    checker: Checker = field(init=False)
    audit: AuditBoard = field(default_factory=AuditBoard, init=False)

    def __post_init__(self) -> None:
        self.twin_health = TwinHealthBoard(self.plant.tags)
        self.diagrams = DiagramBoard(self.plant)
        self.checker = Checker(self.plant.files)

    @cached_property
    def plant_file(self) -> NamedFile:
        """The plant description as JSON."""
        text = json.dumps(plant_document(self.plant), ensure_ascii=False, separators=(",", ":"))
        return NamedFile.of(text.encode())

    @on(TwinRated, start="replay")
    def take_rating(self, rated: TwinRated) -> Iterator[Record]:
        self.twin_health.take_rating(rated)
        yield from ()

    @on(ParameterEstimated, start="replay")
    def take_parameter(self, estimated: ParameterEstimated) -> Iterator[Record]:
        self.twin_health.take_parameter(estimated)
        yield from ()

    @on(FaultSuspected, start="replay")
    def take_suspicion(self, suspected: FaultSuspected) -> Iterator[Record]:
        self.twin_health.take_suspicion(suspected)
        yield from ()

    @on(AuditEntry, start="replay")
    def take_audit_entry(self, entry: AuditEntry) -> Iterator[Record]:
        self.audit.take(entry)
        yield from ()

    @on(DiagramSaved, start="replay")
    def take_diagram(self, saved: DiagramSaved) -> Iterator[Record]:
        self.diagrams.take(saved)
        self._signal({"type": "diagram"} | revision_shown(saved))
        yield from ()
