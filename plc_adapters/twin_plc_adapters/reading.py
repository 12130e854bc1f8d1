"""One value as a plant gave it, before anything is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from twin_schemas.vocabulary import Quality


@dataclass(frozen=True, slots=True)
class Reading:
    """What a protocol says of one tag.

    Attributes:
        value: In the tag's unit; NaN where there is none.
        quality: What the plant says of it.
        reason: Why it is not good.
        source_ns: When it was taken; None if the protocol does not tell.
        server_ns: When the plant's server had it; None if the protocol does not tell.
        gap: Why values before this one are missing; empty if none is.
        is_past: Whether the plant says that it is sent afterwards, and not the present value.
    """

    value: float
    quality: Quality = "good"
    reason: str = ""
    source_ns: int | None = None
    server_ns: int | None = None
    gap: str = ""
    is_past: bool = False
