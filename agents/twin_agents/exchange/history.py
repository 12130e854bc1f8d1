"""The last hour of every tag, for trends."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np

from twin_agents.exchange.past import Past
from twin_agents.exchange.value_text import finite
from twin_agents.exchange.values import TagValue

_SERIES = ("reported", "simulated", "desired")
SAMPLES = 3_600


@dataclass
class RecentHistory:
    """The samples of all tags, one a second; the oldest give way.

    Memory is taken as the hour fills.

    Attributes:
        before: What was before it; None where nothing keeps that.
    """

    before: Past | None = None
    _times: np.ndarray[tuple[int], np.dtype[np.float64]] = field(
        default_factory=lambda: np.empty(SAMPLES), init=False
    )
    _rows: np.ndarray[tuple[int, int, int], np.dtype[np.float64]] = field(
        default_factory=lambda: np.empty((SAMPLES, 0, len(_SERIES))), init=False
    )
    _places: dict[str, int] = field(default_factory=dict, init=False)
    _taken: int = field(default=0, init=False)

    def sample(self, values: Sequence[TagValue], now: float) -> None:
        """Adds the present values; a value that is not good leaves a hole in the curve.

        Args:
            values: All tags, each time in the same order.
            now: Unix time.
        """
        if not self._places:
            self._places = {value.tag.name: place for place, value in enumerate(values)}
            self._rows = np.empty((SAMPLES, len(values), len(_SERIES)))
        at = self._taken % SAMPLES
        self._times[at] = now
        row = np.fromiter(chain.from_iterable(map(_row, values)), float)
        self._rows[at] = row.reshape(len(values), len(_SERIES))
        self._taken += 1

    def series(self, tag: str, since: float) -> dict[str, Any]:
        """Columns of one tag at and after a Unix time; None where there is no value."""
        place = self._places.get(tag)
        if place is None:
            return {name: [] for name in ("t", *_SERIES)}
        order = np.arange(max(0, self._taken - SAMPLES), self._taken) % SAMPLES
        order = order[self._times[order] >= since]
        columns = self._rows[order, place].T.tolist()
        found = {name: [finite(x) for x in c] for name, c in zip(_SERIES, columns, strict=True)}
        return {"t": self._times[order].tolist()} | found


def _row(value: TagValue) -> tuple[float, float, float]:
    measured, simulated = value.measured, value.simulated
    return (
        measured.value if measured and measured.quality == "good" else math.nan,
        simulated.value if simulated else math.nan,
        value.desired.value if value.desired else math.nan,
    )
