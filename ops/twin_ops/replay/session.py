"""One playing of a span of the history."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from twin_ops.replay.played import played
from twin_ops.replay.sandbox import Sandbox
from twin_ops.replay.together import together
from twin_ops.replay.transport import Transport
from twin_schemas.record import Record


@dataclass(frozen=True)
class Span:
    """What is played.

    Attributes:
        folder: Of the history.
        contracts: Their messages.
        keys: Of these keys; all where there is none.
        begin_ns: First time, ns since 1970-01-01 UTC.
        end_ns: Time before which it ends.
    """

    folder: Path
    contracts: Sequence[type[Record]]
    keys: Sequence[str]
    begin_ns: int
    end_ns: int


@dataclass
class Tally:
    """What has been played.

    Attributes:
        session: Name that its messages bear.
        transport: Says when they were due.
        messages: How many.
    """

    session: str
    transport: Transport
    messages: int = 0
    _began: float = field(default_factory=time.monotonic, init=False)

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        return time.monotonic() - self._began

    def late_s(self, percent: float) -> float:
        """Time within which that many of a hundred groups of messages came after they were due."""
        late = self.transport.late_s
        return float(np.percentile(late, percent)) if late else 0.0


async def paced(span: Span, transport: Transport) -> AsyncIterator[tuple[int, list[Record]]]:
    """Messages of a span with their time when they are due, from where the transport is told to.

    Raises:
        Ended: The transport was told to end.
        FileGone: A file of the history went while it was read.
    """
    begin_ns: int | None = span.begin_ns
    transport.start()
    while begin_ns is not None:
        messages = played(span.folder, span.contracts, span.keys, begin_ns, span.end_ns)
        for time_ns, records in together(messages, lambda: transport.speed):
            if not await transport.reach(time_ns):
                break
            yield time_ns, records
        begin_ns = transport.sought(span.begin_ns, span.end_ns)


async def play(span: Span, sandbox: Sandbox, tally: Tally) -> None:
    """Plays a span once, as the tally's transport is told to.

    Raises:
        Ended: The transport was told to end.
        BusUnavailable: The broker does not answer.
        FileGone: A file of the history went while it was read.
    """
    async for _, records in paced(span, tally.transport):
        await sandbox.play(records)
        tally.messages += len(records)
