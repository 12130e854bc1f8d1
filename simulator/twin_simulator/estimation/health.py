"""How far the twin can be believed, as one number with what it is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Health:
    """The parts are shares from 0 to 1.

    Attributes:
        within: of the compared readings, those within three standard deviations.
        consistent: 1 where innovations are as large as the twin expects, less where larger.
        seen: of the instruments, those with a usable reading.
        bounded: of the boundary conditions, those measured well.
    """

    within: float = 1.0
    consistent: float = 1.0
    seen: float = 0.0
    bounded: float = 0.0

    @property
    def score(self) -> float:
        """The product of its parts, so that each one alone can bring it down."""
        return self.within * self.consistent * self.seen * self.bounded
