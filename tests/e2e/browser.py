"""A headless browser: an installed Chromium first, else the one of Playwright.

A test module takes the fixture by `page = browser.page`, or by `page = browser.kept_page` where its
tests leave nothing behind on the screen.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)

# Pixels of a trend's canvas that are not transparent.
DRAWN_PIXELS = """canvas => {
    const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((byte, place) => place % 4 === 3 && byte > 0).length;
}"""
SIZE: ViewportSize = {"width": 1600, "height": 900}
SMALL: ViewportSize = {"width": 1200, "height": 600}
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_WEBGL = ("--enable-unsafe-swiftshader", "--use-gl=angle", "--use-angle=swiftshader")

# Five seconds are too short for a screen that loads beside a starting plant; a limit that is
# itself required is given where it is asserted.
expect.set_options(timeout=60_000)


def executable(playwright: Playwright) -> str:
    installed = next((path for name in _NAMES if (path := shutil.which(name))), None)
    own = playwright.chromium.executable_path
    if installed is None and not Path(own).exists():
        pytest.fail("no Chromium found: install the Debian package `chromium`", pytrace=False)
    return installed or own


@contextmanager
def started(*arguments: str) -> Iterator[Browser]:
    """Chromium, for a module at a time: while Playwright runs, no test could use asyncio."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(playwright), args=[*_ARGUMENTS, *arguments]
        )
        yield browser
        browser.close()


@contextmanager
def _watched(page: Page) -> Iterator[Page]:
    """Fails if a script on the page ends with an uncaught error."""
    uncaught: list[str] = []
    page.on("pageerror", lambda error: uncaught.append(str(error)))
    yield page
    assert uncaught == []


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page, where nobody is logged in."""
    with _watched(chromium.new_page(viewport=SIZE)) as page:
        yield page
        page.context.close()


@pytest.fixture
def kept_page(chromium: Browser) -> Iterator[Page]:
    """The page of the test before in this module, where whoever was logged in still is."""
    context = chromium.contexts[0] if chromium.contexts else chromium.new_context(viewport=SIZE)
    page = context.pages[0] if context.pages else context.new_page()
    page.set_viewport_size(SIZE)
    with _watched(page):
        yield page
        page.evaluate("localStorage.clear()")
        page.goto("about:blank")


@pytest.fixture
def page_with_webgl() -> Iterator[Page]:
    """The same where things in three dimensions are drawn without a graphics card.

    That is slow: the page is small, and for somebody who wants nothing to move by itself.
    """
    with started(*_WEBGL) as browser, _watched(browser.new_page(viewport=SMALL)) as page:
        page.emulate_media(reduced_motion="reduce")
        yield page


def log_in(page: Page, username: str, password: str) -> None:
    """Fills in the log-in form of the page and sends it."""
    page.get_by_test_id("login-username").fill(username)
    page.get_by_test_id("login-password").fill(password)
    page.get_by_test_id("login-submit").click()


def open_plant(page: Page, twin: Any, area: str = "methanol") -> None:
    """Opens the screen of a running twin as its user, up to the diagram of an area."""
    page.goto(f"{twin.url}/#area={area}")
    form = page.get_by_test_id("login-username")
    expect(form.or_(page.get_by_test_id("diagram"))).to_be_visible()
    if form.is_visible():
        log_in(page, twin.username, twin.password)
    wait_for_area(page, area)


def open_area(page: Page, area: str) -> None:
    """Changes to the diagram of an area by its tab."""
    page.get_by_test_id(f"area-{area}").click()
    wait_for_area(page, area)


def select_tag(page: Page, tag: str) -> None:
    """Opens the faceplate of a tag from the list of tags."""
    page.get_by_test_id("view-tags").click()
    page.get_by_test_id("tag-search").fill(tag)
    page.get_by_test_id(f"row-{tag}").get_by_role("button").click()


def wait_for_area(page: Page, area: str) -> None:
    """Waits until the diagram of an area is drawn."""
    page.locator(f'.diagram[data-area="{area}"] .equipment').first.wait_for()


def shot(page: Page, name: str) -> None:
    """A picture for whoever wants to look."""
    if shots := os.environ.get("TWIN_SHOTS"):
        page.screenshot(path=f"{shots}/{name}.png")
