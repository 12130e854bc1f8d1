"""The form of a scenario file; numbers are written with their units, such as `12 kg/s`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Quantity = Annotated[
    str | float, Field(description="number and unit, such as 12 kg/s; of a mode also its name")
]
Span = Annotated[str | float, Field(description="time, such as 90 s or 5 min")]
Percent = Annotated[float, Field(ge=0, le=100)]
Points = Annotated[float, Field(gt=0, le=1000)]
Stability = Literal["A", "B", "C", "D", "E", "F"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ConditionForm(_Strict):
    """What the plant is like: one of tag, tripped, alarm or released."""

    tag: str = Field(
        default="", description="compared with above or below, as the trainee reads it"
    )
    tripped: str = Field(default="", description="name of an interlock that holds something")
    alarm: str = Field(default="", description="alarm that is active, such as PT-107.low")
    released: str = Field(
        default="", description="name of a fault; above: the mass which came out of it"
    )
    above: Quantity | None = None
    below: Quantity | None = None
    lasting: Span = Field(default="0 s", description="for how long without a break")


class ActionForm(_Strict):
    """What somebody does: one of set, trip, reset, acknowledge or mend."""

    set: str = Field(default="", description="tag that is written; to says the value")
    to: Quantity | None = None
    trip: str = Field(
        default="", description="actuator that is shut, or machine that is stopped, by hand"
    )
    reset: bool = Field(default=False, description="reset the interlocks whose cause is gone")
    acknowledge: str = Field(default="", description="alarm that is acknowledged, or all")
    mend: str = Field(default="", description="name of a fault that people at the plant put right")


class ScriptedForm(ActionForm):
    """An action of the script: at a time, or once a condition holds."""

    at: Span = Field(default="0 s", description="earliest time since the beginning")
    when: ConditionForm | None = None


class DoneForm(_Strict):
    """An action to look for: one of set, trip, reset, acknowledge or mend."""

    set: str = ""
    above: Quantity | None = None
    below: Quantity | None = None
    trip: str = ""
    reset: bool = False
    acknowledge: str = ""
    mend: str = ""


class TriggerForm(_Strict):
    """Something that happens once."""

    name: str = Field(min_length=1)
    at: Span = Field(default="0 s", description="since the beginning, or since `after` happened")
    after: str = Field(default="", description="name of another trigger which comes first")
    when: ConditionForm | None = Field(default=None, description="not before this holds")
    faults: dict[str, dict[str, Any]] = Field(default_factory=dict)
    clear: tuple[str, ...] = ()
    message: str = ""


class ExpectedForm(_Strict):
    """What is to be done (do) or reached (see), and until when."""

    name: str = Field(min_length=1)
    do: DoneForm | None = None
    see: ConditionForm | None = None
    after: str = Field(
        default="", description="trigger from which the time counts; else the beginning"
    )
    within: Span
    points: Points = 10.0
    reason: str = Field(min_length=1)


class ForbiddenForm(_Strict):
    """What is not to be done (do) or must not come about (see)."""

    name: str = Field(min_length=1)
    do: DoneForm | None = None
    see: ConditionForm | None = None
    after: str = ""
    points: Points = 10.0
    fails: bool = Field(default=False, description="the scenario is failed whatever the points")
    reason: str = Field(min_length=1)


class StartForm(_Strict):
    """Where it begins: the plant at rest, run for a while, or a snapshot."""

    warm: Span = Field(
        default="0 s", description="how long the plant runs before the scenario begins"
    )
    set: dict[str, Quantity] = Field(default_factory=dict, description="written before that")
    snapshot: str = Field(default="", description="file beside the scenario, of an emulated plant")
    aged: bool = Field(default=True, description="some months after a turnaround; else as new")


class WeatherForm(_Strict):
    """Wind and Pasquill's class, for what is released."""

    wind: Quantity = "5 m/s"
    stability: Stability = "D"


class ScenarioForm(_Strict):
    """A training scenario."""

    title: str = Field(min_length=1)
    description: str = ""
    plant: str = Field(
        default="methanol_ammonia", description="the plant, or a part that runs by itself"
    )
    duration: Span
    until: ConditionForm | None = Field(default=None, description="ends it earlier")
    scan: Span = Field(default="1 s", description="scan time of the plant's control system")
    seed: int = Field(default=1, ge=0, description="of the sensors' noise")
    start: StartForm = StartForm()
    weather: WeatherForm = WeatherForm()
    shown: tuple[str, ...] = Field(default=(), description="tags that the report draws")
    triggers: tuple[TriggerForm, ...] = Field(min_length=1)
    expected: tuple[ExpectedForm, ...] = Field(min_length=1)
    forbidden: tuple[ForbiddenForm, ...] = ()
    pass_at: Percent = 70.0
    script: tuple[ScriptedForm, ...] = Field(
        default=(), description="a trainee's actions, for a dry run"
    )


class ActionsForm(_Strict):
    """A file of actions alone."""

    script: tuple[ScriptedForm, ...]
