"""The last hour of every tag, for trends."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from twin_agents.exchange.values import TagValue, finite

_SERIES = ("t", "reported", "simulated", "desired")
SAMPLES = 3_600


@dataclass
class Ring:
    """Samples of one tag; the oldest give way."""

    _rows: np.ndarray[tuple[int, int], np.dtype[np.float64]] = field(
        default_factory=lambda: np.full((SAMPLES, len(_SERIES)), math.nan), init=False
    )
    _next: int = field(default=0, init=False)

    def add(self, row: tuple[float, float, float, float]) -> None:
        """Appends a sample of time, reported, simulated and desired."""
        self._rows[self._next % SAMPLES] = row
        self._next += 1

    def since(self, moment: float) -> dict[str, list[float | None]]:
        """Columns of the samples at and after a Unix time; None where there is no value."""
        rows = np.roll(self._rows, -self._next, axis=0)
        rows = rows[rows[:, 0] >= moment]
        return {
            name: [finite(x) for x in column]
            for name, column in zip(_SERIES, rows.T.tolist(), strict=True)
        }


@dataclass
class RecentHistory:
    """One ring per tag, sampled once a second."""

    _rings: dict[str, Ring] = field(default_factory=dict)

    def sample(self, values: Iterable[TagValue], now: float) -> None:
        """Adds the present values; a value that is not good leaves a hole in the curve."""
        for value in values:
            measured, simulated = value.measured, value.simulated
            row = (
                now,
                measured.value if measured and measured.quality == "good" else math.nan,
                simulated.value if simulated else math.nan,
                value.desired.value if value.desired else math.nan,
            )
            self._rings.setdefault(value.tag.name, Ring()).add(row)

    def series(self, tag: str, since: float) -> dict[str, Any]:
        """Columns of one tag."""
        ring = self._rings.get(tag)
        return ring.since(since) if ring else {name: [] for name in _SERIES}
