"""A pipe between two ports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Phase = Literal["gas", "liquid", "two_phase", "steam", "water"]


@dataclass(frozen=True, kw_only=True)
class Port:
    """A nozzle of a piece of equipment."""

    equipment: str
    port: str


@dataclass(frozen=True, kw_only=True)
class Stream:
    """A pipe which carries fluid from `source` to `target`.

    Attributes:
        place: file and line of its description, for messages.
    """

    id: str
    area: str
    source: Port
    target: Port
    phase: Phase
    description: str
    place: str = field(default="", compare=False)
