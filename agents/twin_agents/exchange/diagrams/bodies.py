"""What clients send about diagrams."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$")]


class DraftBody(BaseModel):
    """An area with its drawing: sections with their elements, as its two files have them.

    Attributes:
        parent: Revision that it was made of; 0 for the area as the plant is run, or a new one.
        description: `title`, `first_fill`, `equipment`, `streams`, `instruments`, …
        layout: `canvas`, `layers`, `notes`, and the places of `equipment`, `instruments`,
            `controllers` and `links`.
    """

    model_config = ConfigDict(extra="forbid")

    parent: Annotated[int, Field(ge=0, strict=True)] = 0
    description: dict[str, Any]
    layout: dict[str, Any]


class RevisionBody(DraftBody):
    """A draft that is saved.

    Attributes:
        note: What was changed.
    """

    note: Annotated[str, Field(max_length=500)] = ""


class TextBody(BaseModel):
    """The two files of an area as texts.

    Attributes:
        description: Text of the area file.
        layout: Text of the layout file.
    """

    model_config = ConfigDict(extra="forbid")

    description: Annotated[str, Field(max_length=500_000)]
    layout: Annotated[str, Field(max_length=500_000)]
