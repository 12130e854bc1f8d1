"""What the model says of setpoints, for who asks and for who follows a command."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from twin_agents.exchange.awaited import Awaited
from twin_agents.exchange.value_text import iso
from twin_schemas.plant import Plant
from twin_schemas.prediction_events import SetpointPredicted

_KEPT = 1_000


def shown(seen: SetpointPredicted, plant: Plant) -> dict[str, Any]:
    """A prediction as JSON; times are seconds after the write."""
    shows = plant.tags.get(seen.shows)
    return {
        "request_id": seen.request_id,
        "tag": seen.tag,
        "value": seen.value,
        "author": seen.author,
        "failure": seen.failure,
        "doubt": seen.doubt,
        "shows": seen.shows,
        "unit": shows.unit if shows else "",
        "horizon_s": seen.horizon_s,
        "settled_s": seen.settled_s if seen.settles else None,
        "final": seen.final,
        "crossed": _after("alarm", seen.crossed, seen.crossed_s),
        "tripped": _after("interlock", seen.tripped, seen.tripped_s),
        "curve": [[t, v] for t, v in zip(seen.curve_s, seen.curve, strict=True)],
        "branched": iso(seen.base_ns),
        "time": iso(seen.time_ns),
    }


def _after(what: str, names: list[str], after_s: list[float]) -> list[dict[str, Any]]:
    return [{what: n, "after_s": a} for n, a in zip(names, after_s, strict=True)]


@dataclass
class Predictions:
    """The last predictions, and who waits for one."""

    awaited: Awaited[SetpointPredicted] = field(default_factory=Awaited)
    _kept: OrderedDict[str, SetpointPredicted] = field(default_factory=OrderedDict)

    def take(self, seen: SetpointPredicted) -> None:
        """Keeps a prediction, and gives it to who waits for it."""
        self._kept[seen.request_id] = seen
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self.awaited.give(seen.request_id, seen)

    def find(self, request_id: str) -> SetpointPredicted | None:
        """The prediction that was made for a request."""
        return self._kept.get(request_id)
