"""What one write does in the time ahead, on a run that nobody else uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twin_simulator.course import beyond

if TYPE_CHECKING:
    from twin_schemas.plant import Plant, Tag
    from twin_simulator.run import Run

_POINTS = 120
_SHORTEST, _LONGEST = 300.0, 1_800.0  # s


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """The effect of one write.

    Attributes:
        shows: Tag that shows it: for a setpoint what its controller reads, else the tag itself.
        times: Seconds after the write, shape (n,), the first is 0.
        curve: Value of `shows` at these times in its unit, shape (n,).
        settled: Seconds until `shows` is at the written value for good, within the tag's tolerance;
            None if it is not at the end, or if the tag is no setpoint.
        crossed: Seconds until each alarm limit `<tag>.<limit>` is crossed that was not before.
        tripped: Seconds until each interlock trips that had not before.
        complete: Whether it was looked as far ahead as was asked for.
    """

    shows: str
    times: list[float]
    curve: list[float]
    settled: float | None
    crossed: Mapping[str, float]
    tripped: Mapping[str, float]
    complete: bool = True


NOTHING_SEEN = Ahead(shows="", times=[0.0], curve=[0.0], settled=None, crossed={}, tripped={})


def horizon_of(tag: Tag) -> float:
    """How far to look to see a tag settle, in s: as long as it may need, within 5 to 30 min."""
    return min(max(tag.settle_s, _SHORTEST), _LONGEST)


def look_ahead(
    run: Run, tag: str, value: float, seconds: float, go_on: Callable[[], bool] = lambda: True
) -> Ahead:
    """Writes a value and runs ahead; the run is used up.

    Alarm limits are compared with the values as they are: without the delays that keep a short
    crossing from becoming an alarm.

    Args:
        run: From where to go on.
        tag: Writable tag.
        value: In the tag's unit.
        seconds: How far to look, in s.
        go_on: Asked on the way; the look ends early when it says no, as in an upset the equations
            may become so stiff that the model is slower than the plant.

    Raises:
        WriteRefused: The run does not take the value; says why.
        IntegrationError: The model can not go on.
    """
    watch = _Watch(run, run.plant.tags[tag])
    run.write(tag, value)
    every = max(1, round(seconds / _POINTS / run.scan)) * run.scan
    steps = max(1, round(seconds / every))
    for _ in range(steps):
        run.step(every)
        watch.look()
        if not go_on():
            break
    return watch.ahead(value, wanted=steps * every)


@dataclass
class _Watch:
    run: Run
    tag: Tag
    times: list[float] = field(default_factory=list, init=False)
    curve: list[float] = field(default_factory=list, init=False)
    crossed: dict[str, float] = field(default_factory=dict, init=False)
    tripped: dict[str, float] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._begin = self.run.time
        self._shows = _shown_by(self.run.plant, self.tag)
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
        self.curve.append(values[self._shows])
        return self.times[-1]

    def ahead(self, value: float, wanted: float) -> Ahead:
        """What was seen."""
        complete = self.times[-1] >= wanted
        settled = self._settled(value) if complete and self.tag.kind == "setpoint" else None
        return Ahead(
            shows=self._shows,
            times=self.times,
            curve=self.curve,
            settled=settled,
            crossed=self.crossed,
            tripped=self.tripped,
            complete=complete,
        )

    def _settled(self, value: float) -> float | None:
        settled = None
        for after, seen in zip(reversed(self.times), reversed(self.curve), strict=True):
            if abs(seen - value) > self.tag.tolerance:
                break
            settled = after
        return settled


def _shown_by(plant: Plant, tag: Tag) -> str:
    if tag.kind == "setpoint" and tag.controller is not None:
        return plant.controllers[tag.controller].reads
    return tag.name
