"""Values as they change."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator
from typing import Any, Self


class Stream:
    """An asynchronous iterator of values, one at a time.

    It is no generator of its own: a loop that ends closes all generators at once, and one that
    waits for another could not be closed.
    """

    def __init__(self, messages: AsyncGenerator[dict[str, Any]]) -> None:
        self._messages = messages
        self._values: deque[dict[str, Any]] = deque()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> dict[str, Any]:
        while not self._values:
            message = await anext(self._messages)
            if message["type"] == "values":
                self._values.extend(message["values"])
        return self._values.popleft()

    async def aclose(self) -> None:
        """Disconnects; `async with contextlib.aclosing(stream)` does it, too."""
        await self._messages.aclose()
