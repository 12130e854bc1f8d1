"""Control loops of a drawing, where its signal lines tell both ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twin_ops.dexpi.drawing import Drawing, said
from twin_ops.dexpi.measuring import FUNCTION, Measuring, letters
from twin_ops.dexpi.naming import isa_name
from twin_ops.dexpi.positions import position
from twin_ops.dexpi.sketch import Sketch

if TYPE_CHECKING:
    from twin_ops.dexpi.markup import Element


class Controlling:
    """Puts in a controller for each circle with a C that reads an instrument and moves a valve."""

    def __init__(self, sketch: Sketch, drawing: Drawing, measuring: Measuring) -> None:
        self.sketch, self.drawing, self.measuring = sketch, drawing, measuring

    def add(self) -> None:
        """Puts in all of them; what only shows a value is its instrument."""
        for function in self.drawing.of(FUNCTION):
            if "C" not in said(function, f"{FUNCTION}s"):
                self._shown(function)
            elif reason := self._controller(function):
                self.sketch.ledger.lose(function, reason)
        for line, (source, target) in self.drawing.signals.items():
            if source in self.sketch.ledger.settled and target in self.sketch.ledger.settled:
                self._line(line, source, target)

    def _shown(self, function: Element) -> None:
        what = said(function, f"{FUNCTION}s")
        if function in self.measuring.instruments and set(what) <= set("IRTA"):
            self.sketch.ledger.take(function, self.measuring.instruments[function])
        else:
            reason = f"'{letters(function)}{what}' switches, or reads nothing that was taken over"
            self.sketch.ledger.lose(function, f"{reason}; write it under 'interlocks'")

    def _line(self, line: Element, *ends: Element) -> None:
        """A signal line is what joins a loop's parts, if all of them are there."""
        fates = [self.sketch.ledger.settled[end] for end in ends]
        if all(fate.name for fate in fates):
            self.sketch.ledger.take(line, f"{fates[0].name} to {fates[1].name}")
        else:
            self.sketch.ledger.lose(line, "what is at one of its ends was not taken over")

    def _controller(self, function: Element) -> str:
        """Puts one in; returns why it can not be there, empty if it is."""
        reads, moves = self._instrument(function), self._moved(function)
        if not reads:
            return "what it reads is not in the description"
        if not moves:
            return "its signal leads to no valve that was taken over"
        if any(each["moves"] == moves for each in self.sketch.controllers.values()):
            return f"another controller moves {moves}"
        prefix = re.split(r"T-", reads)[0]
        number = said(function, f"{FUNCTION}Number")
        name = isa_name(f"{prefix}IC", number, self.sketch.controllers)
        if not name:
            return f"'{number}' gives no name after ISA-5.1"
        self._write(name, reads, moves)
        self._note(function, name, number)
        return ""

    def _write(self, name: str, reads: str, moves: str) -> None:
        entry = self.sketch.instruments[reads]
        low, high = (bound.partition(" ") for bound in entry["range"])
        middle = (float(low[0]) + float(high[0])) / 2
        self.sketch.controllers[name] = {
            "reads": reads,
            "moves": moves,
            "description": entry["description"],
            "action": "direct" if self._upstream(entry["measures"], moves) else "reverse",
            "gain": 0.5,
            "integral_time": "60 s",
            "setpoint": f"{middle:g} {high[2]}",
            "settle_time": "600 s",
        }

    def _note(self, function: Element, name: str, number: str) -> None:
        if (place := position(function)) is not None:
            self.sketch.places[name] = place[0], place[1] + 8.0
        ledger, entry = self.sketch.ledger, self.sketch.controllers[name]
        rest = set(said(function, f"{FUNCTION}s")) - set("IC")
        if name.partition("-")[2] != number or rest:
            changed = [f"number '{number}'"] if name.partition("-")[2] != number else []
            changed += [f"function {letter}" for letter in sorted(rest)]
            ledger.change(function, name, f"not taken over of it: {', '.join(changed)}")
        else:
            ledger.take(function, name)
        values = ", ".join(f"{k} {entry[k]}" for k in ("action", "gain", "integral_time"))
        ledger.assume(function, name, f"{values}, setpoint {entry['setpoint']}: tune it")

    def _upstream(self, measured: str, moved: str) -> bool:
        """Whether what is measured is where the valve's fluid comes from: opening lowers it."""
        owner, _, quantity = measured.partition(".")
        ends = {s["to"].partition(".")[0]: s["from"] for s in self.sketch.streams.values()}
        return quantity != "mass_flow" and ends.get(moved, "").partition(".")[0] == owner

    def _instrument(self, function: Element) -> str:
        """Instrument that a circle shows, or that the circle shows from which its signal comes."""
        if function in self.measuring.instruments:
            return self.measuring.instruments[function]
        sources = [s for s, target in self.drawing.signals.values() if target is function]
        found = (self.measuring.instruments.get(source, "") for source in sources)
        return next((name for name in found if name), "")

    def _moved(self, function: Element) -> str:
        targets = [t for source, t in self.drawing.signals.values() if source is function]
        valves = [v for t in targets if (v := self.drawing.valves.get(t)) is not None]
        return next((self.sketch.names[v] for v in valves if v in self.sketch.names), "")
