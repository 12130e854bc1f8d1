"""An upset: which interlock tripped first, and what stands still since."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from twin_schemas.plant import Interlock, Plant

_NS = 1_000_000_000
_LASTS_NS = 600 * _NS
_AWAY_PERCENT = 5.0  # of travel: a position as far from the tripped one has been released


@dataclass
class Upset:
    """Follows the causes of interlocks, as the plant's safety system does.

    A trip lasts while its cause is there, and after it while an actuator stays where the trip has
    driven it. What trips within ten minutes after another trip belongs to the same upset.

    Attributes:
        interlocks: Of the plant, by name.
        positions: Tag that tells the position or speed in percent of travel, by actuator, with the
            value at 100 %.
        units: Engineering unit of each tag that an interlock watches.
        first: Interlock that tripped first in the present upset; None between upsets.
        tripped: When each interlock that is tripped now did so.
    """

    interlocks: Mapping[str, Interlock]
    positions: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    first: Interlock | None = field(default=None, init=False)
    tripped: dict[str, int] = field(default_factory=dict, init=False)
    _last_ns: int = field(default=0, init=False)
    _values: dict[str, float] = field(default_factory=dict, init=False)
    _causes: dict[str, list[Interlock]] = field(init=False)
    _watched: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._causes = defaultdict(list)
        for interlock in self.interlocks.values():
            self._causes[interlock.tag].append(interlock)
        self._watched = frozenset({*self._causes, *(tag for tag, _ in self.positions.values())})

    @classmethod
    def of(cls, plant: Plant) -> Upset:
        """Of a plant at rest."""
        tripping = {trip.equipment for i in plant.interlocks.values() for trip in i.trips}
        positions = {
            instrument.owner: (instrument.tag, instrument.high)
            for instrument in plant.instruments.values()
            if instrument.owner in tripping and instrument.quantity in {"position", "speed"}
        }
        units = {i.tag: plant.tags[i.tag].unit for i in plant.interlocks.values()}
        return cls(plant.interlocks, positions, units)

    def observe(self, tag: str, value: float, now_ns: int) -> Iterable[Interlock]:
        """Takes a good value; gives the interlocks that trip by it."""
        if tag not in self._watched:
            return ()
        self._values[tag] = value
        causes = self._causes.get(tag, ())
        begun = [i for i in causes if i.name not in self.tripped and i.is_cause(value)]
        for interlock in begun:
            self._trip(interlock, now_ns)
        return begun

    def _trip(self, interlock: Interlock, now_ns: int) -> None:
        if now_ns - self._last_ns > _LASTS_NS:
            self.first = None
        if self.first is None and interlock.first_out:
            self.first = interlock
        self.tripped[interlock.name] = self._last_ns = now_ns

    def released(self) -> list[Interlock]:
        """Ends the trips that are over."""
        over = [i for name in self.tripped if self._is_over(i := self.interlocks[name])]
        for interlock in over:
            del self.tripped[interlock.name]
        return over

    def _is_over(self, interlock: Interlock) -> bool:
        value = self._values.get(interlock.tag)
        if value is None or interlock.is_cause(value):
            return False
        return not any(self._is_held(t.equipment, t.position) for t in interlock.trips)

    def _is_held(self, actuator: str, position: float) -> bool:
        tag, full = self.positions.get(actuator, ("", 1.0))
        if tag not in self._values:
            return False
        return abs(100 * self._values[tag] / full - position) < _AWAY_PERCENT

    def recall(self, name: str, first_out: str, time_ns: int) -> None:
        """Goes on with a trip that an earlier process has told of."""
        if name in self.interlocks:
            self.tripped[name] = self._last_ns = time_ns
            self.first = self.interlocks.get(first_out)

    def forget(self, name: str) -> None:
        """Ends a trip whose end an earlier process has told of."""
        self.tripped.pop(name, None)

    def value_of(self, tag: str) -> float:
        """The last good value; NaN if there was none."""
        return self._values.get(tag, math.nan)

    def cause_of(self, now_ns: int) -> Interlock | None:
        """What an alarm that is raised now follows from; None outside an upset."""
        return self.first if now_ns - self._last_ns <= _LASTS_NS else None
