"""Setpoint sets and their restoring, as clients see them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from twin_agents.exchange.awaited import Awaited
from twin_agents.exchange.value_text import finite, iso
from twin_schemas.plant import Tag
from twin_schemas.set_events import RestoreProgressed, SetChanged, SetPlanned

_KEPT = 200


def set_shown(saved: SetChanged) -> dict[str, Any]:
    """A set without its values."""
    return {
        "name": saved.name,
        "tags": len(saved.tags),
        "author": saved.author,
        "reason": saved.reason,
        "time": iso(saved.time_ns),
    }


def plan_shown(planned: SetPlanned, tags: Mapping[str, Tag]) -> dict[str, Any]:
    """A plan as JSON, a row for each step."""
    rows = zip(planned.phases, planned.tags, planned.values, planned.formers, strict=True)
    return {
        "plan_id": planned.request_id,
        "name": planned.name,
        "steps": [
            {
                "phase": phase + 1,
                "tag": tag,
                "value": value,
                "unit": tags[tag].unit,
                "former": finite(former),
                "critical": tags[tag].critical,
            }
            for phase, tag, value, former in rows
        ],
        "left_out": planned.left_out,
    }


def restore_shown(told: RestoreProgressed) -> dict[str, Any]:
    """How far a restoring is, as JSON."""
    return {
        "restore_id": told.restore_id,
        "name": told.name,
        "state": told.state,
        "tag": told.tag,
        "value": told.value if told.tag else None,
        "reason": told.reason,
        "done": told.done,
        "steps": told.steps,
        "author": told.author,
        "time": iso(told.time_ns),
    }


@dataclass
class SetBoard:
    """What is saved, how far restorings are, and who waits for an answer."""

    awaited: Awaited[SetChanged | SetPlanned] = field(default_factory=Awaited)
    _sets: dict[str, SetChanged] = field(default_factory=dict)
    _restores: OrderedDict[str, list[RestoreProgressed]] = field(default_factory=OrderedDict)
    plans: OrderedDict[str, SetPlanned] = field(default_factory=OrderedDict)

    def take(self, changed: SetChanged) -> None:
        """Keeps a set, or forgets one that is deleted."""
        if changed.deleted:
            self._sets.pop(changed.name, None)
        else:
            self._sets[changed.name] = changed
        self.awaited.give(changed.request_id, changed)

    def take_plan(self, planned: SetPlanned) -> None:
        """Keeps a plan for who will have it carried out."""
        self.plans[planned.request_id] = planned
        if len(self.plans) > _KEPT:
            self.plans.popitem(last=False)
        self.awaited.give(planned.request_id, planned)

    def take_progress(self, told: RestoreProgressed) -> None:
        """Keeps how far a restoring is."""
        self._restores.setdefault(told.restore_id, []).append(told)
        if len(self._restores) > _KEPT:
            self._restores.popitem(last=False)

    def find(self, name: str) -> SetChanged | None:
        """The set of this name."""
        return self._sets.get(name)

    def all(self) -> list[SetChanged]:
        """Every set, by name."""
        return sorted(self._sets.values(), key=lambda saved: saved.name)

    def restores(self) -> list[dict[str, Any]]:
        """The last restorings, newest first, each with all that was told of it."""
        return [
            restore_shown(told[-1]) | {"stages": [restore_shown(one) for one in told]}
            for told in reversed(self._restores.values())
        ]

    def restore(self, number: str) -> RestoreProgressed | None:
        """How far a restoring is."""
        told = self._restores.get(number)
        return told[-1] if told else None

    def begun(self, number: str) -> RestoreProgressed:
        """How a restoring began, with its tags."""
        return self._restores[number][0]

    def subject(self, told: RestoreProgressed) -> str:
        """Tag that one has to be allowed to read to hear of it."""
        return told.tag or next(iter(self.begun(told.restore_id).tags), "")
