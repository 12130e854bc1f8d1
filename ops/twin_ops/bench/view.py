"""How fast the screen is seen again, and how smoothly its largest drawing is moved."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from twin_ops.bench.line import BenchLine, line
from twin_schemas.plant import Plant

if TYPE_CHECKING:
    from playwright.sync_api import Page

_FIRST_VIEW_S = 2.0
_FRAME_MS = 1_000.0 / 60.0
_PANS = 120  # moves of the mouse, each a few pixels
_SEEN = ".diagram .mark"
# As the page keeps a log-in; the token says itself whose it is.
_LOG_IN = "sessionStorage.setItem('twin.session', {})"
_POINTED = """() => {
    const pane = document.querySelector(".diagram .react-flow__pane");
    const {left, top} = pane.getBoundingClientRect();
    return [left + 5, top + 5];
}"""
_FRAMES = """
window.__frames = [];
const note = (now) => { window.__frames.push(now); requestAnimationFrame(note); };
requestAnimationFrame(note);
"""


def bench_view(page: Page, url: str, token: str, plant: Plant) -> Iterator[BenchLine]:
    """From a reload with everything cached to the first values, and frames of panning.

    The drawing that is panned is the largest of the plant; how many elements it has is in the name.
    """
    area, elements = largest(plant)
    page.add_init_script(log_in(token))
    page.goto(f"{url}/#area={area}")
    page.locator(_SEEN).first.wait_for()
    page.reload(wait_until="commit")
    page.locator(_SEEN).first.wait_for()
    seen_ms = page.evaluate("performance.now()")
    yield line("first_view_cached", seen_ms / 1e3, "s", _FIRST_VIEW_S)
    frames = _pan(page)
    yield line(f"pan_frame_p50_{elements}_elements", _at(frames, 0.5), "ms", _FRAME_MS)
    yield line(f"pan_frame_p95_{elements}_elements", _at(frames, 0.95), "ms", _FRAME_MS)


def log_in(token: str) -> str:
    """A script that has a page find a log-in where it keeps its own."""
    login = {"token": token, "expires_at": "2999-01-01T00:00:00Z", "user": "bench"}
    return _LOG_IN.format(json.dumps(json.dumps(login)))


def largest(plant: Plant) -> tuple[str, int]:
    """The area whose diagram has most elements, and how many."""
    parts = (plant.equipment, plant.instruments, plant.controllers)
    counts = Counter(one.area for part in parts for one in part.values())
    for stream in plant.streams.values():
        ends = (stream.source.equipment, stream.target.equipment)
        counts.update({plant.equipment[end].area for end in ends})
    return counts.most_common(1)[0]


def _pan(page: Page) -> list[float]:
    """Milliseconds between pictures while the drawing is dragged to and fro."""
    pane = page.locator(".diagram .react-flow__pane")
    pane.hover(position={"x": 5, "y": 5})  # where nothing is drawn
    x, y = page.evaluate(_POINTED)
    page.mouse.down()
    page.evaluate(_FRAMES)
    for step in range(_PANS):
        page.mouse.move(x + 3 * abs(step % 40 - 20), y + step % 40)
    page.mouse.up()
    times: list[float] = page.evaluate("window.__frames")
    return sorted(after - before for before, after in pairwise(times))


def _at(ordered: list[float], share: float) -> float:
    return ordered[int(share * (len(ordered) - 1))]
