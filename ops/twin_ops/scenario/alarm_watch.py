"""The alarms of the emulated plant, in the same states as those of a running twin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from twin_agents.alarms.machine import Alarm
from twin_schemas.alarms import definitions_of
from twin_schemas.scenario.scenario import ALL

if TYPE_CHECKING:
    from twin_schemas.plant import Plant
    from twin_schemas.vocabulary import AlarmChange

_NS = 1_000_000_000
_MOST_URGENT = ("low", "medium", "high")


class AlarmWatch:
    """Compares readings with the limits of a plant; nothing is suppressed after a trip."""

    def __init__(self, plant: Plant) -> None:
        self._alarms = {point.name: Alarm(point) for point in definitions_of(plant)}

    def look(
        self, values: Mapping[str, float], bad: Mapping[str, str], time: float
    ) -> Iterator[tuple[Alarm, AlarmChange]]:
        """Yields the alarms that change.

        Args:
            values: readings by tag.
            bad: tags whose reading says that it is not good, with the reason.
            time: since the beginning, in seconds.
        """
        now = round(time * _NS)
        for alarm in self._alarms.values():
            tag = alarm.point.tag
            if tag in bad:
                alarm.lose_sight()
            elif change := alarm.observe(values[tag], now):
                yield alarm, change

    def all(self) -> Iterable[Alarm]:
        """Every alarm in its present state."""
        return self._alarms.values()

    def is_active(self, name: str) -> bool:
        """Whether the value is beyond the limit, after delay and deadband."""
        return self._alarms[name].active

    def acknowledge(self, name: str) -> list[str]:
        """Acknowledges an alarm, or `all`; returns those for which that changed something."""
        wanted = self._alarms if name == ALL else (name,)
        alarms = [self._alarms[one] for one in wanted]
        return [a.point.name for a in alarms if a.acknowledge(a.occurrence)]
