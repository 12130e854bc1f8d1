"""One measured figure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class BenchLine:
    """A figure beside its baseline, both from this run.

    Attributes:
        name: What was measured.
        value: How much.
        unit: Unit of value and baseline.
        baseline: The same for the thing it is compared with.
        ratio: Value by baseline.
    """

    name: str
    value: float
    unit: str
    baseline: float
    ratio: float


def line(name: str, value: float, unit: str, baseline: float) -> BenchLine:
    """A figure with its ratio."""
    return BenchLine(name=name, value=value, unit=unit, baseline=baseline, ratio=value / baseline)
