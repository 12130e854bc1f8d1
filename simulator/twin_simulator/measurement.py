"""Units of measured values: SI expressions against the engineering units of tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twin_schemas.units import to_si
from twin_simulator.units.unit import Array

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Scaling:
    """Converts vectors of values between SI and engineering units."""

    factor: Array
    offset: Array

    @classmethod
    def of(cls, units: Iterable[str]) -> Scaling:
        """Builds the conversion for one unit per entry."""
        known = tuple(units)
        zero, one = (np.array([to_si(at, unit) for unit in known]) for at in (0.0, 1.0))
        return cls(factor=one - zero, offset=zero)

    def to_si(self, values: Array) -> Array:
        """Converts engineering values to SI."""
        return values * self.factor + self.offset

    def to_engineering(self, values: Array) -> Array:
        """Converts SI values to engineering units."""
        return (values - self.offset) / self.factor
