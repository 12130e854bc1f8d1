"""One playing of a span of the history."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from twin_ops.replay.pace import Pace, together
from twin_ops.replay.played import played
from twin_ops.replay.sandbox import Sandbox
from twin_schemas.record import Record


@dataclass(frozen=True)
class Span:
    """What is played, and how fast.

    Attributes:
        folder: Of the history.
        contracts: Their messages.
        keys: Of these keys; all where there is none.
        begin_ns: First time, ns since 1970-01-01 UTC.
        end_ns: Time before which it ends.
        speed: Times faster than it was; infinite for at once.
    """

    folder: Path
    contracts: Sequence[type[Record]]
    keys: Sequence[str]
    begin_ns: int
    end_ns: int
    speed: float


@dataclass
class Tally:
    """What has been played.

    Attributes:
        session: Name that its messages bear.
        messages: How many.
        late_s: Longest time by which any came too late.
    """

    session: str
    messages: int = 0
    late_s: float = 0.0
    _began: float = field(default_factory=time.monotonic, init=False)

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        return time.monotonic() - self._began


async def play(span: Span, sandbox: Sandbox, tally: Tally, tell: Callable[[int], None]) -> None:
    """Plays a span once; `tell` is told the time that is played.

    Raises:
        BusUnavailable: The broker does not answer.
        FileGone: A file of the history went while it was read.
    """
    messages = played(span.folder, span.contracts, span.keys, span.begin_ns, span.end_ns)
    pace: Pace | None = None
    for time_ns, records in together(messages, span.speed):
        pace = pace or Pace(span.speed, time_ns)
        await pace.wait_for(time_ns)
        await sandbox.play(records)
        tally.messages += len(records)
        tally.late_s = max(tally.late_s, pace.late_s)
        tell(time_ns)
