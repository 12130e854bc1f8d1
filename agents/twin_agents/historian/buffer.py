"""Messages between the bus and the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from twin_agents.historian.columns import Kept, table_of
from twin_agents.historian.part import Part

_MS_PER_HOUR = 3_600_000
_Slot = tuple[str, int, int]  # topic, partition, hour


@dataclass
class Buffer:
    """Holds messages until they are written, in their order.

    Attributes:
        schemas: Arrow schema of each topic.
        rows: How many messages it holds.
    """

    schemas: dict[str, pa.Schema]
    rows: int = field(default=0, init=False)
    _slots: dict[_Slot, list[Kept]] = field(default_factory=dict, init=False)
    _hours: dict[tuple[str, int], int] = field(default_factory=dict, init=False)

    def follow(self, parts: Iterable[Part]) -> None:
        """Goes on in the hours of what has been written."""
        for part in parts:
            place = part.topic, part.partition
            self._hours[place] = max(part.hour, self._hours.get(place, 0))

    def add(self, topic: str, message: Kept) -> None:
        """Holds a message; one whose time is before that of the last is put into the same hour."""
        place = topic, message.partition
        hour = max(message.time_ms // _MS_PER_HOUR, self._hours.get(place, 0))
        self._hours[place] = hour
        self._slots.setdefault((*place, hour), []).append(message)
        self.rows += 1

    def drain(self) -> Iterator[tuple[Part, pa.Table]]:
        """Gives what it holds, and holds nothing any more."""
        slots, self._slots, self.rows = self._slots, {}, 0
        for (topic, partition, hour), kept in slots.items():
            part = Part(topic, hour, partition, kept[0].offset, kept[-1].offset)
            yield part, table_of(self.schemas[topic], kept)
