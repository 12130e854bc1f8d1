"""From a change in the plant to the browser's next frame, on the running instance."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from twin_ops.bench.line import BenchLine, line
from twin_ops.errors import Unreachable
from twin_ops.exchange_client import local_token
from twin_ops.settings import Settings

_SECONDS = 15.0
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_TARGET_MS = 500.0
# Measures in the page: the values' own source time against the frame after their arrival.
_PROBE = """
window.__latencies = [];
const Socket = window.WebSocket;
window.WebSocket = class extends Socket {
  constructor(...args) {
    super(...args);
    const seen = new Map();
    this.addEventListener('message', (event) => {
      const message = JSON.parse(event.data);
      if (message.type !== 'values') return;
      requestAnimationFrame(() => {
        const now = performance.timeOrigin + performance.now();
        for (const value of message.values)
          if (value.source_time && value.source_time !== seen.get(value.tag)) {
            // The first message has values of before; only what changes later is counted.
            if (seen.has(value.tag)) window.__latencies.push(now - Date.parse(value.source_time));
            seen.set(value.tag, value.source_time);
          }
      });
    });
  }
};
"""
_LISTEN = """(token) => {
  const socket = new WebSocket(location.origin.replace('http', 'ws') + '/v1/stream');
  socket.onopen = () => socket.send(JSON.stringify({token, subscribe: ['*'], rate_hz: 10}));
}"""


def bench_screen(settings: Settings) -> Iterator[BenchLine]:
    """Median and 95th percentile over all tags, at the adapter's publishing interval.

    Raises:
        Unreachable: If Playwright or a browser is missing, or the twin is not running.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise Unreachable("Playwright is missing; `make test` installs it") from error
    browser_path = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=options)
        page = browser.new_page()
        page.add_init_script(_PROBE)
        try:
            page.goto(settings.exchange_url)
        except Error as error:
            raise Unreachable(f"{settings.exchange_url}: {error.message}; `twin up`") from error
        page.evaluate(_LISTEN, local_token(settings))
        page.wait_for_timeout(1_000 * _SECONDS)
        found = sorted(page.evaluate("window.__latencies"))
        browser.close()
    if not found:
        raise Unreachable("no value reached the browser; see `twin status`")
    yield line("tag_to_browser_p50", found[len(found) // 2], "ms", _TARGET_MS)
    yield line("tag_to_browser_p95", found[int(0.95 * len(found))], "ms", _TARGET_MS)
