"""What clients send to the exchange."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from twin_agents.exchange.number import Number

_Pattern = Annotated[str, Field(max_length=200)]


class ErrorBody(BaseModel):
    """Why something was not done.

    Attributes:
        error: What is wrong.
        hint: What to do next.
    """

    error: str
    hint: str


class LoginBody(BaseModel):
    """A user's name and password."""

    username: Annotated[str, Field(min_length=1, max_length=100)]
    password: Annotated[str, Field(max_length=1000)]


class CommandBody(BaseModel):
    """A wanted value.

    Attributes:
        tag: Writable tag.
        value: Wanted value, in `unit`.
        unit: Unit of the value; empty for the tag's own.
        reason: Why; goes to the audit log.
        timeout_s: How long the plant may take; 0 for the tag's own time.
        origin: As what it is given; an instructor's is for training only.
        request_id: Number of the client's own, 16 hexadecimal digits, under which it may send the
            same command again when it has no answer; it is done once.
    """

    model_config = ConfigDict(extra="forbid")

    tag: str
    value: Number
    unit: str = ""
    reason: Annotated[str, Field(max_length=1000)] = ""
    timeout_s: Annotated[Number, Field(ge=0, le=86_400)] = 0.0
    origin: Literal["operator", "instructor"] = "operator"
    request_id: Annotated[str, Field(pattern=r"^([0-9a-f]{16})?$")] = ""


class PredictionBody(BaseModel):
    """A value to try on the model.

    Attributes:
        tag: Writable tag.
        value: Value to try, in `unit`.
        unit: Unit of the value; empty for the tag's own.
        minutes: How far to look ahead; 0 for what the tag may need to settle.
    """

    model_config = ConfigDict(extra="forbid")

    tag: str
    value: Number
    unit: str = ""
    minutes: Annotated[Number, Field(ge=0, le=30)] = 0.0


class ApprovalBody(BaseModel):
    """A second person's answer.

    Attributes:
        approve: False rejects.
        reason: Why; goes to the audit log.
    """

    model_config = ConfigDict(extra="forbid")

    approve: bool
    reason: Annotated[str, Field(max_length=1000)] = ""


class SetBody(BaseModel):
    """A setpoint set to save.

    Attributes:
        tags: Tags, or patterns of tags with `*` and `?`; of those, modes, setpoints in AUTO and
            outputs in MAN are saved with their values of now.
        values: Values to save instead, in each tag's unit.
        reason: Why; goes to the audit log.
    """

    model_config = ConfigDict(extra="forbid")

    tags: Annotated[list[_Pattern], Field(max_length=2_000)] = ["*"]
    values: dict[str, Number] | None = None
    reason: Annotated[str, Field(max_length=1000)] = ""


class SetPlanBody(BaseModel):
    """How close is close enough.

    Attributes:
        tolerance: Percent of a tag's range within which it is left alone.
    """

    model_config = ConfigDict(extra="forbid")

    tolerance: Annotated[Number, Field(ge=0, le=100)] = 0.0


class RestoreBody(BaseModel):
    """A plan to carry out.

    Attributes:
        plan_id: From the plan; the set is not restored if another plan is needed by now.
        reason: Why; goes to the audit log.
    """

    model_config = ConfigDict(extra="forbid")

    plan_id: Annotated[str, Field(max_length=100)]
    reason: Annotated[str, Field(max_length=1000)] = ""


class AcknowledgementBody(BaseModel):
    """That somebody has seen an alarm.

    Attributes:
        occurrence: Which occurrence was seen.
        reason: Anything to say about it; goes to the audit log.
    """

    model_config = ConfigDict(extra="forbid")

    occurrence: Annotated[int, Field(ge=1, le=2**63 - 1)]
    reason: Annotated[str, Field(max_length=1000)] = ""


class ShelvingBody(BaseModel):
    """How long an alarm is out of sight.

    Attributes:
        minutes: At most 12 h.
        reason: Why; goes to the audit log.
    """

    model_config = ConfigDict(extra="forbid")

    minutes: Annotated[Number, Field(gt=0, le=720)]
    reason: Annotated[str, Field(min_length=1, max_length=1000, pattern=r"\S")]


class RemovalBody(BaseModel):
    """Why an alarm is taken out of service.

    Attributes:
        reason: Goes to the audit log.
    """

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(min_length=1, max_length=1000, pattern=r"\S")]


class TuningBody(BaseModel):
    """Other settings for an alarm; what is not given stays as it is.

    Attributes:
        reason: Why; goes to the audit log.
        at: Limit, in the alarm's unit.
        deadband: In the alarm's unit.
        on_delay_s, off_delay_s: At most half an hour.
    """

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(min_length=1, max_length=1000, pattern=r"\S")]
    at: Number | None = None
    deadband: Annotated[Number, Field(ge=0)] | None = None
    on_delay_s: Annotated[Number, Field(ge=0, le=1800)] | None = None
    off_delay_s: Annotated[Number, Field(ge=0, le=1800)] | None = None


class SubscribeBody(BaseModel):
    """First message of a WebSocket client.

    Attributes:
        token: From the login.
        subscribe: Tag patterns with `*` and `?`.
        contracts: Contracts whose messages to send, as topics or patterns of them.
        rate_hz: Most messages of values a second.
        changes: Whether a value that was sent already may come with the fields that changed only:
            `tag`, `age_s`, and those of the report or those of the model, in groups of values that
            have some of them alike.
    """

    token: Annotated[str, Field(max_length=4_000)]
    subscribe: Annotated[list[_Pattern], Field(max_length=2_000)] = ["*"]
    contracts: Annotated[list[_Pattern], Field(max_length=1_000)] = []
    rate_hz: Annotated[Number, Field(gt=0, le=50)] = 5.0
    changes: bool = False
