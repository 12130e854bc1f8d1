"""What a kind of equipment is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

METAL = {"metal": ("J/K", 0.0)}  # optional: heat capacity of a wall
BED_DEPTHS = (5, 25, 50, 75, 95)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of equipment.

    Attributes:
        parameters: SI unit of each parameter; all are required.
        optional: SI unit and default of parameters which may be left out.
        inlets, outlets: names of the ports.
        quantities: SI unit of each quantity an instrument may measure.
        actuator: what a controller moves, if anything.
        fmu: its equations are in an FMU.
    """

    title: str
    parameters: Mapping[str, str]
    optional: Mapping[str, tuple[str, float | None]] = field(default_factory=dict)
    inlets: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    quantities: Mapping[str, str] = field(default_factory=dict)
    actuator: str | None = None
    fmu: bool = False


def bed_quantities() -> dict[str, str]:
    """Returns the SI unit of each quantity of a packed bed."""
    depths = {f"bed_temperature_{depth:02d}": "K" for depth in BED_DEPTHS}
    return {**depths, "peak_temperature": "K", "pressure_drop": "Pa"}


def branches(end: str, count: int) -> tuple[str, ...]:
    """Returns the ports of a header: `inlet_01`, `inlet_02`, ..."""
    return tuple(f"{end}_{number:02d}" for number in range(1, count + 1))
