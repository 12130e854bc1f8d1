"""What a gateway needs of a bus for topics that are known only at run time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from twin_bus.ports import Delivery, Outgoing

Offsets = Mapping[int, int]
"""Offset of the next message, by partition."""

SOURCE_OFFSET = "twin_source_offset"
"""Header of a bridged message: the offset of the message that it was made from."""


@dataclass(frozen=True)
class GroupReading:
    """A consumer group that reads a topic.

    Attributes:
        group: Its name.
        members: How many of its members are there now; 0 for one that has read and is not
            running, and would go on where it was.
    """

    group: str
    members: int


@dataclass(frozen=True)
class Backlog:
    """Where to begin with a topic: at most this many messages before its present end.

    Attributes:
        messages: 0 for only what is new.
    """

    messages: int


Begin = Backlog | Offsets


class Stamped(Delivery, Protocol):
    """A message with the time that the bus has for it."""

    @property
    def timestamp(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        ...


Deliver = Callable[[Sequence[Stamped]], Awaitable[None]]


class Feed(Protocol):
    """Reads topics that come and go, without a consumer group."""

    def add(self, topic: str, begin: Begin) -> None:
        """Reads this topic too; without effect if it is read already."""
        ...

    def remove(self, topic: str) -> None:
        """Reads it no more."""
        ...

    async def run(self, deliver: Deliver) -> None:
        """Delivers in order per partition until cancelled; goes on when the broker was away."""
        ...


class OpenTopics(Protocol):
    """Makes, fills and reads topics of contracts that others declare.

    Every method raises BusUnavailable if the broker does not answer.
    """

    async def create(self, topic: str, settings: Mapping[str, str]) -> None:
        """Makes a topic unless it is there."""
        ...

    async def cluster(self) -> str:
        """Name that the bus gives itself; offsets are told apart by it."""
        ...

    async def publish(self, messages: Sequence[Outgoing]) -> None:
        """Returns when every message is acknowledged."""
        ...

    async def readers(self) -> Mapping[str, Sequence[GroupReading]]:
        """Consumer groups by the topic that they read."""
        ...

    async def next_sources(self, topic: str) -> Offsets:
        """Per partition, the source offset that a bridge has to go on with."""
        ...

    async def move(self, group: str, old: str, new: str) -> Offsets:
        """Has a group that is not running go on with another version at the same message.

        One of the two topics must be bridged from the other.

        Raises:
            Refused: If the group runs, or has not read the old topic.
        """
        ...

    def feed(self) -> Feed:
        """A reader of its own."""
        ...

    async def close(self) -> None:
        """Flushes and disconnects."""
        ...
