"""What a kind of equipment is described by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of equipment.

    Attributes:
        parameters: SI unit of each parameter; all are required.
        optional: SI unit and default of parameters which may be left out.
        inlets, outlets: names of the ports.
        quantities: SI unit of each quantity an instrument may measure.
        actuator: what a controller moves, if anything.
    """

    title: str
    parameters: Mapping[str, str]
    optional: Mapping[str, tuple[str, float | None]] = field(default_factory=dict)
    inlets: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    quantities: Mapping[str, str] = field(default_factory=dict)
    actuator: str | None = None
