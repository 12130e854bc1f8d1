"""A page that no tool listens to while it is measured.

Playwright has a browser tell it of every message of a stream. Of a megabyte a second that takes a
tenth of a core, just when the page needs it; by the DevTools protocol alone only what is asked for
is told.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

from twin_ops.errors import Unreachable

OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
"""Of a browser without a graphics card, as most machines have that run tests."""
_PATIENCE_S = 30.0


@dataclass
class UnwatchedPage:
    """A page of a browser of its own.

    Attributes:
        socket: To the page.
    """

    socket: ClientConnection
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def call(self, method: str, **given: Any) -> Any:
        """What a method of the DevTools protocol gives.

        Raises:
            Unreachable: It is refused.
        """
        number = next(self._numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": given}))
        while (answer := json.loads(self.socket.recv(_PATIENCE_S))).get("id") != number:
            pass
        if "error" in answer:
            raise Unreachable(f"the browser refuses {method}: {answer['error']['message']}")
        return answer["result"]

    def evaluate(self, expression: str) -> Any:
        """Value of an expression of JavaScript."""
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"][
            "value"
        ]


@contextmanager
def unwatched_page(
    browser: str, width: int, height: int, scripts: Sequence[str]
) -> Iterator[UnwatchedPage]:
    """An empty page of a new browser while the block runs.

    Args:
        browser: Path of a Chromium.
        width: Of what is seen of a page, in pixels.
        height: The same.
        scripts: What each page begins with.

    Raises:
        Unreachable: If the browser does not start.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [browser, "--headless", *OPTIONS, "--remote-debugging-port=0"]
        process = subprocess.Popen(  # noqa: S603 - our own command line
            [*command, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            port = _port(process, Path(profile) / "DevToolsActivePort")
            with connect(_first_page(port), max_size=None, proxy=None) as socket:
                page = UnwatchedPage(socket)
                size = {"width": width, "height": height}
                page.call(
                    "Emulation.setDeviceMetricsOverride", **size, deviceScaleFactor=1, mobile=False
                )
                page.call("Page.enable")  # else no script is taken
                for script in scripts:
                    page.call("Page.addScriptToEvaluateOnNewDocument", source=script)
                yield page
        finally:
            process.terminate()
            process.wait()


def _port(process: subprocess.Popen[bytes], told: Path) -> int:
    """Where the browser listens, as soon as it says so."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        if told.exists() and (lines := told.read_text().splitlines()):
            return int(lines[0])
        time.sleep(0.05)  # it writes a file and tells nobody
    raise Unreachable("the browser does not start; `chromium --headless about:blank` tells why")


def _first_page(port: int) -> str:
    with httpx.Client(trust_env=False) as client:
        targets = client.get(f"http://127.0.0.1:{port}/json/list").json()
    return next(str(t["webSocketDebuggerUrl"]) for t in targets if t["type"] == "page")
