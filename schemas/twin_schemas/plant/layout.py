"""Where things are drawn; kept apart from what they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle in pixels; instruments have no size."""

    x: float
    y: float
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Note:
    """A text on the drawing; its upper left corner is in pixels."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The drawing of an area: the canvas and the place of each part.

    Attributes:
        instruments, controllers: places which the drawing gives; whatever has none is drawn
            beside what it measures or moves.
        links: the place of each stream which comes from, or goes to, another area.
        layers: the layer of each element that the drawer has put on another one than that of what
            it is, such as `instruments`.
        notes: texts of the drawer, which belong to nothing.
    """

    width: float
    height: float
    equipment: Mapping[str, Box]
    instruments: Mapping[str, Box]
    controllers: Mapping[str, Box]
    links: Mapping[str, Box]
    layers: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
