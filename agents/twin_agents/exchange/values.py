"""The latest of everything, per tag."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from twin_agents.exchange.picked import Picked
from twin_schemas.messages import Measurement, Residual, SetpointProgressed, SimulatedValue
from twin_schemas.plant import Tag

_NS = 1_000_000_000
_MOMENT_NS = 100_000_000


@lru_cache(maxsize=1_024)  # a plant that is scanned has one time for hundreds of values
def iso(time_ns: int | None) -> str | None:
    """Time as ISO 8601 in UTC with milliseconds."""
    if time_ns is None:
        return None
    return datetime.fromtimestamp(time_ns / _NS, UTC).isoformat(timespec="milliseconds")


@dataclass
class TagValue:
    """What is known of one tag.

    Attributes:
        tag: Its description.
        measured: Latest report of the plant.
        simulated: Latest value of the model.
        residual: Latest difference of the two.
        desired: Latest command that was accepted.
    """

    tag: Tag
    measured: Measurement | None = None
    simulated: SimulatedValue | None = None
    residual: Residual | None = None
    desired: SetpointProgressed | None = None
    _head: str = field(default="", init=False, repr=False)
    _source_ns: int = field(default=0, init=False, repr=False)
    _stale_ns: float = field(default=0.0, init=False, repr=False)

    def shown(self, now_ns: int) -> dict[str, Any]:
        """The value with all that belongs to it, as JSON; never naked, never live when stale."""
        m = self.measured
        quality, reason = self._quality(now_ns)
        return {
            "tag": self.tag.name,
            "value": None if m is None else finite(m.value),
            "unit": self.tag.unit,
            "quality": quality,
            "reason": reason,
            "age_s": None if m is None else round(_age_s(m, now_ns), 3),
            "source_time": iso(m.source_time_ns if m else None),
            "server_time": iso(m.server_time_ns if m else None),
            "ingest_time": iso(m.ingest_time_ns if m else None),
            "origin": m.origin if m else "plant",
            "writable": self.tag.writable,
            "desired": self.desired.value if self.desired else None,
            "simulated": finite(self.simulated.value) if self.simulated else None,
            "simulated_time": iso(self.simulated.time_ns if self.simulated else None),
            "simulated_reason": self.simulated.reason if self.simulated else "",
            "residual": finite(self.residual.residual) if self.residual else None,
            "significance": _significance(self.residual),
            "residual_reason": self.residual.reason if self.residual else "",
        }

    def text(self, now_ns: int) -> str:
        """What `shown` gives, as JSON text; only the age is written anew while nothing changes."""
        if not (self._head or self._fix(now_ns)) or now_ns > self._stale_ns:
            return json.dumps(self.shown(now_ns))
        age_s = max(0.0, (now_ns - self._source_ns) / _NS)
        return f'{self._head}, "age_s": {age_s:.3f}}}'

    def _fix(self, now_ns: int) -> bool:
        """Makes the text without the age, if there is a value that is not stale."""
        m = self.measured
        if m is None or self._is_stale(m, now_ns):
            return False
        fixed = self.shown(now_ns)
        del fixed["age_s"]
        self._head = json.dumps(fixed)[:-1]
        self._source_ns = m.source_time_ns
        good = m.quality == "good"
        self._stale_ns = m.ingest_time_ns + self.tag.stale_s * _NS if good else math.inf
        return True

    def touch(self) -> None:
        """Forgets the text, as something of it changes."""
        self._head = ""

    def _quality(self, now_ns: int) -> tuple[str, str]:
        m = self.measured
        if m is None:
            return "bad", "the plant has not reported this tag yet"
        if self._is_stale(m, now_ns):
            return "uncertain", f"stale: nothing new within {self.tag.rate_s:g} s as promised"
        return m.quality, m.reason

    def _is_stale(self, m: Measurement, now_ns: int) -> bool:
        silent_s = (now_ns - m.ingest_time_ns) / _NS
        return m.quality == "good" and silent_s > self.tag.stale_s


def _significance(residual: Residual | None) -> float | None:
    """In standard deviations; None where the twin does not know them, or plant and model differ.

    They differ where one of them is in doubt, or the model is behind plant time.
    """
    known = residual is not None and residual.spread > 0.0 and residual.quality == "good"
    return finite(residual.significance) if residual is not None and known else None


def _age_s(m: Measurement, now_ns: int) -> float:
    return max(0.0, (now_ns - m.source_time_ns) / _NS)


def finite(value: float) -> float | None:
    """The number, or None for NaN and infinities, which JSON does not have."""
    return value if math.isfinite(value) else None


@dataclass
class LatestValues:
    """Cache of all tags, with a number that grows at each change.

    Attributes:
        tags: Tags of the plant description.
        unknown: Tags that were published but are in no description.
    """

    tags: Mapping[str, Tag]
    unknown: set[str] = field(default_factory=set)
    _values: dict[str, TagValue] = field(init=False)
    _changed: dict[str, int] = field(init=False)
    _change: int = field(default=0, init=False)
    _moment: int = field(default=0, init=False)
    _texts: dict[str, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._values = {name: TagValue(tag) for name, tag in self.tags.items()}
        self._changed = dict.fromkeys(self.tags, 0)

    def at(self, tag: str) -> TagValue | None:
        """What is known of a tag; None if there is none of this name."""
        return self._values.get(tag)

    def all(self) -> list[TagValue]:
        """All tags, in the order of the plant."""
        return [*self._values.values()]

    def touch(self, tag: str) -> TagValue | None:
        """The same, for writing to it; counts the change."""
        value = self._values.get(tag)
        if value is None:
            self.unknown.add(tag)
            return None
        self._change += 1
        self._changed[tag] = self._change
        value.touch()
        self._texts.pop(tag, None)
        return value

    @property
    def change(self) -> int:
        """Number of the latest change."""
        return self._change

    def shown(self, names: Iterable[str], now_ns: int) -> list[dict[str, Any]]:
        """These tags as JSON."""
        return [self._values[name].shown(now_ns) for name in names]

    def moment(self, now_ns: int) -> int:
        """Time for which `texts` are made: all that is asked within 100 ms has the same."""
        if not 0 <= now_ns - self._moment < _MOMENT_NS:
            self._moment = now_ns
            self._texts.clear()
        return self._moment

    def texts(self, picked: Picked) -> str:
        """These tags as JSON text, as they are at the moment; made once for all clients."""
        try:
            texts = picked.of(self._texts)
        except KeyError:
            for name in picked.names:
                if name not in self._texts:
                    self._texts[name] = self._values[name].text(self._moment)
            texts = picked.of(self._texts)
        return f"[{', '.join(texts)}]"

    def changed_since(self, change: int, picked: Picked) -> Picked:
        """Those tags that changed after the change with this number."""
        changed = self._changed
        if min(picked.of(changed), default=0) > change:
            return picked  # mostly, as a plant is scanned
        return Picked([name for name in picked.names if changed[name] > change])
