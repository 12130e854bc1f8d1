"""Writes that wait until the plant reports them: a broker only tells that it has the message."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable

from twin_plc_adapters.link import WriteUnconfirmed
from twin_plc_adapters.reading import Reading

CONFIRM_S = 5.0


class Confirmations:
    """What was written and has not been reported yet.

    Args:
        confirm_s: How long the plant may take to report it.
    """

    def __init__(self, confirm_s: float) -> None:
        self._confirm_s = confirm_s
        self._awaited: dict[str, tuple[float, asyncio.Event]] = {}

    def take(self, tag: str, reading: Reading) -> None:
        """Looks whether a value is the one that was written."""
        if tag in self._awaited and reading.quality == "good":
            value, event = self._awaited[tag]
            if math.isclose(reading.value, value, rel_tol=1e-6, abs_tol=1e-9):
                event.set()

    async def sent(
        self, tag: str, value: float, sending: Awaitable[None], within_s: float, missing: str
    ) -> None:
        """Sends a value, and returns once the plant reports it.

        Args:
            tag: What is written.
            value: As it will be reported.
            sending: Sends it.
            within_s: How long it may take, at the most.
            missing: What to say if it is not reported.

        Raises:
            WriteUnconfirmed: If it has not been reported in time.
        """
        event = asyncio.Event()
        self._awaited[tag] = value, event
        try:
            await sending
            await asyncio.wait_for(event.wait(), min(self._confirm_s, within_s))
        except TimeoutError:
            raise WriteUnconfirmed(missing) from None
        finally:
            del self._awaited[tag]
