"""What clients send about trainings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from twin_agents.exchange.number import Number

_Name = Annotated[str, Field(max_length=100)]
_Text = Annotated[str, Field(max_length=200)]


class TrainingBody(BaseModel):
    """A training to open.

    Attributes:
        scenario: Name of GET /v1/training/scenarios.
        trainees: Users who may act in it; empty for everybody who may read.
    """

    model_config = ConfigDict(extra="forbid")

    scenario: _Name
    trainees: Annotated[list[_Name], Field(max_length=50)] = []


class ControlBody(BaseModel):
    """What the instructor does with it.

    Attributes:
        does: What.
        name: Of the mark, fault or tag; a fault without one is named after target and kind.
        value: Speed, or number of scans of a step, or seconds to go back without a name.
        text: What is told.
        kind: Of the fault to inject.
        target: What it happens to.
        numbers: How bad it is, each as `NAME=VALUE UNIT`.
        ramp_s: Plant time in s in which it grows.
    """

    model_config = ConfigDict(extra="forbid")

    does: Literal[
        "run", "freeze", "speed", "step", "mark", "back", "inject", "clear", "hide", "show", "say"
    ]
    name: _Name = ""
    value: Annotated[Number, Field(ge=0, le=86_400)] = 0.0
    text: Annotated[str, Field(max_length=1000)] = ""
    kind: _Name = ""
    target: _Name = ""
    numbers: Annotated[list[_Text], Field(max_length=20)] = []
    ramp_s: Annotated[Number, Field(ge=0, le=86_400)] = 0.0


class ActBody(BaseModel):
    """What a trainee does.

    Attributes:
        does: Writes a value, trips by hand, resets trips, or acknowledges.
        name: Of the tag, the valve or machine, or the alarm; `all` for all alarms.
        value: Wanted value of a write, in `unit`.
        unit: Unit of the value; empty for the tag's own.
    """

    model_config = ConfigDict(extra="forbid")

    does: Literal["set", "trip", "reset", "acknowledge"]
    name: _Name = ""
    value: Number = 0.0
    unit: _Name = ""
