"""A planned write."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Move:
    """A value which is written some seconds after a recording begins.

    Attributes:
        tag: What is written.
        value: In the tag's unit.
        after: Seconds after the beginning, at the earliest.
        phase: It waits until the moves of lower phases are where they are to be.
    """

    tag: str
    value: float
    after: float = 0.0
    phase: int = 0
