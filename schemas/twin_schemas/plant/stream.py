"""A pipe between two ports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Phase = Literal["gas", "liquid", "two_phase", "steam", "water"]


@dataclass(frozen=True, kw_only=True)
class Port:
    """A nozzle of a piece of equipment."""

    equipment: str
    port: str


@dataclass(frozen=True, kw_only=True)
class Stream:
    """A pipe which carries fluid from `source` to `target`."""

    id: str
    area: str
    source: Port
    target: Port
    phase: Phase
    description: str
