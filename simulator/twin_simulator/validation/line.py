"""One compared figure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ValidationLine:
    """A published figure and what the model computes.

    Attributes:
        family: name of the family which the case belongs to.
        deviation: computed minus published, relative to the published figure.
        tolerance: largest accepted absolute deviation.
        known: why the deviation is beyond its tolerance, where that is understood.
    """

    family: str = ""
    case: str
    source: str
    published: float
    computed: float
    unit: str
    deviation: float
    tolerance: float
    passed: bool
    known: str = ""

    @property
    def result(self) -> str:
        """`pass`, `fail`, or `known`: it fails, and the reason is written down."""
        if self.passed:
            return "pass"
        return "known" if self.known else "fail"


def compare(
    case: str,
    source: str,
    published: float,
    computed: float,
    unit: str,
    tolerance: float,
    *,
    known: str = "",
) -> ValidationLine:
    """Compares a figure.

    Args:
        case: name of the figure.
        source: where it is published.
        published: the figure.
        computed: the model's.
        unit: of both.
        tolerance: largest accepted deviation, relative to the published figure.
        known: the reason, if the model is known to be further off.
    """
    deviation = (float(computed) - published) / abs(published)
    return ValidationLine(
        case=case,
        source=source,
        published=published,
        computed=float(computed),
        unit=unit,
        deviation=deviation,
        tolerance=tolerance,
        passed=abs(deviation) <= tolerance,
        known=known,
    )


def compare_range(
    case: str, source: str, low: float, high: float, computed: float, unit: str, *, known: str = ""
) -> ValidationLine:
    """Compares a figure of which a range is published: its middle, within half its width."""
    middle = (low + high) / 2
    return compare(case, source, middle, computed, unit, (high - low) / 2 / middle, known=known)
