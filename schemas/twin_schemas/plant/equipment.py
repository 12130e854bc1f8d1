"""A piece of process equipment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Fails = Literal["closed", "open", "last"]


@dataclass(frozen=True, kw_only=True)
class Equipment:
    """A vessel, machine, valve or boundary; `parameters` are in SI, `units` as written.

    Attributes:
        fails: where its actuator goes without air or signal; a machine that fails closed stops.
        place: file and line of its description, for messages.
    """

    id: str
    kind: str
    area: str
    description: str
    parameters: Mapping[str, float]
    units: Mapping[str, str]
    fails: Fails = "closed"
    place: str = field(default="", compare=False)
