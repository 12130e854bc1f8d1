"""Alarms as clients see them, and their journal."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from twin_agents.exchange.value_text import finite, iso
from twin_schemas.alarm_events import AlarmChanged
from twin_schemas.alarms import AlarmDefinition, all_definitions_of
from twin_schemas.plant import Plant, Tag
from twin_schemas.vocabulary import AlarmPriority

_NS = 1_000_000_000
_KEPT = 50_000  # transitions; a flooded day of a large plant
_URGENCY = {priority: place for place, priority in enumerate(get_args(AlarmPriority)[::-1])}


def shown(changed: AlarmChanged, tag: Tag) -> dict[str, Any]:
    """One transition, or the present state of an alarm, as JSON."""
    return {
        "alarm": changed.alarm,
        "tag": changed.tag,
        "limit": changed.limit,
        "state": changed.state,
        "change": changed.change,
        "priority": changed.priority,
        "description": tag.description,
        "area": tag.area,
        "value": finite(changed.value),
        "setting": changed.setting,
        "unit": changed.unit,
        "occurrence": changed.occurrence,
        "raised": iso(changed.raised_ns or None),
        "time": iso(changed.time_ns),
        "user": changed.user,
        "reason": changed.reason,
        "until": iso(changed.until_ns or None),
        "consequence": changed.consequence,
        "follows": changed.follows,
        "origin": changed.origin,
        "basis": changed.basis,
        "tuned": changed.tuned,
    }


def definition_shown(defined: AlarmDefinition, tag: Tag) -> dict[str, Any]:
    """What an alarm is, as JSON."""
    return {
        "alarm": defined.name,
        "tag": tag.name,
        "description": tag.description,
        "area": tag.area,
        "limit": defined.limit,
        "basis": defined.basis,
        "setting": defined.setting,
        "unit": defined.unit,
        "class": defined.alarm_class,
        "priority": defined.priority,
        "cause": defined.cause,
        "consequence": defined.consequence,
        "action": defined.action,
        "response_s": defined.response_s,
        "deadband": defined.deadband,
        "on_delay_s": defined.on_delay_ns / _NS,
        "off_delay_s": defined.off_delay_ns / _NS,
        "latch": defined.latch,
        "lowest": finite(defined.lowest),
        "highest": finite(defined.highest),
    }


@dataclass
class AlarmBoard:
    """The present state of each alarm, and how it came to it.

    Attributes:
        tags: Tags of the plant description.
        defined: What each alarm is, by name; other alarms are not shown.
    """

    tags: Mapping[str, Tag]
    defined: Mapping[str, AlarmDefinition]
    _present: dict[str, AlarmChanged] = field(default_factory=dict, init=False)
    _journal: OrderedDict[tuple[str, int, int], AlarmChanged] = field(
        default_factory=OrderedDict, init=False
    )

    @classmethod
    def of(cls, plant: Plant) -> AlarmBoard:
        """For all alarms of a plant."""
        return cls(plant.tags, {one.name: one for one in all_definitions_of(plant)})

    def take(self, changed: AlarmChanged) -> bool:
        """Takes a transition; False if clients must not hear of it.

        That is one that was delivered again, one that is overtaken, and one of an alarm that the
        plant does not have any more.
        """
        step = (changed.alarm, changed.sequence, changed.time_ns)
        if step in self._journal or not self.has(changed.alarm):
            return False
        self._journal[step] = changed
        if len(self._journal) > _KEPT:
            self._journal.popitem(last=False)
        known = self._present.get(changed.alarm)
        if known and changed.sequence < known.sequence and changed.time_ns <= known.time_ns:
            return False
        self._present[changed.alarm] = changed
        return True

    def has(self, alarm: str) -> bool:
        """Whether the plant has an alarm of this name."""
        return alarm in self.defined

    def settings(self, alarm: str) -> dict[str, float]:
        """Limit, deadband and delays of an alarm, as they are tuned now."""
        present, defined = self._present.get(alarm), self.defined[alarm]
        if present is not None and present.tuned:
            names = ("setting", "deadband", "on_delay_s", "off_delay_s")
            return {name: getattr(present, name) for name in names}
        return {
            "setting": defined.setting,
            "deadband": defined.deadband,
            "on_delay_s": defined.on_delay_ns / _NS,
            "off_delay_s": defined.off_delay_ns / _NS,
        }

    def settings_shown(self, alarm: str) -> dict[str, Any]:
        """The same as JSON, with whether somebody has tuned them."""
        present = self._present.get(alarm)
        return {**self.settings(alarm), "tuned": present is not None and present.tuned}

    def find(self, alarm: str) -> AlarmChanged | None:
        """The latest transition of an alarm; None if it has made none."""
        return self._present.get(alarm)

    def standing(self, tags: Collection[str]) -> list[dict[str, Any]]:
        """Alarms of these tags that are not normal, the most urgent in front."""
        found = [c for c in self._present.values() if c.state != "normal" and c.tag in tags]
        return [shown(changed, self.tags[changed.tag]) for changed in sorted(found, key=_urgency)]

    def present(self, tags: Collection[str]) -> list[AlarmChanged]:
        """The latest transition of every alarm of these tags."""
        return [changed for changed in self._present.values() if changed.tag in tags]

    def journal(self, tags: Collection[str]) -> Iterable[AlarmChanged]:
        """The transitions of the alarms of these tags that are kept, the oldest first."""
        return (changed for changed in self._journal.values() if changed.tag in tags)


def _urgency(changed: AlarmChanged) -> tuple[bool, int, int]:
    newest = -(changed.raised_ns or changed.time_ns)
    return changed.state != "unacknowledged", _URGENCY[changed.priority], newest
