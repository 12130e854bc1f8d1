"""The screen's figures: what it loads, how it is seen, and how old a value is in the browser."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from twin_ops.bench.line import BenchLine, line
from twin_ops.bench.made import bench_made
from twin_ops.bench.unwatched import OPTIONS, unwatched_page
from twin_ops.bench.view import bench_view, log_in
from twin_ops.errors import Unreachable
from twin_ops.exchange_client import local_token
from twin_ops.kept_plant import plant_of
from twin_ops.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright, ViewportSize

_SECONDS = 15.0
_FIRST_SECONDS = 10.0
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_TARGET_MS = 300.0
SIZE: ViewportSize = {"width": 1600, "height": 900}
# Measures in the page: from the values' own source time to the end of the work on the picture that
# shows them. It listens where the page itself takes a message apart, to cost it nothing.
_PROBE = """
window.__ages = [];
const seen = new Map(), parse = JSON.parse;
function note({values, groups = [{shared: {}, values}]}) {
  const now = performance.timeOrigin + performance.now();
  const told = groups.flatMap(({shared, values}) => values.map((own) => ({...shared, ...own})));
  for (const {tag, source_time: time} of told) {
    if (!time || time === seen.get(tag)) continue;
    // The first message has values of before; only what changes later is counted.
    if (seen.has(tag)) window.__ages.push(now - Date.parse(time));
    seen.set(tag, time);
  }
}
function afterPicture(run) {
  const {port1, port2} = new MessageChannel();
  port1.onmessage = run;
  requestAnimationFrame(() => port2.postMessage(null));
}
JSON.parse = (...given) => {
  const message = parse(...given);
  if (message?.type === 'values') afterPicture(() => note(message));
  return message;
};
"""


def bench_screen(settings: Settings) -> Iterator[BenchLine]:
    """Sizes, the scene's making, first view, panning, and age of all tags in the browser.

    Ages are from the change in the plant to the end of the page's work on the picture that shows
    it, at the adapter's publishing interval.

    Raises:
        Unreachable: If Playwright or a browser is missing, or the twin is not running.
    """
    plant, token = plant_of(settings), local_token(settings)
    yield from ages(settings.exchange_url, token)
    with a_browser() as browser:
        yield from bench_view(browser.new_page(viewport=SIZE), settings.exchange_url, token, plant)
    yield from bench_made(plant)


@contextmanager
def a_browser() -> Iterator[Browser]:
    """A Chromium without a graphics card.

    Raises:
        Unreachable: If Playwright or a browser is missing.
    """
    path = _path()
    with _playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*OPTIONS])
        yield browser
        browser.close()


@contextmanager
def _playwright() -> Iterator[Playwright]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise Unreachable("Playwright is missing; `make test` installs it") from error
    with sync_playwright() as playwright:
        yield playwright


def _path() -> str:
    """A browser of this machine, or else Playwright's own."""
    if found := next((path for name in _BROWSERS if (path := shutil.which(name))), None):
        return found
    with _playwright() as playwright:
        return playwright.chromium.executable_path


def ages(url: str, token: str, of: str = "") -> Iterator[BenchLine]:
    """Median and 95th percentile over all tags that the page has, to the picture with their values.

    The seconds in which the page is drawn for the first time do not count.

    Args:
        url: Where the page is.
        token: Who looks at it.
        of: How many tags, for the lines' names.

    Raises:
        Unreachable: If nothing answers, or no value comes.
    """
    with unwatched_page(_path(), SIZE["width"], SIZE["height"], [log_in(token), _PROBE]) as page:
        if told := page.call("Page.navigate", url=url).get("errorText"):
            raise Unreachable(f"{url}: {told}; `twin up`")
        time.sleep(_FIRST_SECONDS)  # the page is still drawn: the first view has its own line
        page.evaluate("window.__ages.length = 0")
        time.sleep(_SECONDS)  # what is measured is what comes meanwhile
        found = sorted(page.evaluate("window.__ages"))
    if not found:
        raise Unreachable("no value reached the browser; see `twin status`")
    yield line(f"tag_to_browser_p50{of}", found[len(found) // 2], "ms", _TARGET_MS)
    yield line(f"tag_to_browser_p95{of}", found[int(0.95 * len(found))], "ms", _TARGET_MS)
