"""One WebSocket client: what it gets is bounded by what it takes."""

from __future__ import annotations

import asyncio
import json
import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from twin_agents.exchange.picked import Picked
from twin_agents.exchange.selection import Selection, Selections
from twin_agents.exchange.users.standing import Standing, contract_name
from twin_agents.exchange.value_text import iso
from twin_agents.exchange.values import LatestValues
from twin_bus.clock import Clock
from twin_schemas.vocabulary import Action

_HEARTBEAT_SECONDS = 1.0
# Values come in bursts, as the plant is scanned: who is woken by the first waits for the rest, that
# is as long as this share of all comes in each while, for what trickles in never is over.
_WHILE_SECONDS, _BURST_SECONDS, _BURST_SHARE = 0.01, 0.25, 0.03
STREAM_RULES: Mapping[str, Action] = {
    "values": "read",
    "command": "read",
    "approval": "read",
    "alarm": "read",
    "interlock": "read",
    "prediction": "read",
    "release": "read",
    "restore": "read",
    "diagram": "read",
    "message": "read",
    "health": "read",
    "access": "audit",
}
"""Action that a user needs a right for, by type of message. Values, commands, alarms and messages
need it for their tag or contract. Everybody gets `heartbeat` and `error`, which tell nothing."""
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
        standing: What the user whose stream it is may see; asked anew for each message.
        selections: Who watches which tags.
        contracts: Topics, or patterns of topics, whose messages are sent.
        changes: Whether a value that was sent comes with the fields that changed only.
    """

    values: LatestValues
    clock: Clock
    patterns: Sequence[str]
    rate_hz: float
    standing: Standing
    selections: Selections
    contracts: Sequence[str] = ()
    changes: bool = False
    _readable: frozenset[str] = field(init=False)
    _selection: Selection = field(init=False)
    _seen: int = field(default=-1, init=False)
    _counted: int = field(default=0, init=False)
    _conflated: int = field(default=0, init=False)
    _events: deque[str] = field(default_factory=lambda: deque(maxlen=EVENTS_KEPT), init=False)
    _lost_events: int = field(default=0, init=False)
    _woken: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _nudged: bool = field(default=True, init=False)
    _sent_at: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._select()

    def _select(self) -> None:
        self._readable = self.standing.readable(self.values.tags)
        self._selection = self.selections.join(self.patterns, self._readable)
        self._counted = self._selection.updates

    def leave(self) -> None:
        """Watches nothing any more."""
        self._selection.idle.discard(self._woken)
        self.selections.leave(self.patterns, self._readable)

    @property
    def _updates(self) -> int:
        """Updates since the client was last sent values."""
        return self._selection.updates - self._counted

    @property
    def conflated(self) -> int:
        """Updates that were replaced by a newer one before the client took them, at the least."""
        return self._conflated + max(0, self._updates - len(self._selection.tags))

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

    def wants_contract(self, topic: str, owner: str = "") -> bool:
        """Whether the client subscribed to a contract and may read it."""
        wanted = any(fnmatchcase(topic, pattern) for pattern in self.contracts)
        return wanted and self.standing.may_read_contract(contract_name(topic), owner)

    def may_have(self, kind: str, subject: str = "") -> bool:
        """Whether the user may have messages of a type about a tag or contract."""
        return self.standing.may(STREAM_RULES[kind], subject)

    def message(self, shown: Mapping[str, Any]) -> None:
        """Queues a message of a contract, with the number of those that had to give way."""
        self.event({"type": "message", **shown, "lost_events": self._lost_events})

    def notify(self) -> None:
        """Has the stream look up whether it may go on."""
        self._nudged = True
        self._woken.set()

    def event(self, message: Mapping[str, Any]) -> None:
        """Queues a message that must not be conflated; the oldest give way, and are counted."""
        self.queue(json.dumps(message))

    def queue(self, text: str) -> None:
        """The same with JSON that was made once for all clients."""
        if len(self._events) == self._events.maxlen:
            self._lost_events += 1
        self._events.append(text)
        self._woken.set()

    async def next(self) -> list[str]:
        """Messages to send now, as JSON; waits for one, at most for a heartbeat."""
        loop = asyncio.get_running_loop()
        while not (self._events or self._nudged):
            self._woken.clear()
            remaining = self._sent_at + 1 / self.rate_hz - loop.time()
            if remaining > 0:
                await self._wait(remaining)
            elif self._updates or not await self._wait_for_update():
                break
            elif not (self._events or self._nudged):
                await self._wait_for_the_rest()
        self._nudged = False
        messages = [*self._events]
        self._events.clear()
        if loop.time() >= self._sent_at + 1 / self.rate_hz:
            messages += self._changed_values()
            self._sent_at = loop.time()
        heartbeat = {"type": "heartbeat", "time": iso(self.clock.now_ns())}
        return messages or [json.dumps(heartbeat)]

    async def _wait_for_update(self) -> bool:
        self._selection.idle.add(self._woken)
        try:
            return await self._wait(_HEARTBEAT_SECONDS)
        finally:
            self._selection.idle.discard(self._woken)

    async def _wait_for_the_rest(self) -> None:
        """Returns when the burst is over, or something is there that must not wait."""
        loop = asyncio.get_running_loop()
        end, fewest = loop.time() + _BURST_SECONDS, _BURST_SHARE * len(self._selection.tags)
        before = -math.inf
        while (updates := self._updates) - before > fewest and loop.time() < end:
            before = updates
            self._woken.clear()
            if await self._wait(_WHILE_SECONDS):
                return

    async def _wait(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._woken.wait()
        except TimeoutError:
            return False

    def _changed_values(self) -> list[str]:
        if self.standing.readable(self.values.tags) is not self._readable:
            self.leave()
            self._select()
            self._seen = -1  # what may be read now was perhaps never sent
        seen, everything = self._seen, self._seen < 0
        now_ns = self.values.moment(self.clock.now_ns())
        count, values = self._told(self._selection.tags, seen)
        conflated = 0 if everything else max(0, self._updates - count)
        self._seen, self._counted = self.values.change, self._selection.updates
        self._conflated += conflated
        if not count:
            return []
        head = {
            "type": "values",
            "time": iso(now_ns),
            "conflated": conflated,
            "lost_events": self._lost_events,
        }
        return [f"{json.dumps(head)[:-1]}, {values}}}"]

    def _told(self, tags: Picked, seen: int) -> tuple[int, str]:
        """How many values there are to tell, and the field of JSON that has them."""
        if self.changes and seen >= 0:
            count, groups = self.values.changes(tags, seen)
            return count, f'"groups": {groups}'
        wanted = tags if seen < 0 else self.values.changed_since(seen, tags)
        return len(wanted), f'"values": {self.values.texts(wanted)}'
