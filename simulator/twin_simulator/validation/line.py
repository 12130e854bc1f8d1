"""One compared figure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ValidationLine:
    """A published figure and what the model computes.

    Attributes:
        deviation: computed minus published, relative to the published figure.
        tolerance: largest accepted absolute deviation.
    """

    case: str
    source: str
    published: float
    computed: float
    unit: str
    deviation: float
    tolerance: float
    passed: bool


def compare(
    case: str, source: str, published: float, computed: float, unit: str, tolerance: float
) -> ValidationLine:
    """Compares a figure; `tolerance` is relative to the published one."""
    deviation = (computed - published) / abs(published)
    return ValidationLine(
        case=case,
        source=source,
        published=published,
        computed=computed,
        unit=unit,
        deviation=deviation,
        tolerance=tolerance,
        passed=abs(deviation) <= tolerance,
    )
