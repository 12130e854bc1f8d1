"""Interlocks that have tripped, as clients see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from twin_agents.exchange.value_text import finite, iso
from twin_schemas.alarm_events import InterlockChanged
from twin_schemas.plant import Interlock


def shown(changed: InterlockChanged, description: str) -> dict[str, Any]:
    """One transition of an interlock as JSON."""
    return {
        "interlock": changed.interlock,
        "description": description,
        "tag": changed.tag,
        "state": changed.state,
        "value": finite(changed.value),
        "limit": changed.limit,
        "unit": changed.unit,
        "first_out": changed.first_out,
        "actuators": changed.actuators,
        "time": iso(changed.time_ns),
        "origin": changed.origin,
    }


@dataclass
class InterlockBoard:
    """The present state of each interlock of the plant that has ever tripped.

    Attributes:
        interlocks: Of the plant description; others are not shown.
    """

    interlocks: Mapping[str, Interlock]
    _present: dict[str, InterlockChanged] = field(default_factory=dict, init=False)

    def take(self, changed: InterlockChanged) -> dict[str, Any] | None:
        """Takes a transition, and gives it as JSON; None for an interlock that is not known."""
        if changed.interlock not in self.interlocks:
            return None
        self._present[changed.interlock] = changed
        return self._shown(changed)

    def tripped(self, tags: Collection[str]) -> list[dict[str, Any]]:
        """Those on these tags that are tripped now, the one that tripped first in front."""
        found = [c for c in self._present.values() if c.state == "tripped" and c.tag in tags]
        return [self._shown(changed) for changed in sorted(found, key=lambda c: c.time_ns)]

    def _shown(self, changed: InterlockChanged) -> dict[str, Any]:
        return shown(changed, self.interlocks[changed.interlock].description)
