"""What the commander knows of the plant now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from twin_schemas.alarm_events import InterlockChanged
from twin_schemas.messages import Measurement, SetpointProgressed
from twin_schemas.plant import Plant, Tag

_NS = 1_000_000_000


@dataclass
class PlantView:
    """Latest measurement of every tag.

    Attributes:
        plant: Gives tags, controllers and contract rates.
    """

    plant: Plant
    _latest: dict[str, Measurement] = field(default_factory=dict, init=False)
    _written: dict[str, SetpointProgressed] = field(default_factory=dict, init=False)
    _tripped: dict[str, InterlockChanged] = field(default_factory=dict, init=False)

    @property
    def tags(self) -> Mapping[str, Tag]:
        """Tags of the plant description."""
        return self.plant.tags

    def take(self, measured: Measurement) -> None:
        """Remembers a measurement."""
        self._latest[measured.tag] = measured

    def note_write(self, step: SetpointProgressed) -> None:
        """Remembers who wrote a tag last, and when."""
        self._written[step.tag] = step

    def note_interlock(self, changed: InterlockChanged) -> None:
        """Remembers which interlocks are tripped."""
        if changed.state == "tripped":
            self._tripped[changed.interlock] = changed
        else:
            self._tripped.pop(changed.interlock, None)

    def holder(self, tag: Tag) -> InterlockChanged | None:
        """An interlock that holds all that the tag's controller moves, through a cascade too."""
        tripped = self._tripped.values()
        moved = self.plant.controllers[tag.controller].actuators if tag.controller else ()
        holders = [
            next((i for i in tripped if one in i.actuators), None)
            for one in moved or (tag.equipment,)
        ]
        return holders[0] if all(holders) else None

    def frozen(self, tag: Tag, now_ns: int) -> tuple[float, str]:
        """Seconds until the tag may be written again, and who wrote it last."""
        last = self._written.get(tag.name)
        if last is None:
            return 0.0, ""
        return max(0.0, tag.freeze_s - (now_ns - last.time_ns) / _NS), last.author

    def has_seen(self, *tags: str) -> bool:
        """Whether the plant has told of all of these tags since the commander began."""
        return all(tag in self._latest for tag in tags)

    def good(self, tag: str, now_ns: int) -> Measurement | None:
        """The latest measurement if it is good and within its contract rate."""
        measured = self._latest.get(tag)
        if measured is None or measured.quality != "good" or tag not in self.tags:
            return None
        age_s = (now_ns - measured.ingest_time_ns) / _NS
        return measured if age_s <= self.tags[tag].stale_s else None

    def doubt(self, tag: str, now_ns: int) -> str:
        """Why a tag's value cannot be trusted now; empty if it can."""
        measured = self._latest.get(tag)
        if measured is None:
            return f"{tag} has not been measured yet"
        if measured.quality != "good":
            return f"{tag} is {measured.quality}: {measured.reason}"
        if self.good(tag, now_ns) is None:
            return f"{tag} has not been reported since its contract rate ran out"
        return ""

    def why_held(self, tag: Tag) -> str:
        """Why the sequence whose goal this tag is stands still, as the plant tells; else empty."""
        told = f"{tag.name.removesuffix('.GOAL')}.WHY"
        measured = self._latest.get(told) if tag.kind == "goal" else None
        if measured is None or told not in self.tags or not measured.value > 0.0:
            return ""
        return self.tags[told].states[round(measured.value)]

    def process_value(self, tag: Tag) -> str:
        """Tag that shows whether a command has reached its goal."""
        if tag.kind == "setpoint" and tag.controller is not None:
            return self.plant.controllers[tag.controller].reads
        if tag.kind == "goal":
            return f"{tag.name.removesuffix('.GOAL')}.STATE"  # a state counts as the goal does
        return tag.name
