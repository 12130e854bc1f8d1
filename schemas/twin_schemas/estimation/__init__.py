"""What the twin may learn about the plant it follows, as data."""

from twin_schemas.estimation.estimable import Estimable, estimable
from twin_schemas.estimation.prior import Prior

__all__ = ["Estimable", "Prior", "estimable"]
