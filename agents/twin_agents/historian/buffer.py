"""Messages between the bus and the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from twin_agents.historian.columns import Kept, table_of
from twin_agents.historian.part import Part
from twin_schemas.messages import AgentSnapshot

_MS_PER_HOUR, _NS_PER_MINUTE = 3_600_000, 60_000_000_000
_SNAPSHOTS = AgentSnapshot.contract.topic
_Slot = tuple[str, int, int]  # topic, partition, hour


@dataclass
class Buffer:
    """Holds messages until they are written, in their order.

    Of the snapshots of an agent it takes the first of each minute: each has the whole state, and
    all of them would fill most of the disk (decision 18).

    Attributes:
        schemas: Arrow schema of each topic.
        rows: How many messages it holds.
    """

    schemas: dict[str, pa.Schema]
    rows: int = field(default=0, init=False)
    _slots: dict[_Slot, list[Kept]] = field(default_factory=dict, init=False)
    _minutes: dict[str, int] = field(default_factory=dict, init=False)
    _hours: dict[tuple[str, int], int] = field(default_factory=dict, init=False)

    def follow(self, parts: Iterable[Part]) -> None:
        """Goes on in the hours of what has been written."""
        for part in parts:
            place = part.topic, part.partition
            self._hours[place] = max(part.hour, self._hours.get(place, 0))

    def add(self, topic: str, message: Kept) -> None:
        """Holds a message; one whose time is before that of the last is put into the same hour."""
        if topic == _SNAPSHOTS and not self._begins_a_minute(message):
            return
        place = topic, message.partition
        hour = max(message.time_ms // _MS_PER_HOUR, self._hours.get(place, 0))
        self._hours[place] = hour
        self._slots.setdefault((*place, hour), []).append(message)
        self.rows += 1

    def _begins_a_minute(self, snapshot: Kept) -> bool:
        agent: str = snapshot.fields["agent"]
        minute: int = snapshot.fields["time_ns"] // _NS_PER_MINUTE
        before, self._minutes[agent] = self._minutes.get(agent), minute
        return before != minute

    def drain(self) -> Iterator[tuple[Part, pa.Table]]:
        """Gives what it holds, and holds nothing any more."""
        slots, self._slots, self.rows = self._slots, {}, 0
        for (topic, partition, hour), kept in slots.items():
            part = Part(topic, hour, partition, kept[0].offset, kept[-1].offset)
            yield part, table_of(self.schemas[topic], kept)


def minute_of(snapshot: AgentSnapshot) -> int:
    """Minute whose first snapshot of the agent is kept, since 1970-01-01 UTC."""
    return snapshot.time_ns // _NS_PER_MINUTE
