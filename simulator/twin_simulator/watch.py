"""What is noted of a run that goes ahead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twin_simulator.course import beyond

if TYPE_CHECKING:
    from twin_schemas.plant import Plant, Tag
    from twin_simulator.run import Run


@dataclass
class Watch:
    """Notes values, and the limits and interlocks that come up and were not up at the beginning.

    Alarm limits are compared with the values as they are: without the delays that keep a short
    crossing from becoming an alarm.

    Attributes:
        run: Which is watched.
        tags: Whose values are noted.
        times: Seconds since the beginning, the first is 0.
        curves: Values of each tag at these times in its unit.
        crossed: Seconds until each alarm limit `<tag>.<limit>` is crossed.
        tripped: Seconds until each interlock trips.
    """

    run: Run
    tags: Iterable[str]
    times: list[float] = field(default_factory=list, init=False)
    curves: dict[str, list[float]] = field(default_factory=dict, init=False)
    crossed: dict[str, float] = field(default_factory=dict, init=False)
    tripped: dict[str, float] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._begin = self.run.time
        self.curves = {tag: [] for tag in self.tags}
        values = self.run.values()
        self._beyond = set(beyond(self.run.plant, values))
        self._trips = set(self.run.holding)
        self._note(values)

    def look(self) -> None:
        """Takes a look at the run as it is now."""
        values = self.run.values()
        after = self._note(values)
        for name in beyond(self.run.plant, values):
            if name not in self._beyond:
                self.crossed.setdefault(name, after)
        for name in self.run.holding:
            if name not in self._trips:
                self.tripped.setdefault(name, after)

    def _note(self, values: Mapping[str, float]) -> float:
        self.times.append(self.run.time - self._begin)
        for tag, curve in self.curves.items():
            curve.append(values[tag])
        return self.times[-1]


def shown_by(plant: Plant, tag: Tag) -> str:
    """The tag that shows what a write does: for a setpoint what its controller reads."""
    if tag.kind == "setpoint" and tag.controller is not None:
        return plant.controllers[tag.controller].reads
    return tag.name


def settled_after(
    times: Sequence[float], curve: Sequence[float], value: float, tolerance: float
) -> float | None:
    """Time from which a curve stays at a value, within its tolerance; None if it is not there."""
    settled = None
    for after, seen in zip(reversed(times), reversed(curve), strict=True):
        if abs(seen - value) > tolerance:
            break
        settled = after
    return settled
