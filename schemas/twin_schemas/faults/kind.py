"""What a kind of fault is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Literal

Place = Literal["sensor", "actuator", "parameter", "opening", "area"]
OWN = "the tag's"


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One number of a fault.

    Attributes:
        unit: in which it is kept; OWN stands for a difference in the unit of the tag.
        default: what it is when it is left out; None if it may not be.
        low, high: between which it makes sense.
    """

    meaning: str
    unit: str
    default: float | None = None
    low: float = -inf
    high: float = inf


@dataclass(frozen=True, kw_only=True)
class FaultKind:
    """A kind of fault.

    Attributes:
        place: what it happens to.
        meaning: one sentence.
        parameters: its numbers by name.
        says: why a sensor's value is not good, in the sensor's own word; empty where it does not
            know, or is none.
        fails: the sensor's word means that its value is bad, not just uncertain.
        grows: whether it may come on with a ramp.
        only: what alone it may happen to: a parameter of that name, or `machine` or `tube`; any
            when empty.
    """

    place: Place
    meaning: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    says: str = ""
    fails: bool = False
    grows: bool = False
    only: str = ""
