"""What has to be written, and in which order, to bring setpoints to saved values."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from twin_schemas.plant import Plant, Tag

_LAST = 1_000_000


@dataclass(frozen=True)
class Step:
    """One write.

    Attributes:
        phase: Steps of one phase go together; the next begins when all are completed.
        tag: What is written.
        value: In the tag's unit.
        former: Value of the tag before the first step.
    """

    phase: int
    tag: str
    value: float
    former: float


@dataclass(frozen=True)
class Planner:
    """Plans the way from the present values to wanted ones.

    Each controller gets its mode first, then what that mode allows to be written: its setpoint in
    AUTO, its output in MAN, nothing in CAS, which comes last as the outer controller has to be in
    order before. A value that is further away than one command may go is reached in steps.

    Attributes:
        plant: Gives controllers, ranges and largest steps.
        present: Value of each tag that is known now.
        tolerance: Percent of a tag's range within which it is left alone.
        touched: Tags that are written in any case: what was last written may not show yet.
        left_out: What cannot be brought to its wanted value, and why.
    """

    plant: Plant
    present: Mapping[str, float]
    tolerance: float = 0.0
    touched: frozenset[str] = frozenset()
    left_out: list[str] = field(default_factory=list)

    def steps(self, wanted: Mapping[str, float]) -> list[Step]:
        """Steps in the order of their phases."""
        self.left_out.extend(
            f"{tag}: the plant has no such writable tag" for tag in wanted if not self._known(tag)
        )
        controllers = dict.fromkeys(
            controller
            for tag in wanted
            if self._known(tag) and (controller := self.plant.tags[tag].controller)
        )
        found = [step for name in controllers for step in self._of_controller(name, wanted)]
        places = {phase: place for place, phase in enumerate(sorted({s.phase for s in found}))}
        placed = [replace(step, phase=places[step.phase]) for step in found]
        return sorted(placed, key=lambda step: step.phase)

    def _known(self, tag: str) -> bool:
        return tag in self.plant.tags and self.plant.tags[tag].controller is not None

    def _of_controller(self, name: str, wanted: Mapping[str, float]) -> Iterator[Step]:
        mode = self.plant.tags[f"{name}.MODE"]
        now = self.present.get(mode.name)
        if now is None:
            self.left_out.append(f"{name}: its mode is not known now")
            return
        goal = wanted.get(mode.name, now)
        if self._why_impossible(mode, goal):
            return
        word = mode.states[round(goal)]
        if round(goal) != round(now) or mode.name in self.touched:
            yield Step(_LAST if word == "CAS" else 0, mode.name, float(round(goal)), now)
        for value in (self.plant.tags[f"{name}.SP"], self.plant.tags[f"{name}.OP"]):
            if value.settable_in == word and value.name in wanted:
                yield from self._way(value, wanted[value.name])

    def _way(self, tag: Tag, goal: float) -> Iterator[Step]:
        now = self.present.get(tag.name)
        if now is None:
            self.left_out.append(f"{tag.name}: its present value is not known now")
            return
        if self._why_impossible(tag, goal):
            return
        if tag.is_same(goal, now, self.tolerance) and tag.name not in self.touched:
            return
        distance = goal - now
        largest = math.inf if tag.max_step is None else tag.max_step
        count = max(1, math.ceil(abs(distance) / largest - 1e-9))
        for number in range(1, count + 1):
            yield Step(number, tag.name, now + distance * number / count, now)

    def _why_impossible(self, tag: Tag, goal: float) -> bool:
        """Notes a value that may not be written; whether it is one."""
        if math.isfinite(goal) and tag.low <= goal <= tag.high:
            return False
        self.left_out.append(f"{tag.name}: {goal:g} is outside {tag.low:g} to {tag.high:g}")
        return True
