"""Which values of a scan a plant's server tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from twin_schemas.plant import Tag

_LIVE_SECONDS = 1.0
_LIVE = frozenset({"measurement", "output"})


@dataclass
class Reporting:
    """Tells what moves by itself once a second, and what is set by somebody when it is.

    A control system scans more often than it reports: to send what nobody has changed with each
    scan costs every reader as much as what has. Nothing is silent for longer than its contract
    allows, so that a steady value is told from a dead one.

    Attributes:
        tags: All tags of the plant.
    """

    tags: Mapping[str, Tag]
    _told: dict[str, tuple[float, str]] = field(default_factory=dict, init=False)
    _due: dict[str, float] = field(default_factory=dict, init=False)

    def due(
        self, values: Mapping[str, float], reasons: Mapping[str, str], now: float
    ) -> dict[str, float]:
        """What is to be told of a scan.

        Args:
            values: Value of every tag.
            reasons: Why a tag's value is not good; only tags that are not.
            now: Time of the scan in s.
        """
        told: dict[str, float] = {}
        for name, value in values.items():
            tag, before = self.tags[name], self._told.get(name)
            is_live = tag.kind in _LIVE
            now_is = (0.0 if is_live else value, reasons.get(name, ""))
            if now_is == before and now < self._due[name]:
                continue
            self._told[name] = now_is
            self._due[name] = now + (min(_LIVE_SECONDS, tag.rate_s) if is_live else tag.rate_s)
            told[name] = value
        return told
