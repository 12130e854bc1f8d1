"""What a field's annotation can say besides its type."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """Unit of a number, as a pint expression; `1` for dimensionless."""

    symbol: str


@dataclass(frozen=True)
class Bounds:
    """Closed range of a number; the codec refuses what lies outside, and what is not finite."""

    low: float
    high: float
