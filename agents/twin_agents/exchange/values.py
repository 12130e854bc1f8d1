"""The latest of everything, per tag."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, Literal, NamedTuple

from twin_agents.exchange.picked import Picked
from twin_agents.exchange.value_text import (
    NS,
    Told,
    age_told,
    finite,
    iso,
    model_told,
    reported_told,
    significance_of,
)
from twin_schemas.messages import Measurement, Residual, SetpointProgressed, SimulatedValue
from twin_schemas.plant import Tag

_MOMENT_NS = 100_000_000
Part = Literal["all", "reported", "model"]
"""What of a value changes or is told, beside the tag and the age."""
_Told = tuple[int, Part, Told]
_UNTOLD: _Told = (-1, "all", ("", ""))


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
    _told: _Told = field(default=_UNTOLD, init=False, repr=False)

    def __post_init__(self) -> None:
        self._name = f'{{"tag": {quoted(self.tag.name)}, '
        unit, writable = quoted(self.tag.unit), json.dumps(self.tag.writable)
        self._fixed = f'"unit": {unit}, "writable": {writable}, "desired": '
        self._patience_ns = round(self.tag.stale_s * NS)

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

    def text(self, now_ns: int) -> str:
        """What `shown` gives, as JSON text."""
        if (m := self.measured) is None or self._is_stale(m, now_ns):
            return json.dumps(self.shown(now_ns))  # with why
        own, alike = reported_told(m, now_ns)
        own_model, alike_model = model_told(self.simulated, self.residual)
        desired = json.dumps(self.desired.value if self.desired else None)
        return f"{self._name}{self._fixed}{desired}, {own}, {alike}, {own_model}, {alike_model}}}"

    def change(self, part: Part, number: int) -> None:
        """Notes that a part of it changes now, which is the change with this number."""
        self._told = _UNTOLD
        if part == "reported":
            self._changed_reported = number
        elif part == "model":
            self._changed_model = number
        else:
            self._changed = number

    def told_since(self, change: int, now_ns: int) -> Told:
        """What changed after the change with this number: whole, if more parts did, or it is stale.

        Its own part is a JSON object, with the tag at least; the other one has the age.
        """
        is_reported, is_model = self._changed_reported > change, self._changed_model > change
        part: Part = "reported" if is_reported else "model"
        if self._changed > change or is_reported == is_model:
            part = "all"
        told_ns, told_part, told = self._told
        if told_ns != now_ns or told_part != part:
            told = self._part(part, now_ns)
            self._told = now_ns, part, told
        return told

    def _part(self, part: Part, now_ns: int) -> Told:
        m = self.measured
        if part == "all" or m is None or self._is_stale(m, now_ns):
            return self.text(now_ns), ""
        if part == "reported":
            own, alike = reported_told(m, now_ns)
        else:
            own, alike = model_told(self.simulated, self.residual)
            alike = f"{alike}, {age_told(m.source_time_ns, now_ns)}"
        return f"{self._name}{own}}}", alike

    def _quality(self, now_ns: int) -> tuple[str, str]:
        m = self.measured
        if m is None:
            return "bad", "the plant has not reported this tag yet"
        if self._is_stale(m, now_ns):
            return "uncertain", f"stale: nothing new within {self.tag.rate_s:g} s as promised"
        return m.quality, m.reason

    def _is_stale(self, m: Measurement, now_ns: int) -> bool:
        return m.quality == "good" and now_ns - m.ingest_time_ns > self._patience_ns


def _age_s(m: Measurement, now_ns: int) -> float:
    return max(0.0, (now_ns - m.source_time_ns) / NS)


class Changes(NamedTuple):
    """What changed.

    Attributes:
        tags: How many tags did.
        text: As groups in JSON: what their `values` have alike is `shared`.
    """

    tags: int
    text: str


def _grouped(groups: Mapping[str, Sequence[str]]) -> str:
    texts = (
        f'{{"shared": {{{shared}}}, "values": [{", ".join(values)}]}}'
        for shared, values in groups.items()
    )
    return f"[{', '.join(texts)}]"


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
            groups: dict[str, list[str]] = {}
            for name in names:
                own, alike = values[name].told_since(change, moment)
                groups.setdefault(alike, []).append(own)
            known = self._told[picked, change] = Changes(len(names), _grouped(groups))
        return known

    def changed_since(self, change: int, picked: Picked) -> Picked:
        """Those tags that changed after the change with this number."""
        changed = self._changed
        if min(picked.of(changed), default=0) > change:
            return picked  # mostly, as a plant is scanned
        return Picked([name for name in picked.names if changed[name] > change])
