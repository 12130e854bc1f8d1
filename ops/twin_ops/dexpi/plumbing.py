"""Pipes of a drawing as streams: each from an outlet to an inlet, through what may be between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twin_ops.dexpi.apparatus import CONNECTORS, add_boundary
from twin_ops.dexpi.drawing import Drawing, said
from twin_ops.dexpi.kinds import holds
from twin_ops.dexpi.naming import equipment_name
from twin_ops.dexpi.phases import Phases
from twin_ops.dexpi.positions import position
from twin_ops.dexpi.runs import Piping, Run, piping_of
from twin_ops.dexpi.sketch import Place, Sketch
from twin_schemas.plant.kinds import KINDS

if TYPE_CHECKING:
    from twin_ops.dexpi.markup import Element


_BREATHING = ("nitrogen", "vent", "overflow")
"""Ports by which a tank breathes; drawings often have none of them."""


class Plumbing:
    """Connects what a sketch has, as the drawing shows it."""

    def __init__(self, sketch: Sketch, drawing: Drawing, phases: Phases) -> None:
        self.sketch, self.drawing, self.phases = sketch, drawing, phases
        kept = {*drawing.owners, *drawing.valves.values(), *drawing.of(*CONNECTORS)}
        shut = set(drawing.of("SafetyValveOrFitting"))
        for valve in shut:
            sketch.ledger.lose(valve, "no equipment kind opens at a pressure: it stays shut")
        pipes = [pipe for pipe in drawing.pipes if not shut & {pipe[0], pipe[1]}]
        self.piping: Piping = piping_of(pipes, kept)
        self._hot: dict[str, Element] = {}  # of each exchanger, the chamber whose pipes come first

    def connect(self) -> None:
        """Puts in the streams, and a branch or a boundary wherever the description needs one."""
        for element, (into, out) in self.piping.branches().items():
            self._branch(element, into, out)
        for run in self.piping.runs():
            self._run(run)
        for name in list(self.sketch.equipment):
            self._close(name)
        for segment in self.piping.cut:
            self.sketch.ledger.lose(segment, "a dead end: nothing flows there")
        for element in self.piping.hung:
            if element not in self.sketch.names:
                self.sketch.ledger.lose(element, "on a dead end: nothing flows there")

    def _branch(self, element: Element, into: int, out: int) -> None:
        phase = self.phases.at(element)
        kind = "vessel.gas" if phase == "gas" else "line.liquid"
        if not 1 <= into <= len(KINDS[kind].inlets) or not 1 <= out <= len(KINDS[kind].outlets):
            reason = f"{into} pipes lead in and {out} out, which no kind can: they end here"
            self.sketch.ledger.lose(element, reason)
            return
        name = equipment_name(element.id, self.sketch.equipment)
        like = self.sketch.add(name, kind, "Branch of a pipe", position(element))
        self.sketch.names[element] = name
        self.sketch.ledger.change(element, name, "a branch is a volume of its own")
        volume = self.sketch.equipment[name]["volume"]
        self.sketch.ledger.assume(element, name, f"volume {volume}, as {like} of the shipped plant")

    def _run(self, run: Run) -> None:
        """Streams along a run; a piece is put in where two ends would not go together."""
        start, end = self._end(run.source, outlet=True), self._end(run.target, outlet=False)
        line = self._line(run)
        phase = self.phases.at(run.source)
        between = self._between(start, end, run, phase)
        if between:
            inlet = f"{between}.{self.sketch.port(between, outlet=False)}"
            self._lead(run, self.sketch.connect(start, inlet, phase, line))
            start = f"{between}.{self.sketch.port(between, outlet=True)}"
        self._lead(run, self.sketch.connect(start, end, phase, line))

    def _lead(self, run: Run, stream: str) -> None:
        """Notes what of the drawing a stream is."""
        for segment in run.segments:
            self.sketch.ledger.take(segment, stream)
        for element in run.passed:
            self.sketch.ledger.lose(element, f"lets everything through, as a part of {stream}")
        for element in (*run.segments, *run.passed, run.source, run.target):
            self.sketch.streams_at.setdefault(element, stream)

    def _line(self, run: Run) -> str:
        """Number and fluid of the line, in words."""
        for segment in run.segments:
            system = segment.parent or segment
            parts = (said(system, "FluidCode"), said(system, "LineNumber"))
            if text := " ".join(part for part in parts if part):
                return text
        return "Pipe"

    def _end(self, element: Element, *, outlet: bool) -> str:
        """A port at an end of a run, as `P-101.outlet`; of a new boundary where none is free."""
        owner = self.drawing.owners.get(element, element)
        name = self.sketch.names.get(owner, "")
        if name:
            only = self._side(name, element, outlet=outlet)
            if port := self.sketch.port(name, outlet=outlet, only=only):
                self.sketch.ledger.take(element, f"{name}.{port}")
                return f"{name}.{port}"
        kind = f"{name} ({self.sketch.equipment[name]['kind']})" if name else ""
        reason = (
            f"{kind} has no free {'outlet' if outlet else 'inlet'}"
            if kind
            else "what it is on was not taken over"
        )
        way, place = ("From" if outlet else "To"), position(element) or position(owner)
        phase = self.phases.at(element)
        boundary = add_boundary(self.sketch, phase, way, place, f"End of pipe at {element.id}")
        self.sketch.ledger.change(element, boundary, f"a boundary ends the pipe here: {reason}")
        return f"{boundary}.{self.sketch.port(boundary, outlet=outlet)}"

    def _side(self, name: str, nozzle: Element, *, outlet: bool) -> tuple[str, ...]:
        """Ports of an exchanger that belong to a nozzle's chamber; none for other equipment."""
        if not self.sketch.equipment[name]["kind"].startswith("exchanger."):
            return ()
        way = "outlet" if outlet else "inlet"
        chamber = self.drawing.chambers.get(nozzle)
        if chamber is None:
            return (f"hot_{way}", f"cold_{way}")
        if name not in self._hot:
            self._hot[name] = chamber
            self.sketch.ledger.assume(chamber, f"{name}.hot", "which side is hot is not drawn")
        return (f"{'hot' if self._hot[name] is chamber else 'cold'}_{way}",)

    def _between(self, start: str, end: str, run: Run, phase: str) -> str:
        """Name of what has to be put in between; empty if the two go together."""
        sides = {
            holds(self.sketch.equipment[port.partition(".")[0]]["kind"]) for port in (start, end)
        }
        if len(sides) == 2:
            return ""
        valve = next((e for e in run.passed if self.drawing.is_a(e, "OperatedValve")), None)
        if True in sides and valve is not None:
            name = equipment_name(
                said(valve, "PipingComponentName") or valve.id, self.sketch.equipment
            )
            self.sketch.names[valve] = name
            self.sketch.ledger.change(valve, name, "moved by hand: nothing in the twin moves it")
            return self._put(name, f"valve.{phase}", "Valve moved by hand", run)
        if True in sides:
            name = self.sketch.fresh("HV")
            kind = "pipe.gas" if phase == "gas" else "valve.liquid"
            return self._put(name, kind, "Resistance of a pipe", run)
        kind = "vessel.gas" if phase == "gas" else "line.liquid"
        return self._put(self.sketch.fresh("L"), kind, "Volume of a pipe", run)

    def _put(self, name: str, kind: str, description: str, run: Run) -> str:
        places = [p for e in (run.source, run.target) if (p := self._place(e))]
        x, y = (sum(axis) / len(places) for axis in zip(*places, strict=True)) if places else (0, 0)
        like = self.sketch.add(name, kind, description, (x, y))
        reason = f"put in between two that do not go together, as {like} of the shipped plant"
        self.sketch.ledger.assume(run.segments[0], name, reason)
        return name

    def _place(self, element: Element) -> Place | None:
        return position(element) or position(self.drawing.owners.get(element, element))

    def _close(self, name: str) -> None:
        """Puts boundaries at ports without which equipment has no equations."""
        kind = KINDS[self.sketch.equipment[name]["kind"]]
        flow = not holds(self.sketch.equipment[name]["kind"])
        needed = (*kind.inlets, *kind.outlets) if flow else _BREATHING
        ports = [p for p in needed if p in (*kind.inlets, *kind.outlets)]
        for port in (p for p in ports if self.sketch.is_open(name, p)):
            outlet = port in kind.outlets
            self.sketch.port(name, outlet=outlet, only=(port,))
            own = next((e for e, n in self.sketch.names.items() if n == name), None)
            phase = "gas" if port in {"nitrogen", "vent"} else self._phase(own)
            what = f"{port.replace('_', ' ').capitalize()} of {name}"
            boundary = add_boundary(self.sketch, phase, "To" if outlet else "From", None, what)
            far = f"{boundary}.{self.sketch.port(boundary, outlet=not outlet)}"
            ends = (f"{name}.{port}", far) if outlet else (far, f"{name}.{port}")
            self.sketch.connect(*ends, phase, what)
            if own is not None:
                reason = f"a boundary: no pipe of the drawing leads to {name}.{port}"
                self.sketch.ledger.assume(own, boundary, reason)

    def _phase(self, element: Element | None) -> str:
        return self.phases.at(element) if element is not None else self.phases.otherwise
