"""The latest of everything, per tag."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, Literal, NamedTuple

from twin_agents.exchange.picked import Picked
from twin_agents.exchange.value_text import (
    NS,
    age_text,
    finite,
    iso,
    model_text,
    reported_text,
    significance_of,
)
from twin_schemas.messages import Measurement, Residual, SetpointProgressed, SimulatedValue
from twin_schemas.plant import Tag

_MOMENT_NS = 100_000_000
Part = Literal["all", "reported", "model"]
"""What of a value changes or is told, beside the tag and the age."""


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
    _changed: int = field(default=0, init=False, repr=False)
    _changed_reported: int = field(default=0, init=False, repr=False)
    _changed_model: int = field(default=0, init=False, repr=False)
    _reported: str = field(default="", init=False, repr=False)
    _model: str = field(default="", init=False, repr=False)
    _source_ns: int = field(default=0, init=False, repr=False)
    _stale_ns: float = field(default=-math.inf, init=False, repr=False)
    _told: tuple[int, Part, str] = field(default=(-1, "all", ""), init=False, repr=False)

    def __post_init__(self) -> None:
        self._name = f'{{"tag": {quoted(self.tag.name)}, '
        unit, writable = quoted(self.tag.unit), json.dumps(self.tag.writable)
        self._fixed = f'"unit": {unit}, "writable": {writable}, "desired": '

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
            "significance": significance_of(self.residual),
            "residual_reason": self.residual.reason if self.residual else "",
        }

    def text(self, now_ns: int, part: Part = "all") -> str:
        """What `shown` gives, or the part of it that has changed, as JSON text with tag and age.

        While nothing changes, only the age is written anew. What is stale or missing is told whole.
        """
        if not (self._reported or self._report()) or now_ns > self._stale_ns:
            return json.dumps(self.shown(now_ns))
        age_s = age_text(self._source_ns, now_ns)
        if part == "reported":
            return f'{self._name}{self._reported}, "age_s": {age_s}}}'
        model = self._model = self._model or model_text(self.simulated, self.residual)
        if part == "model":
            return f'{self._name}{model}, "age_s": {age_s}}}'
        desired = json.dumps(self.desired.value if self.desired else None)
        known = f"{self._name}{self._fixed}{desired}, {self._reported}, {model}"
        return f'{known}, "age_s": {age_s}}}'

    def _report(self) -> bool:
        """Makes the text of what is reported, if anything is."""
        if (m := self.measured) is None:
            return False
        self._reported = reported_text(m)
        self._source_ns = m.source_time_ns
        good = m.quality == "good"
        self._stale_ns = m.ingest_time_ns + self.tag.stale_s * NS if good else math.inf
        return True

    def change(self, part: Part, number: int) -> None:
        """Notes that a part of it changes now, which is the change with this number."""
        self._told = (-1, "all", "")
        if part == "reported":
            self._changed_reported, self._reported = number, ""
        elif part == "model":
            self._changed_model, self._model = number, ""
        else:
            self._changed, self._reported, self._model = number, "", ""

    def text_since(self, change: int, now_ns: int) -> str:
        """The text of what changed after the change with this number: whole, if more parts did."""
        is_reported, is_model = self._changed_reported > change, self._changed_model > change
        part: Part = "reported" if is_reported else "model"
        if self._changed > change or is_reported == is_model:
            part = "all"
        told_ns, told, text = self._told
        if told_ns != now_ns or told != part:
            text = self.text(now_ns, part)
            self._told = now_ns, part, text
        return text

    def _quality(self, now_ns: int) -> tuple[str, str]:
        m = self.measured
        if m is None:
            return "bad", "the plant has not reported this tag yet"
        if self._is_stale(m, now_ns):
            return "uncertain", f"stale: nothing new within {self.tag.rate_s:g} s as promised"
        return m.quality, m.reason

    def _is_stale(self, m: Measurement, now_ns: int) -> bool:
        silent_s = (now_ns - m.ingest_time_ns) / NS
        return m.quality == "good" and silent_s > self.tag.stale_s


def _age_s(m: Measurement, now_ns: int) -> float:
    return max(0.0, (now_ns - m.source_time_ns) / NS)


class Changes(NamedTuple):
    """What changed.

    Attributes:
        tags: How many tags did.
        text: As a list in JSON.
    """

    tags: int
    text: str


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
    _told: dict[tuple[Picked, int], Changes] = field(default_factory=dict, init=False)
    _told_at: tuple[int, int] = field(default=(0, 0), init=False)

    def __post_init__(self) -> None:
        self._values = {name: TagValue(tag) for name, tag in self.tags.items()}
        self._changed = dict.fromkeys(self.tags, 0)

    def at(self, tag: str) -> TagValue | None:
        """What is known of a tag; None if there is none of this name."""
        return self._values.get(tag)

    def all(self) -> list[TagValue]:
        """All tags, in the order of the plant."""
        return [*self._values.values()]

    def touch(self, tag: str, part: Part = "all") -> TagValue | None:
        """The same, for writing to that part of it; counts the change."""
        value = self._values.get(tag)
        if value is None:
            self.unknown.add(tag)
            return None
        self._changed[tag] = self._change = number = self._change + 1
        value.change(part, number)
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
        known = self._texts
        try:
            texts = picked.of(known)
        except KeyError:
            for name in picked.names:
                if name not in known:
                    known[name] = self._values[name].text(self._moment)
            texts = picked.of(known)
        return f"[{', '.join(texts)}]"

    def changes(self, picked: Picked, change: int) -> Changes:
        """Those tags that changed after the change with this number, each with what did.

        Made once for all clients that know as much.
        """
        if self._told_at != (now := (self._change, self._moment)):
            self._told_at = now
            self._told.clear()
        known = self._told.get((picked, change))
        if known is None:
            values, moment = self._values, self._moment
            names = self.changed_since(change, picked).names
            texts = [values[name].text_since(change, moment) for name in names]
            known = self._told[picked, change] = Changes(len(texts), f"[{', '.join(texts)}]")
        return known

    def changed_since(self, change: int, picked: Picked) -> Picked:
        """Those tags that changed after the change with this number."""
        changed = self._changed
        if min(picked.of(changed), default=0) > change:
            return picked  # mostly, as a plant is scanned
        return Picked([name for name in picked.names if changed[name] > change])
