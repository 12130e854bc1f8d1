"""Whether liquid or gas flows: what a pump or a compressor is piped to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from twin_ops.dexpi.drawing import Drawing

if TYPE_CHECKING:
    from twin_ops.dexpi.markup import Element

_MOVERS = {"Pump": "liquid", "Compressor": "gas", "Blower": "gas", "Fan": "gas"}


class Phases:
    """The phase in each part of the piping; fluids meet in vessels and exchangers only.

    Attributes:
        otherwise: Where neither pump nor compressor is.
    """

    def __init__(self, drawing: Drawing, otherwise: str) -> None:
        self.otherwise = otherwise
        self._above: dict[Element, Element] = {}
        for source, target, _ in drawing.pipes:
            self._join(source, target)
        found: dict[Element, str] = {}
        for end, mover in self._moved(drawing):
            self._join(end, mover)
            phase = next(p for name, p in _MOVERS.items() if drawing.is_a(mover, name))
            found[mover] = phase
        self._phases = {self._top(mover): phase for mover, phase in found.items()}

    def at(self, element: Element) -> str:
        """`liquid` or `gas` at a nozzle or a fitting."""
        return self._phases.get(self._top(element), self.otherwise)

    def is_known(self, element: Element) -> bool:
        """Whether a pump or a compressor has told it."""
        return self._top(element) in self._phases

    @staticmethod
    def _moved(drawing: Drawing) -> Iterator[tuple[Element, Element]]:
        for nozzle, owner in drawing.owners.items():
            if drawing.is_a(owner, *_MOVERS):
                yield nozzle, owner

    def _join(self, one: Element, other: Element) -> None:
        top, under = self._top(one), self._top(other)
        if top is not under:
            self._above[under] = top

    def _top(self, element: Element) -> Element:
        while element in self._above:
            element = self._above[element]
        return element
