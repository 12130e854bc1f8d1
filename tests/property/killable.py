"""Agents on a bus that can be killed between any two things that they do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from twin_bus.agent import Agent, Subscription
from twin_schemas.record import Record

Kill = Literal["before", "within", "after"]
"""Before an input is handled; with part of its outputs published; before it is committed."""
Fate = Callable[[str], Kill | None]
"""Asked once for each thing that a party does; says how it is killed in it."""


def fate_of(kills: Iterable[Kill | None]) -> Fate:
    """One after the other for whoever does something; then nobody is killed any more."""
    coming = iter(kills)
    return lambda _who: next(coming, None)


@dataclass
class Bus:
    """What Kafka keeps: each contract's records in their order."""

    kept: dict[type[Record], list[Record]] = field(default_factory=lambda: defaultdict(list))

    def publish(self, records: list[Record]) -> None:
        for record in records:
            self.kept[type(record)].append(record)


def _part_of(records: list[Record]) -> list[Record]:
    """All but the first contract's records: topics are written in no order of each other."""
    return [r for r in records if type(r) is not type(records[0])]


@dataclass
class Party:
    """An agent's processes, one after the other: each ends by a kill.

    It has the guarantees of `AgentRuntime` and no others: an input is committed after its outputs
    are published, a batch that is published in part is there in part, and what is replayed comes
    before everything else. What its other tasks do may be done already when it is killed.
    """

    make: Callable[[], Agent]
    bus: Bus
    fate: Fate
    meanwhile: Callable[[Agent], None] = lambda _agent: None
    agent: Agent = field(init=False)
    _committed: dict[type[Record], int] = field(default_factory=dict, init=False)
    _next: dict[type[Record], int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Starts a process, in place of a killed one."""
        self.agent = self.make()
        for subscription in self.agent.subscriptions():
            self._next[subscription.record] = self._start_of(subscription)
        for subscription in self.agent.subscriptions():
            if subscription.start == "replay":
                for record in self._waiting(subscription):
                    self.bus.publish(self.agent.handle(record))

    def _start_of(self, subscription: Subscription) -> int:
        if subscription.start == "live":
            return len(self.bus.kept[subscription.record])
        return self._committed.get(subscription.record, 0) if subscription.start == "resume" else 0

    def _waiting(self, subscription: Subscription) -> Iterator[Record]:
        kept = self.bus.kept[subscription.record]
        while self._next[subscription.record] < len(kept):
            self._next[subscription.record] += 1
            yield kept[self._next[subscription.record] - 1]

    def work(self) -> bool:
        """Handles what waits now; whether there was anything."""
        did = False
        for subscription in self.agent.subscriptions():
            for record in self._waiting(subscription):
                did = True
                if not self._handle(subscription, record):
                    return True
        return did

    def _handle(self, subscription: Subscription, record: Record) -> bool:
        """Whether the process lives on."""
        handle = self.agent.handle
        if not self.do(lambda: handle(record)):
            return False
        if subscription.start == "resume":
            self._committed[subscription.record] = self._next[subscription.record]
        return True

    def do(self, what: Callable[[], list[Record]]) -> bool:
        """Does something of which records come; whether the process lives on."""
        kill = self.fate(self.agent.name)
        if kill != "before":
            told = what()
            self.bus.publish(_part_of(told) if kill == "within" else told)
        if kill == "after":
            self.meanwhile(self.agent)
        if kill is not None:
            self.begin()
        return kill is None
