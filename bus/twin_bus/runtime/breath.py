"""How long a batch may keep the event loop to itself."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from time import monotonic

_FIRST, _MOST = 10, 200
_QUIET_S = 0.0001  # a turn of the event loop with nothing to do takes a tenth of it


@dataclass
class Breath:
    """How many messages are handled between two turns of everything else on the event loop.

    However long these turns take, handling has as long: five hundred clients must not keep an
    agent from the values that they wait for.

    Fetches, acknowledgements and the group's heartbeats need these turns: by number alone, a
    handler that takes 50 ms would keep them waiting until the group takes the agent for dead.

    Attributes:
        seconds: Time to handle messages for.
        pause: How long in seconds these turns may go on while there is something to do.
        messages: Number to handle at a time.
    """

    seconds: float = 0.02
    pause: float = 0.0
    messages: int = _FIRST
    _each: float = field(default=0.0, init=False)
    _prepared: float = field(default=0.0, init=False)

    async def give_way(self) -> float:
        """Lets everything else have its turns; gives how long they took in seconds."""
        begun = before = monotonic()
        while True:
            await asyncio.sleep(0)
            now = monotonic()
            if now - before < _QUIET_S or now - begun >= self.pause:
                return now - begun
            before = now

    def prepared(self, seconds: float, messages: int) -> None:
        """Notes that a part of what `took` is told next was for so many messages, handled or not.

        Each of them bears as much of it: else their number would swing between too many and few.
        """
        self._prepared += seconds
        self._each = seconds / messages

    def took(self, seconds: float, turns: float = 0.0) -> None:
        """Fits the number to the time that the last ones, and all else before them, took."""
        seconds += self._each * self.messages - self._prepared
        self._prepared = 0.0
        share = max(1.0, turns / self.seconds)
        fitting = self.messages * share * self.seconds / max(seconds, 1e-6)
        self.messages = max(1, min(int(share * _MOST), int(fitting)))
