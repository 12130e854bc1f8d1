"""What is asked of a moment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Change:
    """A write that is tried.

    Attributes:
        tag: Writable tag.
        value: In the tag's unit.
        after: Seconds after the moment.
        phase: It waits until what has a lower phase is where it is to be.
    """

    tag: str
    value: float
    after: float = 0.0
    phase: int = 0


@dataclass(frozen=True, kw_only=True)
class Question:
    """Writes that are tried from a moment on.

    Attributes:
        at_ns: The moment, ns since 1970-01-01 UTC.
        newest: Whether it is now: the very last snapshot is the base, also one that is not kept.
        changes: What is written; nothing asks for the course alone.
        seconds: How far ahead.
        tags: Whose values are wanted, beside those that show what the writes do.
    """

    at_ns: int
    newest: bool
    changes: tuple[Change, ...]
    seconds: float
    tags: tuple[str, ...] = ()
