"""Answers of other agents, waited for by the number of the question."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


@dataclass
class Awaited(Generic[Answer]):
    """Who waits for an answer."""

    _waiting: dict[str, asyncio.Future[Answer]] = field(default_factory=dict)

    def expect(self, request_id: str) -> asyncio.Future[Answer]:
        """What will be the answer; ask for it before the question is sent."""
        waiting = asyncio.get_running_loop().create_future()
        self._waiting[request_id] = waiting
        waiting.add_done_callback(lambda _: self._waiting.pop(request_id, None))
        return waiting

    def give(self, request_id: str, answer: Answer) -> None:
        """Hands an answer to who waits for it, if anybody does."""
        waiting = self._waiting.get(request_id)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)
