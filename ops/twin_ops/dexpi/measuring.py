"""Instruments of a drawing: what they read, and after what they are named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twin_ops.dexpi.drawing import Drawing, said
from twin_ops.dexpi.naming import isa_name
from twin_ops.dexpi.positions import position
from twin_ops.dexpi.runs import Piping
from twin_ops.dexpi.sketch import Sketch
from twin_schemas.plant.kinds import KINDS, STREAM_QUANTITIES

if TYPE_CHECKING:
    from twin_ops.dexpi.markup import Element

_QUANTITIES = {
    "F": ("mass_flow", "kg/s", 0, 20),
    "P": ("pressure", "bar", 0, 10),
    "T": ("temperature", "degC", 0, 150),
    "L": ("level", "%", 0, 100),
    "S": ("speed", "rpm", 0, 3000),
    "J": ("power", "kW", 0, 100),
    "Z": ("position", "%", 0, 100),
}
_SENSOR = "ProcessSignalGeneratingFunction"
FUNCTION = "ProcessInstrumentationFunction"


class Measuring:
    """Puts in an instrument for each sensor.

    Attributes:
        instruments: Name of the instrument by sensor, and by the circle that shows its value.
    """

    def __init__(self, sketch: Sketch, drawing: Drawing, piping: Piping) -> None:
        self.sketch, self.drawing, self.piping = sketch, drawing, piping
        self.instruments: dict[Element, str] = {}

    def add(self) -> None:
        """Puts in all of them."""
        for sensor in self.drawing.of(_SENSOR):
            reason = self._instrument(sensor)
            if reason:
                self.sketch.ledger.lose(sensor, reason)

    def _instrument(self, sensor: Element) -> str:
        """Puts one in; returns why it can not be there, empty if it is."""
        function = self._function(sensor)
        letter, number = letters(function), said(function, f"{FUNCTION}Number")
        number = number or said(sensor, f"{_SENSOR}Number")
        if letter not in _QUANTITIES:
            return f"an instrument {letter or 'without letters'} measures nothing that a kind has"
        measures = self._measures(sensor, _QUANTITIES[letter][0])
        if not measures:
            return f"nothing where it sits has a {_QUANTITIES[letter][0]} in the description"
        name = isa_name(f"{letter}T", number, self.sketch.instruments)
        if not name:
            return f"'{number}' gives no name after ISA-5.1"
        self._write(name, letter, measures)
        self._note(sensor, function, name, number)
        return ""

    def _note(self, sensor: Element, function: Element, name: str, number: str) -> None:
        ledger = self.sketch.ledger
        self.instruments[sensor] = self.instruments[function] = name
        if (place := position(function)) is not None:
            self.sketch.places[name] = place
        if name.partition("-")[2] == number:
            ledger.take(sensor, name)
        else:
            ledger.change(sensor, name, f"number '{number}' is no ISA-5.1 name, or is taken")
        entry = self.sketch.instruments[name]
        ledger.assume(sensor, name, f"range {' to '.join(entry['range'])}")

    def _write(self, name: str, letter: str, measures: str) -> None:
        quantity, unit, low, high = _QUANTITIES[letter]
        self.sketch.instruments[name] = {
            "measures": measures,
            "description": f"{quantity.replace('_', ' ').capitalize()} at {measures.split('.')[0]}",
            "range": [f"{low} {unit}", f"{high} {unit}"],
        }

    def _function(self, sensor: Element) -> Element:
        """The circle that shows what a sensor measures."""
        for source, target in self.drawing.signals.values():
            if source is sensor:
                return target
        return sensor.parent or sensor

    def _measures(self, sensor: Element, quantity: str) -> str:
        """`TK-101.level` where the place of a sensor has it; a stream there otherwise."""
        location = self.drawing.locations.get(sensor)
        if location is None:
            return ""
        at = self.piping.stands_on(location)
        owner = self.sketch.names.get(self.drawing.owners.get(at, at), "")
        if owner and quantity in KINDS[self.sketch.equipment[owner]["kind"]].quantities:
            return f"{owner}.{quantity}"
        stream = self.sketch.streams_at.get(at, "")
        return f"{stream}.{quantity}" if stream and quantity in STREAM_QUANTITIES else ""


def letters(function: Element) -> str:
    """First letters of a circle: what is measured, such as `P` or `PD`."""
    found = re.match(r"[A-Z]+", said(function, f"{FUNCTION}Category"))
    return found[0] if found else ""
