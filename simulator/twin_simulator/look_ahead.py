"""What one write does in the time ahead, on a run that nobody else uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twin_simulator.watch import Watch, settled_after, shown_by

if TYPE_CHECKING:
    from twin_schemas.plant import Tag
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
    described = run.plant.tags[tag]
    shows = shown_by(run.plant, described)
    watch = Watch(run, [shows])
    run.write(tag, value)
    every = max(1, round(seconds / _POINTS / run.scan)) * run.scan
    steps = max(1, round(seconds / every))
    for _ in range(steps):
        run.step(every)
        watch.look()
        if not go_on():
            break
    complete, curve = watch.times[-1] >= steps * every, watch.curves[shows]
    settles = complete and described.kind == "setpoint"
    return Ahead(
        shows=shows,
        times=watch.times,
        curve=curve,
        settled=settled_after(watch.times, curve, value, described.tolerance) if settles else None,
        crossed=watch.crossed,
        tripped=watch.tripped,
        complete=complete,
    )
