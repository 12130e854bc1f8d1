"""What is asked of the past, or of now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twin_bus.errors import TwinError

if TYPE_CHECKING:
    from twin_simulator import Move


class NotKept(TwinError):
    """The twin can not be rebuilt at that time; says what is kept."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """Writes that are tried from a moment on.

    Attributes:
        at_ns: The moment, ns since 1970-01-01 UTC.
        moves: What is written, and how long after it; nothing asks for the course alone.
        seconds: How far ahead.
        tags: Whose values are wanted, beside those that show what the writes do.
        newest: Whether it begins from the very last snapshot: nearer to now, but once the next one
            is there the same question has another answer. Else from one that is kept.
    """

    at_ns: int
    moves: Sequence[Move]
    seconds: float
    tags: Sequence[str] = ()
    newest: bool = False
