"""How long a batch may keep the event loop to itself."""

from __future__ import annotations

from dataclasses import dataclass

_SECONDS = 0.02
_FIRST, _MOST = 10, 200


@dataclass
class Breath:
    """How many messages are handled between two turns of everything else on the event loop.

    Fetches, acknowledgements and the group's heartbeats need these turns: by number alone, a
    handler that takes 50 ms would keep them waiting until the group takes the agent for dead.

    Attributes:
        messages: Number to handle at a time.
    """

    messages: int = _FIRST

    def took(self, seconds: float) -> None:
        """Fits the number to the time that the last ones took."""
        fitting = self.messages * _SECONDS / max(seconds, 1e-6)
        self.messages = max(1, min(_MOST, int(fitting)))
