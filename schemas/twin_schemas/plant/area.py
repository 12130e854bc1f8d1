"""A section of the plant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FirstFill:
    """What an area holds, and where the search for its steady state begins.

    Attributes:
        pressure, temperature: in Pa and K.
        gas, liquid: mole fraction of each component; normalised where they are used.
        hot: whether gas may be above 1000 K.
    """

    pressure: float
    temperature: float
    gas: Mapping[str, float]
    liquid: Mapping[str, float]
    hot: bool = False

    @property
    def species(self) -> tuple[str, ...]:
        """Components which the area holds, those at zero percent included."""
        return tuple(dict.fromkeys((*self.gas, *self.liquid)))


@dataclass(frozen=True, kw_only=True)
class Area:
    """A section of the plant, such as the methanol synthesis."""

    id: str
    title: str
    first_fill: FirstFill
