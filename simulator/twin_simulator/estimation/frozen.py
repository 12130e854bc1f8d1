"""Sensors whose reading stands still although every reading of theirs has noise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twin_schemas.plant import Instrument

_LONG = 60.0  # s


@dataclass
class Frozen:
    """Remembers the last reading of each tag, and for how long it has been the very same."""

    last: dict[str, float] = field(default_factory=dict)
    for_: dict[str, float] = field(default_factory=dict)
    since: dict[str, float] = field(default_factory=dict)

    def note(
        self,
        readings: Mapping[str, float],
        instruments: Mapping[str, Instrument],
        seconds: float,
        time: float,
    ) -> None:
        """Takes readings; a tag without one is left as it was.

        Args:
            readings: usable ones by tag.
            instruments: of the plant.
            seconds: since the last call.
            time: of the plant in s.
        """
        for tag, value in readings.items():
            instrument = instruments.get(tag)
            if instrument is None or not instrument.noise:
                continue
            at_end = value <= instrument.low or value >= instrument.high
            if value != self.last.get(tag) or at_end:
                self.last[tag] = value
                self.for_[tag] = 0.0
                self.since.pop(tag, None)
                continue
            self.for_[tag] = self.for_.get(tag, 0.0) + seconds
            if self.for_[tag] >= _LONG:
                self.since.setdefault(tag, time - self.for_[tag])

    def found(self) -> dict[str, float]:
        """Returns since when each frozen tag has stood still, in s of plant time."""
        return dict(self.since)
