"""What clients send about users."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from twin_schemas.access import Right

Password = Annotated[str, Field(max_length=1_000)]
Name = Annotated[str, Field(min_length=1, max_length=100)]


class GrantBody(BaseModel):
    """A role, or a right of a user's own; one of the two.

    Attributes:
        role: Name of a role.
        right: `action`, and as limits `tags`, `origin`, `low`, `high`, `from`, `until`, `daily`.
    """

    model_config = ConfigDict(extra="forbid")

    role: Name | None = None
    right: dict[str, Any] | None = None

    @field_validator("right")
    @classmethod
    def _is_right(cls, given: dict[str, Any] | None) -> dict[str, Any] | None:
        return None if given is None else Right.from_dict(given).to_dict()

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.role is None) == (self.right is None):
            raise ValueError("give either a role or a right")
        return self

    def what(self) -> str | Right:
        """The role's name or the right."""
        return self.role if self.role is not None else Right.from_dict(self.right or {})


class UserBody(BaseModel):
    """A new user.

    Attributes:
        user: Name.
        password: The first password.
        roles: Names of roles.
    """

    model_config = ConfigDict(extra="forbid")

    user: Name
    password: Password
    roles: Annotated[list[Name], Field(max_length=20)] = []


class PasswordBody(BaseModel):
    """A new password of somebody."""

    model_config = ConfigDict(extra="forbid")

    password: Password


class OwnPasswordBody(BaseModel):
    """A new password of one's own, with the present one as proof."""

    model_config = ConfigDict(extra="forbid")

    old: Password
    new: Password
