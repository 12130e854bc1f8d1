"""Drawings of a debrief as inline SVG: marks on lanes and curves, over one time axis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10

WIDTH, LEFT, RIGHT = 960, 150, 20
_LANE, _PLOT, _GAP = 26, 130, 14
_TICKS = 8
_STEPS = (1.0, 2.0, 5.0, 10.0)
_DASHES = {"truth": "", "read": "2 3", "model": "7 4"}


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Something at a time, on a lane; `until` makes it a span."""

    time: float
    text: str
    until: float | None = None
    style: str = ""


@dataclass(frozen=True)
class Axis:
    """The time axis: `seconds` long."""

    seconds: float

    def x(self, time: float) -> float:
        """Where a time is, in pixels."""
        inside = min(max(time, 0.0), self.seconds)
        return LEFT + inside / self.seconds * (WIDTH - LEFT - RIGHT)

    def ticks(self) -> list[float]:
        """Round times in s."""
        return list(_round_values(0.0, self.seconds / 60, _TICKS))


def lanes(axis: Axis, marks: Mapping[str, Sequence[Mark]]) -> str:
    """Draws a lane for each name, one below the other."""
    height = _LANE * len(marks) + 24
    parts = [_grid(axis, height - 24)]
    for row, (name, found) in enumerate(marks.items()):
        y = row * _LANE
        parts.append(_text(4, y + 17, name, "name", "start"))
        parts += [_mark(axis, one, y) for one in found]
    return _drawing(height, parts)


def plot(
    axis: Axis, title: str, times: Sequence[float], curves: Mapping[str, Sequence[float | None]]
) -> str:
    """Draws curves of one quantity."""
    known = [v for curve in curves.values() for v in curve if v is not None]
    low, high = min(known), max(known)
    room = 0.05 * (high - low) or 0.05 * abs(high) or 1.0
    low, high = low - room, high + room
    parts = [_grid(axis, _PLOT), _text(4, 16, title, "name", "start")]
    for value in _round_values(low, high, 4):
        y = _y(value, low, high)
        parts.append(_line(LEFT, WIDTH - RIGHT, y, y))
        parts.append(_text(LEFT - 6, y + 4, f"{value:g}", "tick", "end"))
    for name, curve in curves.items():
        points = " ".join(
            f"{axis.x(t):.1f},{_y(v, low, high):.1f}"
            for t, v in zip(times, curve, strict=True)
            if v is not None
        )
        dashes = f'stroke-dasharray="{_DASHES[name]}"'
        parts.append(f'<polyline class="{name}" {dashes} points="{points}"/>')
    return _drawing(_PLOT + 24, parts)


def _drawing(height: float, parts: Iterable[str]) -> str:
    content = "".join(parts)
    return f'<svg viewBox="0 0 {WIDTH} {height + _GAP:g}" role="img">{content}</svg>'


def _grid(axis: Axis, height: float) -> str:
    drawn = []
    for minutes in axis.ticks():
        x = axis.x(60 * minutes)
        drawn.append(_line(x, x, 0.0, height))
        drawn.append(_text(x, height + 14, f"{minutes:g} min", "tick", "middle"))
    return "".join(drawn)


def _line(x1: float, x2: float, y1: float, y2: float) -> str:
    return f'<line class="grid" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, text: str, style: str, anchor: str) -> str:
    at = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text class="{style}" {at}>{escape(text)}</text>'


def _mark(axis: Axis, mark: Mark, y: float) -> str:
    x, title = axis.x(mark.time), f"<title>{escape(mark.text)}</title>"
    if mark.until is None:
        return f'<circle class="{mark.style}" cx="{x:.1f}" cy="{y + 13:g}" r="5">{title}</circle>'
    size = f'width="{max(axis.x(mark.until) - x, 2.0):.1f}" height="14"'
    return f'<rect class="{mark.style}" x="{x:.1f}" y="{y + 6:g}" {size}>{title}</rect>'


def _y(value: float, low: float, high: float) -> float:
    return _PLOT * (1 - (value - low) / (high - low))


def _round_values(low: float, high: float, count: int) -> Iterable[float]:
    """Round numbers from low to high, about `count` of them."""
    size = (high - low) / count
    power = 10.0 ** floor(log10(size))
    step = next(power * s for s in _STEPS if power * s >= size * (1 - 1e-9))
    first = -floor(-low / step + 1e-9)
    return [round(step * k, 10) for k in range(first, floor(high / step + 1e-9) + 1)]
