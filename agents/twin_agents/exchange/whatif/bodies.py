"""What clients send about what-ifs."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from twin_agents.exchange.instant import Instant
from twin_agents.exchange.number import Number

_LONGEST = 8 * 60  # min; a night shift, as `twin whatif` has it
_MOST_WRITES = 200
_Name = Annotated[str, Field(max_length=100)]


class ChangeBody(BaseModel):
    """A write to try.

    Attributes:
        tag: Writable tag.
        value: Value to try, in `unit`.
        unit: Unit of the value; empty for the tag's own.
        after_s: Seconds after the moment, at the earliest.
        phase: It waits until what has a lower phase is where it is to be, as in a setpoint set.
    """

    model_config = ConfigDict(extra="forbid")

    tag: _Name
    value: Number
    unit: _Name = ""
    after_s: Annotated[Number, Field(ge=0, le=60 * _LONGEST)] = 0.0
    phase: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class WhatIfBody(BaseModel):
    """What to try, and from when on.

    Attributes:
        at: A moment that is over; now without one.
        set: What is written; nothing asks for the course alone.
        minutes: How far ahead.
        tags: Whose values are wanted, beside those that show what the writes do.
    """

    model_config = ConfigDict(extra="forbid")

    at: Instant | None = None
    set: Annotated[list[ChangeBody], Field(max_length=_MOST_WRITES)] = []
    minutes: Annotated[Number, Field(gt=0, le=_LONGEST)] = 30.0
    tags: Annotated[list[_Name], Field(max_length=50)] = []


class KeepBody(BaseModel):
    """What to keep as a branch.

    Attributes:
        number: Of a what-if that is done.
        replace: Whether in place of what has the name.
    """

    model_config = ConfigDict(extra="forbid")

    number: _Name
    replace: bool = False
