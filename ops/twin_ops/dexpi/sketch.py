"""An area that is being made: its elements, their places in the drawing, and its free ports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from twin_ops.dexpi.ledger import Ledger
from twin_ops.dexpi.typical import FIRST_FILL, typical
from twin_schemas.plant.kinds import KINDS

if TYPE_CHECKING:
    from twin_ops.dexpi.markup import Element

Place = tuple[float, float]


@dataclass
class Sketch:
    """The description as far as it has come.

    Attributes:
        title: Of the area.
        names: Name of each element of the drawing that the description has.
        streams_at: Streams that lead through a fitting, and those at a nozzle.
        places: Where things stand in the drawing, in its own unit, y upwards.
        ledger: What became of each element of the drawing.
    """

    title: str
    ledger: Ledger = field(default_factory=Ledger)
    equipment: dict[str, dict[str, Any]] = field(default_factory=dict)
    streams: dict[str, dict[str, Any]] = field(default_factory=dict)
    instruments: dict[str, dict[str, Any]] = field(default_factory=dict)
    controllers: dict[str, dict[str, Any]] = field(default_factory=dict)
    names: dict[Element, str] = field(default_factory=dict)
    streams_at: dict[Element, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    _used: set[tuple[str, str]] = field(default_factory=set)

    def add(self, name: str, kind: str, description: str, place: Place | None) -> str:
        """Puts in a piece of equipment like others of its kind; returns whose sizes it has."""
        like, parameters = typical(kind)
        self.equipment[name] = {"kind": kind, "description": description} | parameters
        if place is not None:
            self.places[name] = place
        return like

    def port(self, name: str, *, outlet: bool, only: tuple[str, ...] = ()) -> str:
        """The next free port of equipment for a pipe, now taken; empty if none is free."""
        kind = KINDS[self.equipment[name]["kind"]]
        ports = only or (kind.outlets if outlet else kind.inlets)
        wrong = {"nitrogen", "vent", "overflow"}
        free = [p for p in ports if (name, p) not in self._used and (p not in wrong or only)]
        if free:
            self._used.add((name, free[0]))
        return free[0] if free else ""

    def is_open(self, name: str, port: str) -> bool:
        """Whether nothing is connected to a port yet."""
        return (name, port) not in self._used

    def connect(self, source: str, target: str, phase: str, description: str) -> str:
        """A stream between two ports, written as `P-101.outlet`; returns its name."""
        name = f"S-{len(self.streams) + 1:03d}"
        self.streams[name] = {
            "from": source,
            "to": target,
            "phase": phase,
            "description": description,
        }
        return name

    def fresh(self, letters: str) -> str:
        """A name for what the drawing does not have."""
        numbers = (f"{letters}-{number}" for number in range(901, 100_000))
        return next(name for name in numbers if name not in self.equipment)

    @property
    def description(self) -> dict[str, Any]:
        """The area as its file holds it."""
        sections = ("equipment", "streams", "instruments", "controllers")
        found = {name: getattr(self, name) for name in sections if getattr(self, name)}
        return {"title": self.title, "first_fill": FIRST_FILL} | found
