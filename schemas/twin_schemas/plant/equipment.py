"""A piece of process equipment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from twin_schemas.plant.fmu_link import FmuLink

Fails = Literal["closed", "open", "last"]


@dataclass(frozen=True, kw_only=True)
class Equipment:
    """A vessel, machine, valve or boundary; `parameters` are in SI, `units` as written.

    Attributes:
        fails: where its actuator goes without air or signal; a machine that fails closed stops.
        fmu: where its equations are, if they are in an FMU.
        place: file and line of its description, for messages.
    """

    id: str
    kind: str
    area: str
    description: str
    parameters: Mapping[str, float]
    units: Mapping[str, str]
    fails: Fails = "closed"
    fmu: FmuLink | None = None
    place: str = field(default="", compare=False)
