"""From when on a residual is more than noise and a sensor's calibration."""

SIGNIFICANT = 4.0
"""Standard deviations. The spread counts the calibration of a sensor anew each time, so that on an
aged plant without faults not one in ten thousand readings is as far off (seeds 21 and 22)."""


def is_significant(significance: float | None) -> bool:
    """Whether the model can not explain a reading; not where nobody knows."""
    return significance is not None and abs(significance) >= SIGNIFICANT
