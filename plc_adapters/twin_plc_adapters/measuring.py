"""From what a plant gives to what is told of it."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from twin_bus.clock import Clock
from twin_plc_adapters.reading import Reading
from twin_schemas.messages import Measurement
from twin_schemas.plant import Tag
from twin_schemas.vocabulary import Origin, Quality

_NS = 1_000_000_000
_LATE_RATES, _LEAST_LATE_S = 3.0, 2.0
FAR_S = 5.0


@dataclass
class Measuring:
    """Makes measurements; numbers them for each tag.

    A value is late when it is older on arrival than its contract allows. What the server's clock
    is off is no age, so it is taken out first; a clock that is far off is a reason of its own.

    Attributes:
        tags: Tags with their units and rates.
        clock: Our own clock.
        offset_ns: How far the plant's clock is ahead of ours; negative if it is behind.
        origin: Where the values come from.
    """

    tags: Mapping[str, Tag]
    clock: Clock
    offset_ns: int = 0
    origin: Origin = "plant"
    _sequence: dict[str, itertools.count[int]] = field(
        default_factory=lambda: defaultdict(itertools.count), init=False
    )
    _latest: dict[str, Reading] = field(default_factory=dict, init=False)

    def told(self, tag: str, reading: Reading) -> Iterator[Measurement]:
        """A value that came; before it the mark of a gap if values are missing."""
        if not reading.is_past:
            self._latest[tag] = reading
        if reading.gap:
            yield from self.gap([tag], reading.gap)
        now = self.clock.now_ns()
        value, quality, reason = _usable(reading)
        server, source = _times(reading, now)
        age_s = (now + self.offset_ns - source) / _NS
        late = reading.is_past or age_s > max(_LATE_RATES * self.tags[tag].rate_s, _LEAST_LATE_S)
        if quality == "good":
            quality, reason = self._doubt(age_s, late=late, is_past=reading.is_past)
        yield self._measurement(tag, value, quality, reason, (source, server, now), late=late)

    def _doubt(self, age_s: float, *, late: bool, is_past: bool) -> tuple[Quality, str]:
        if is_past:
            return "uncertain", f"the plant sent it afterwards, when it was {age_s:.1f} s old"
        if abs(self.offset_ns) > FAR_S * _NS:
            return "uncertain", f"the plant's clock is {_apart(self.offset_ns / _NS)} ours"
        if late:
            return "uncertain", f"late: it was {age_s:.1f} s old when it arrived"
        if age_s < -FAR_S:
            return "uncertain", f"its time is {-age_s:.1f} s ahead of the plant's clock"
        return "good", ""

    def differs(self, tag: str, reading: Reading) -> bool:
        """Whether this is not what was last told of a tag."""
        known = self._latest.get(tag)
        return known is None or _essence(known) != _essence(reading)

    def has_heard(self, tag: str) -> bool:
        """Whether any value of a tag has come."""
        return tag in self._latest

    def is_bad(self, tag: str) -> bool:
        """Whether the last value of a tag was bad."""
        known = self._latest.get(tag)
        return known is not None and known.quality == "bad"

    def silent(self, tag: str, seconds: float) -> Measurement:
        """The last value of a tag for which the plant has nothing newer, with its old times."""
        reading = self._latest[tag]
        now = self.clock.now_ns()
        server, source = _times(reading, now)
        reason = f"the plant has had nothing newer for {seconds:.1f} s"
        return self._measurement(
            tag, reading.value, "uncertain", reason, (source, server, now), late=True
        )

    def recorded(self, tag: str, reading: Reading, *, late: bool) -> Measurement:
        """A value of a recording: with its own quality and times, and the time it is told now."""
        value, quality, reason = _usable(reading)
        now = self.clock.now_ns()
        server, source = _times(reading, now)
        return self._measurement(tag, value, quality, reason, (source, server, now), late=late)

    def gap(self, tags: Iterable[str], reason: str) -> Iterator[Measurement]:
        """The mark that nothing is known of these tags."""
        for tag in tags:
            now = self.clock.now_ns()
            yield self._measurement(tag, math.nan, "bad", reason, (now, now, now))

    def _measurement(
        self,
        tag: str,
        value: float,
        quality: Quality,
        reason: str,
        times: tuple[int, int, int],
        *,
        late: bool = False,
    ) -> Measurement:
        return Measurement(
            tag=tag,
            value=value,
            unit=self.tags[tag].unit,
            quality=quality,
            reason=reason,
            source_time_ns=times[0],
            server_time_ns=times[1],
            ingest_time_ns=times[2],
            origin=self.origin,
            sequence=next(self._sequence[tag]),
            late=late,
        )


def _usable(reading: Reading) -> tuple[float, Quality, str]:
    if math.isfinite(reading.value):
        return reading.value, reading.quality, reading.reason
    if reading.quality == "bad":
        return math.nan, "bad", reading.reason
    return math.nan, "bad", "no number"


def _times(reading: Reading, now: int) -> tuple[int, int]:
    """When the server had it, and when it was taken."""
    server = now if reading.server_ns is None else reading.server_ns
    return server, server if reading.source_ns is None else reading.source_ns


def _essence(reading: Reading) -> tuple[object, ...]:
    value = None if math.isnan(reading.value) else reading.value
    return value, reading.quality, reading.reason, reading.source_ns


def _apart(seconds: float) -> str:
    return f"{abs(seconds):.1f} s {'ahead of' if seconds > 0 else 'behind'}"
