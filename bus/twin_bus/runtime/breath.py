"""How long a batch may keep the event loop to itself."""

from __future__ import annotations

from dataclasses import dataclass

_FIRST, _MOST = 10, 200


@dataclass
class Breath:
    """How many messages are handled between two turns of everything else on the event loop.

    However long these turns take, handling has as long: five hundred clients must not keep an
    agent from the values that they wait for.

    Fetches, acknowledgements and the group's heartbeats need these turns: by number alone, a
    handler that takes 50 ms would keep them waiting until the group takes the agent for dead.

    Attributes:
        seconds: Time to handle messages for.
        pause: Least time in seconds that these turns have.
        messages: Number to handle at a time.
    """

    seconds: float = 0.02
    pause: float = 0.0
    messages: int = _FIRST

    def took(self, seconds: float, turns: float = 0.0) -> None:
        """Fits the number to the time that the last ones, and all else before them, took."""
        share = max(1.0, turns / self.seconds)
        fitting = self.messages * share * self.seconds / max(seconds, 1e-6)
        self.messages = max(1, min(int(share * _MOST), int(fitting)))
