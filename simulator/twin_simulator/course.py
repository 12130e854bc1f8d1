"""Where a run goes if nobody does anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twin_schemas.alarms.definition import is_beyond

if TYPE_CHECKING:
    from twin_schemas.plant import Plant
    from twin_simulator.run import Run

_EVERY = 10.0  # s


@dataclass
class Course:
    """What a run does in the time ahead.

    Attributes:
        seconds: how far was looked. complete: whether that is as far as was asked for.
        lowest, highest: value of each tag with alarm limits, in its unit.
        crossed: seconds until each limit `<tag>.<limit>` is crossed that was not before.
        tripped: seconds until each interlock trips that had not before.
    """

    seconds: float = 0.0
    complete: bool = False
    lowest: dict[str, float] = field(default_factory=dict)
    highest: dict[str, float] = field(default_factory=dict)
    crossed: dict[str, float] = field(default_factory=dict)
    tripped: dict[str, float] = field(default_factory=dict)


def course(run: Run, seconds: float, go_on: Callable[[], bool] = lambda: True) -> Course:
    """Runs ahead without writing anything; the run is used up.

    Limits are compared with the values as they are, without the delays of alarms.

    Args:
        run: from where to go on.
        seconds: how far to look, in s.
        go_on: asked on the way; the look ends early when it says no.

    Raises:
        IntegrationError: the model can not go on.
    """
    seen = Course()
    values = run.values()
    before, held = set(beyond(run.plant, values)), set(run.holding)
    _widen(seen, run.plant, values)
    every = max(1, round(_EVERY / run.scan)) * run.scan
    while seen.seconds < seconds and go_on():
        run.step(every)
        seen.seconds += every
        values = run.values()
        _widen(seen, run.plant, values)
        for name in beyond(run.plant, values):
            if name not in before:
                seen.crossed.setdefault(name, seen.seconds)
        for name in run.holding:
            if name not in held:
                seen.tripped.setdefault(name, seen.seconds)
    seen.complete = seen.seconds >= seconds
    return seen


def _widen(seen: Course, plant: Plant, values: Mapping[str, float]) -> None:
    for name, tag in plant.tags.items():
        if tag.alarms:
            value = values[name]
            seen.lowest[name] = min(value, seen.lowest.get(name, value))
            seen.highest[name] = max(value, seen.highest.get(name, value))


def beyond(plant: Plant, values: Mapping[str, float]) -> Iterator[str]:
    """Yields the alarm limits that these values are at or past."""
    for name, tag in plant.tags.items():
        for limit, setting in tag.alarms.items():
            if is_beyond(limit, setting, values[name]):
                yield f"{name}.{limit}"
