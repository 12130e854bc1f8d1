"""The shares that the health of a twin is made of, as they go by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twin_simulator.estimation.evidence import consistency
from twin_simulator.estimation.health import Health

if TYPE_CHECKING:
    from twin_schemas.plant import Plant
    from twin_simulator.estimation.estimator import Corrected

_WITHIN = 3.0  # standard deviations
_KEPT = 0.9  # share of the mean that a correction keeps


@dataclass
class Rates:
    """Means over about ten corrections; what is seen is that of the last step."""

    within: float = 1.0
    squares: float = 1.0
    seen: float = 0.0
    bounded: float = 0.0

    def look(self, readings: Mapping[str, float], plant: Plant) -> None:
        """Counts what has a usable reading."""
        told = [tag for tag, i in plant.instruments.items() if i.drives is None]
        bounds = [tag for tag, i in plant.instruments.items() if i.drives is not None]
        self.seen = sum(tag in readings for tag in told) / max(1, len(told))
        self.bounded = sum(tag in readings for tag in bounds) / len(bounds) if bounds else 1.0

    def rate(self, corrected: Sequence[Corrected]) -> None:
        """Takes one correction of all areas."""
        counts = [int(one.believed.sum()) for one in corrected]
        if not sum(counts):
            return
        squares = sum(n * consistency(one) for n, one in zip(counts, corrected, strict=True))
        near = sum(_near(one) for one in corrected)
        self.within = _KEPT * self.within + (1 - _KEPT) * near / sum(counts)
        self.squares = _KEPT * self.squares + (1 - _KEPT) * squares / sum(counts)

    def health(self) -> Health:
        """Returns them as shares."""
        return Health(self.within, min(1.0, 1 / max(self.squares, 1e-9)), self.seen, self.bounded)


def _near(corrected: Corrected) -> int:
    """How many believed readings are where they are expected."""
    innovation = corrected.solved.innovation
    far = np.abs(innovation.values) / np.sqrt(innovation.variance)
    return int(np.sum(far[corrected.believed] < _WITHIN))
