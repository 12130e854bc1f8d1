"""One playing of a span of the history."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from twin_ops.replay.lane import P
from twin_ops.replay.played import Prepare, played
from twin_ops.replay.sandbox import Sandbox
from twin_ops.replay.span import Span
from twin_ops.replay.together import together
from twin_ops.replay.transport import Transport


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


async def paced(
    span: Span, transport: Transport, prepare: Prepare[P]
) -> AsyncIterator[tuple[int, list[P]]]:
    """Messages of a span with their time when they are due, from where the transport is told to.

    Args:
        span: Which messages.
        transport: Says when they are due.
        prepare: As of `played`.

    Raises:
        Ended: The transport was told to end.
        FileGone: A file of the history went while it was read.
    """
    begin_ns: int | None = span.begin_ns
    transport.start()
    while begin_ns is not None:
        for time_ns, messages in _groups(replace(span, begin_ns=begin_ns), transport, prepare):
            if not await transport.reach(time_ns):
                break
            yield time_ns, messages
        begin_ns = transport.sought(span.begin_ns, span.end_ns)


def _groups(span: Span, transport: Transport, prepare: Prepare[P]) -> Iterator[tuple[int, list[P]]]:
    for lanes in played(span, prepare):
        yield from together(lanes, lambda: transport.speed)


async def play(span: Span, sandbox: Sandbox, tally: Tally) -> None:
    """Plays a span once, as the tally's transport is told to.

    Raises:
        Ended: The transport was told to end.
        BusUnavailable: The broker does not answer.
        NotPlayed: What is kept is no message of today's contract.
        FileGone: A file of the history went while it was read.
    """
    async for _, messages in paced(span, tally.transport, sandbox.messages):
        await sandbox.play(messages)
        tally.messages += sum(map(len, messages))
