"""Who reads a contract: declared by the code, and seen on its topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twin_bus.open_topics import GroupReading
from twin_schemas.traffic import declared_readers

_OWN = "twin."


@dataclass(frozen=True)
class Consumers:
    """Consumers of one topic.

    Attributes:
        declared: Agents whose code handles it.
        seen: Consumer groups on the topic, and users who have it on their stream.
    """

    declared: Sequence[str]
    seen: Sequence[GroupReading]

    @property
    def names(self) -> list[str]:
        """All of them; an agent's own group is the agent."""
        groups = [one.group.removeprefix(_OWN) for one in self.seen]
        return list(dict.fromkeys([*self.declared, *groups]))


def consumers_of(topic: str, seen: Sequence[GroupReading]) -> Consumers:
    """Consumers of a topic, from what was seen on it."""
    return Consumers(declared_readers(topic), seen)
