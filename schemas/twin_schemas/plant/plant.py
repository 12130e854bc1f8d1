"""The whole description of a plant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pathlib import Path

    from twin_schemas.plant.area import Area
    from twin_schemas.plant.controller import Controller
    from twin_schemas.plant.design import DesignPoint
    from twin_schemas.plant.equipment import Equipment
    from twin_schemas.plant.instrument import Instrument
    from twin_schemas.plant.interlock import Interlock
    from twin_schemas.plant.layout import Layout
    from twin_schemas.plant.sequence import Sequence
    from twin_schemas.plant.stream import Stream
    from twin_schemas.plant.tag import Tag

_Part = TypeVar("_Part")


@dataclass(frozen=True, kw_only=True)
class Plant:
    """Everything that is known about a plant before it runs; each part by its identifier.

    Attributes:
        layouts: the drawing of each area.
        design: the point at rest, empty until it has been computed.
        files: what it was read from; also where its design point would be.
    """

    name: str
    title: str
    areas: Mapping[str, Area]
    equipment: Mapping[str, Equipment]
    streams: Mapping[str, Stream]
    instruments: Mapping[str, Instrument]
    controllers: Mapping[str, Controller]
    interlocks: Mapping[str, Interlock]
    sequences: Mapping[str, Sequence]
    tags: Mapping[str, Tag]
    layouts: Mapping[str, Layout]
    design: DesignPoint
    files: tuple[Path, ...]

    @cached_property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """Equipment that streams connect with an equipment, itself included."""
        found: dict[str, set[str]] = {}
        for stream in self.streams.values():
            ends = {stream.source.equipment, stream.target.equipment}
            for end in ends:
                found.setdefault(end, set()).update(ends)
        return {name: frozenset(others) for name, others in found.items()}

    @cached_property
    def loops(self) -> Mapping[str, tuple[Controller, ...]]:
        """Controllers by the tag that they read."""
        return _by(self.controllers.values(), lambda controller: controller.reads)

    @cached_property
    def movers(self) -> Mapping[str, frozenset[str]]:
        """Names of controllers by the actuators that they move."""
        found: dict[str, set[str]] = {}
        for loop in self.controllers.values():
            for actuator in loop.actuators:
                found.setdefault(actuator, set()).add(loop.name)
        return {actuator: frozenset(names) for actuator, names in found.items()}

    @cached_property
    def guards(self) -> Mapping[str, tuple[Interlock, ...]]:
        """Interlocks by the tag that they watch."""
        return _by(self.interlocks.values(), lambda interlock: interlock.tag)


def _by(parts: Iterable[_Part], key: Callable[[_Part], str]) -> dict[str, tuple[_Part, ...]]:
    """Parts under their keys, in their order."""
    found: dict[str, list[_Part]] = {}
    for part in parts:
        found.setdefault(key(part), []).append(part)
    return {name: tuple(those) for name, those in found.items()}
