"""The time ahead, as alarms see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from twin_schemas.alarms import AlarmDefinition
from twin_schemas.prediction_events import CoursePredicted

_MINUTE = 60.0


@dataclass(frozen=True)
class Ahead:
    """Where the model sees the tags.

    Attributes:
        lowest, highest: By tag, in its unit; empty where the model is in doubt.
        crossed: Seconds until a limit is crossed, by `<tag>.<limit>`.
        complete: Whether nothing may come later that was not looked at.
    """

    lowest: Mapping[str, float]
    highest: Mapping[str, float]
    crossed: Mapping[str, float]
    complete: bool

    @classmethod
    def of(cls, course: CoursePredicted) -> Ahead:
        """What of a course counts: nothing if it failed or is in doubt."""
        if course.failure or course.doubt:
            return cls({}, {}, {}, complete=False)
        return cls(
            dict(zip(course.tags, course.lowest, strict=True)),
            dict(zip(course.tags, course.highest, strict=True)),
            dict(zip(course.crossed, course.crossed_s, strict=True)),
            course.complete,
        )

    def worst(self, point: AlarmDefinition) -> float | None:
        """The value nearest to the limit or furthest past it; None where it is not known.

        A look that ended early tells what is crossed, and not what is not.
        """
        side = self.highest if point.limit.startswith("high") else self.lowest
        value = side.get(point.tag)
        if value is None or not (self.complete or point.is_beyond(value)):
            return None
        return value

    def words(self, point: AlarmDefinition) -> str:
        """When the limit is crossed."""
        after = self.crossed.get(f"{point.tag}.{point.limit}", 0.0)
        return f"in {after / _MINUTE:.0f} min, as the model has it"
