"""The whole description of a plant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

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
        found: dict[str, tuple[Controller, ...]] = {}
        for controller in self.controllers.values():
            found[controller.reads] = (*found.get(controller.reads, ()), controller)
        return found

    @cached_property
    def guards(self) -> Mapping[str, tuple[Interlock, ...]]:
        """Interlocks by the tag that they watch."""
        found: dict[str, tuple[Interlock, ...]] = {}
        for interlock in self.interlocks.values():
            found[interlock.tag] = (*found.get(interlock.tag, ()), interlock)
        return found
