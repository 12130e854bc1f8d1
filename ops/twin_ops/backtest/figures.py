"""How far the model was from the plant, tag by tag."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twin_schemas.messages import Residual
from twin_schemas.significance import SIGNIFICANT

if TYPE_CHECKING:
    from twin_agents.historian.reading import Window
    from twin_ops.stored import Stored

_PIECE_NS = 600_000_000_000


@dataclass
class Figures:
    """Residuals of one tag in standard deviations of what they should be.

    Attributes:
        count: How many were good, with a standard deviation that the twin knew.
        squares: Sum of their squares.
        outside: How many were significant.
    """

    count: int = 0
    squares: float = 0.0
    outside: int = 0

    @property
    def rms(self) -> float:
        """Root of their mean square; near 1 where model and instrument are what they should be."""
        return math.sqrt(self.squares / self.count) if self.count else math.nan

    @property
    def share_outside(self) -> float:
        """Share of those that were significant."""
        return self.outside / self.count if self.count else math.nan


def figures_of(residuals: Iterable[Residual]) -> dict[str, Figures]:
    """Figures by tag of residuals as they come."""
    found: dict[str, Figures] = {}
    for one in residuals:
        if one.quality == "good" and one.spread > 0:
            figures = found.setdefault(one.tag, Figures())
            figures.count += 1
            figures.squares += one.significance**2
            figures.outside += abs(one.significance) > SIGNIFICANT
    return found


def figures_then(stored: Stored, window: Window) -> Mapping[str, Figures]:
    """Figures by tag of the residuals that the twin told then.

    Raises:
        HistoryUnreadable: Files of the history go while they are read.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    found: dict[str, Figures] = {}
    for piece in stored.exact(Residual, window, _PIECE_NS):
        good = piece.filter((pc.field("quality") == "good") & (pc.field("spread") > 0))
        far = good["significance"]
        outside = pc.cast(pc.greater(pc.abs(far), SIGNIFICANT), pa.int64())
        counted = pa.table({"tag": good["tag"], "far": pc.multiply(far, far), "outside": outside})
        sums = counted.group_by("tag").aggregate([
            ("far", "sum"),
            ("outside", "sum"),
            ("tag", "count"),
        ])
        for row in sums.to_pylist():
            figures = found.setdefault(row["tag"], Figures())
            figures.count += row["tag_count"]
            figures.squares += row["far_sum"]
            figures.outside += row["outside_sum"]
    return found
