"""A piping and instrumentation diagram: what is in it, and what is joined to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin_ops.dexpi.markup import Element

Ends = tuple["Element", "Element"]
Pipe = tuple["Element", "Element", "Element"]
"""A piece of pipe: from, to, and the segment that it is of."""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What a reader of DEXPI has found.

    Attributes:
        root: The whole file.
        classes: Class of each element that the reader knows, then the classes above it.
        owners: Equipment of each nozzle.
        chambers: Chamber of each nozzle for which one is given.
        pipes: From where to where each piece of pipe leads: nozzles, fittings, connectors.
        signals: From where to where each signal line leads, by its element.
        locations: Where each sensor sits.
        valves: Valve that each actuating function moves.
        doubts: What the reader has said of elements which it could not read as they stand.
    """

    root: Element
    classes: Mapping[Element, tuple[str, ...]]
    owners: Mapping[Element, Element]
    chambers: Mapping[Element, Element]
    pipes: tuple[Pipe, ...]
    signals: Mapping[Element, Ends]
    locations: Mapping[Element, Element]
    valves: Mapping[Element, Element]
    doubts: Mapping[Element, str]

    def is_a(self, element: Element, *names: str) -> bool:
        """Whether an element is of one of these classes, or of one below it."""
        return any(name in self.classes.get(element, ()) for name in names)

    def of(self, *names: str) -> list[Element]:
        """All elements of these classes, in the order of the file."""
        return [element for element in self.root.walk() if self.is_a(element, *names)]


def attribute(element: Element, name: str) -> Element | None:
    """An element's own attribute by DEXPI's name, with or without the ending it has in files."""
    names = (name, f"{name}AssignmentClass", f"{name}Specialization")
    for group in element.all("GenericAttributes"):
        for each in group.all("GenericAttribute"):
            if each.attributes.get("Name") in names and each.attributes.get("Value"):
                return each
    return None


def said(element: Element, name: str) -> str:
    """Text of an attribute; empty if there is none."""
    found = attribute(element, name)
    return found.attributes["Value"].strip() if found else ""
