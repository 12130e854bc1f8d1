"""What clients send to the exchange."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


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
    """

    model_config = ConfigDict(extra="forbid")

    tag: str
    value: Annotated[float, Field(allow_inf_nan=False)]
    unit: str = ""
    reason: Annotated[str, Field(max_length=1000)] = ""
    timeout_s: Annotated[float, Field(ge=0, le=86_400)] = 0.0
    origin: Literal["operator", "instructor"] = "operator"


class ApprovalBody(BaseModel):
    """A second person's answer.

    Attributes:
        approve: False rejects.
        reason: Why; goes to the audit log.
    """

    model_config = ConfigDict(extra="forbid")

    approve: bool
    reason: Annotated[str, Field(max_length=1000)] = ""


_Pattern = Annotated[str, Field(max_length=200)]


class SubscribeBody(BaseModel):
    """First message of a WebSocket client.

    Attributes:
        token: From the login.
        subscribe: Tag patterns with `*` and `?`.
        contracts: Contracts whose messages to send, as topics or patterns of them.
        rate_hz: Most messages of values a second.
    """

    token: Annotated[str, Field(max_length=4_000)]
    subscribe: Annotated[list[_Pattern], Field(max_length=2_000)] = ["*"]
    contracts: Annotated[list[_Pattern], Field(max_length=1_000)] = []
    rate_hz: Annotated[float, Field(gt=0, le=50)] = 5.0
