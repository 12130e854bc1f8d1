"""One WebSocket client: what it gets is bounded by what it takes."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from twin_agents.exchange.users.standing import Standing, contract_name
from twin_agents.exchange.values import LatestValues, iso
from twin_bus.clock import Clock
from twin_schemas.vocabulary import Action

_HEARTBEAT_SECONDS = 1.0
STREAM_RULES: Mapping[str, Action] = {
    "values": "read",
    "command": "read",
    "approval": "read",
    "message": "read",
    "health": "read",
    "access": "audit",
}
"""Action that a user needs a right for, by type of message. Values, commands and messages need it
for their tag or contract. Everybody gets `heartbeat` and `error`, which tell nothing."""
EVENTS_KEPT = 1_000


@dataclass(eq=False)
class Subscriber:
    """Conflates values to the client's rate; commands and health are never conflated.

    A client that does not take its messages gets the newest value of each tag when it does, with
    the number of updates it did not see.

    Attributes:
        values: Cache to read from.
        clock: Time of the messages.
        patterns: Tag patterns, with `*` and `?`.
        rate_hz: Most messages of values a second.
        contracts: Topics, or patterns of topics, whose messages are sent.
        standing: What the user whose stream it is may see; asked anew for each message.
    """

    values: LatestValues
    clock: Clock
    patterns: Sequence[str]
    rate_hz: float
    standing: Standing
    contracts: Sequence[str] = ()
    _seen: int = field(default=-1, init=False)
    _updates: int = field(default=0, init=False)
    _conflated: int = field(default=0, init=False)
    _events: deque[dict[str, Any]] = field(
        default_factory=lambda: deque(maxlen=EVENTS_KEPT), init=False
    )
    _lost_events: int = field(default=0, init=False)
    _woken: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _sent_at: float = field(default=0.0, init=False)

    @property
    def conflated(self) -> int:
        """Updates that were replaced by a newer one before the client took them, at the least."""
        return self._conflated + max(0, self._updates - len(self.values.tags))

    @property
    def lost_events(self) -> int:
        """Events that gave way because the client did not take them."""
        return self._lost_events

    @property
    def queued(self) -> int:
        """Events that wait for the client."""
        return len(self._events)

    @property
    def user(self) -> str:
        """Whose stream it is."""
        return self.standing.user

    def wants(self, tag: str) -> bool:
        """Whether the client subscribed to a tag and may read it."""
        wanted = any(fnmatchcase(tag, pattern) for pattern in self.patterns)
        return wanted and tag in self.standing.readable(self.values.tags)

    def wants_contract(self, topic: str, owner: str = "") -> bool:
        """Whether the client subscribed to a contract and may read it."""
        wanted = any(fnmatchcase(topic, pattern) for pattern in self.contracts)
        return wanted and self.standing.may_read_contract(contract_name(topic), owner)

    def signal(self, message: Mapping[str, Any], subject: str = "") -> None:
        """Queues a message if the user may have messages of its type about this subject."""
        if self.standing.may(STREAM_RULES[message["type"]], subject):
            self.event(dict(message))

    def message(self, shown: dict[str, Any]) -> None:
        """Queues a message of a contract, with the number of those that had to give way."""
        self.event({"type": "message"} | shown | {"lost_events": self._lost_events})

    def notify(self, updates: int = 0) -> None:
        """Tells that values changed."""
        self._updates += updates
        self._woken.set()

    def event(self, message: dict[str, Any]) -> None:
        """Queues a message that must not be conflated; the oldest give way, and are counted."""
        if len(self._events) == self._events.maxlen:
            self._lost_events += 1
        self._events.append(message)
        self._woken.set()

    async def next(self) -> list[dict[str, Any]]:
        """Messages to send now; waits for a change, at most for a heartbeat."""
        loop = asyncio.get_running_loop()
        await self._wait_for_change()
        while not self._events:
            remaining = self._sent_at + 1 / self.rate_hz - loop.time()
            if remaining <= 0:
                break
            self._woken.clear()
            await self._wait_for_change(remaining)
        messages = [*self._events]
        self._events.clear()
        if loop.time() >= self._sent_at + 1 / self.rate_hz:
            messages += self._changed_values()
            self._sent_at = loop.time()
        return messages or [{"type": "heartbeat", "time": iso(self.clock.now_ns())}]

    async def _wait_for_change(self, seconds: float = _HEARTBEAT_SECONDS) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), seconds)
        except TimeoutError:
            return

    def _changed_values(self) -> list[dict[str, Any]]:
        self._woken.clear()
        everything = self._seen < 0
        names = self.values.tags if everything else self.values.changed_since(self._seen)
        wanted = [name for name in names if self.wants(name)]
        self._seen = self.values.change
        conflated = max(0, self._updates - len(wanted)) if not everything else 0
        self._conflated += conflated
        self._updates = 0
        if not wanted:
            return []
        now = self.clock.now_ns()
        shown = self.values.shown(wanted, now)
        message: dict[str, Any] = {"type": "values", "time": iso(now), "conflated": conflated}
        return [message | {"values": shown, "lost_events": self._lost_events}]
