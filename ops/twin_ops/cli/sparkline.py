"""A curve in one line of text."""

from __future__ import annotations

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"
_WIDTH = 40


def sparkline(
    values: Sequence[float | None], low: float | None = None, high: float | None = None
) -> str:
    """Bars between two values; without them between the least and the greatest one.

    >>> sparkline([0.0, 7.0])
    '▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁████████████████████'
    >>> sparkline([1.0, None]).strip()
    '▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁'
    """
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low = min(known) if low is None else low
    high = max(known) if high is None else high
    points = [values[round(k * (len(values) - 1) / (_WIDTH - 1))] for k in range(_WIDTH)]
    return "".join(" " if v is None else _bar(v, low, high) for v in points)


def _bar(value: float, low: float, high: float) -> str:
    return _BARS[round((len(_BARS) - 1) * (value - low) / (high - low)) if high > low else 0]
