"""Which tags have been silent for longer than their contract allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from twin_schemas.plant import Tag

_RATES = 3.0
_LEAST_S = 2.0


@dataclass
class Watch:
    """Watches every tag by itself: one dead item of a subscription must not hide behind the rest.

    Attributes:
        tags: Tags with their contract rates.
        rates: How many contract rates a tag may be silent.
        least_s: No shorter silence in seconds counts, however high the rate.
    """

    tags: Mapping[str, Tag]
    rates: float = _RATES
    least_s: float = _LEAST_S
    _heard: dict[str, float] = field(default_factory=dict, init=False)

    def begin(self, now: float) -> None:
        """Counts from now on, for all tags."""
        self._heard = dict.fromkeys(self.tags, now)

    def heard(self, tag: str, now: float) -> None:
        """A tag has reported."""
        self._heard[tag] = now

    def told(self, tags: Iterable[str], now: float) -> None:
        """It was said of these tags that they are silent; the next time only after as long."""
        self._heard.update(dict.fromkeys(tags, now))

    def overdue(self, now: float) -> list[str]:
        """Tags that should have reported by now, in the plant's order."""
        return [tag for tag, at in self._heard.items() if now - at > self.limit_s(tag)]

    def limit_s(self, tag: str) -> float:
        """How long a tag may be silent, in seconds."""
        return max(self.rates * self.tags[tag].rate_s, self.least_s)
