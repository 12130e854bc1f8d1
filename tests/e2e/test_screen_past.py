"""The screen at a moment that is over."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.conftest import wait_for
from tests.e2e import browser
from tests.e2e.test_approval import token_of

pytestmark = pytest.mark.e2e
page = browser.page
WATCHED = "TT-102"


class Past:
    """What the exchange tells of the past, without a screen."""

    def __init__(self, twin: Any) -> None:
        self._url, self._headers = twin.url, token_of(twin, twin.username)

    def get(self, path: str, **query: str) -> dict[str, Any]:
        url = f"{self._url}/v1/{path}"
        answer = httpx.get(url, params=query, headers=self._headers, trust_env=False, timeout=30)
        found: dict[str, Any] = answer.raise_for_status().json()
        return found

    def reaches(self, seconds: float) -> tuple[datetime, datetime]:
        """First and last moment, once so much is kept."""

        def span() -> tuple[datetime, datetime] | None:
            told = self.get("moment/span")
            if told["first"] is None:
                return None
            first, last = (datetime.fromisoformat(told[name]) for name in ("first", "last"))
            return (first, last) if last - first > timedelta(seconds=seconds) else None

        wait_for(lambda: span() is not None, 120, f"{seconds:g} s of history are kept")
        found = span()
        assert found is not None
        return found

    def known(self, tag: str) -> tuple[datetime, float]:
        """A moment that is over, 15 s before the last of them, and the value of a tag then."""
        found: list[tuple[datetime, float]] = []

        def is_known() -> bool:
            at = (self.reaches(40)[1] - timedelta(seconds=15)).replace(microsecond=0)
            told = {row["tag"]: row for row in self.get("moment", at=at.isoformat())["values"]}
            found[:] = [(at, told[tag]["value"])]
            return told[tag]["value"] is not None  # while the plant is not connected it has none

        wait_for(is_known, 120, f"{tag} had a value")
        return found[0]


def test_the_screen_goes_back_shows_what_was_and_comes_back(page: Page, running_twin: Any) -> None:
    Past(running_twin).reaches(40)
    browser.open_plant(page, running_twin)
    mark = page.get_by_test_id(f"mark-{WATCHED}")
    expect(mark).to_have_attribute("data-trust", "good")
    page.get_by_test_id("open-past").click()
    expect(page.get_by_test_id("past-time")).to_contain_text("HISTORY")
    expect(page.get_by_test_id("origin")).to_contain_text("not live")
    time = page.get_by_test_id("past-time")
    expect(time).not_to_contain_text("…")
    last = time.text_content()
    page.get_by_label("Ten seconds back").click()
    expect(time).not_to_contain_text("…")
    assert time.text_content() != last
    expect(mark).to_contain_text("REPLAY")
    expect(page.get_by_test_id("link")).to_have_attribute("data-link", "open")
    browser.select_tag(page, "FIC-101.SP")
    page.get_by_test_id("trend").locator("canvas").wait_for()
    browser.shot(page, "past")
    page.get_by_test_id("view-diagram").click()
    browser.shot(page, "past_diagram")
    page.get_by_test_id("past-close").click()
    expect(mark).not_to_contain_text("REPLAY")
    expect(page.get_by_test_id("origin")).not_to_contain_text("what was")


def test_a_link_leads_to_the_same_moment_with_the_values_of_then(
    page: Page, running_twin: Any
) -> None:
    at, wanted = Past(running_twin).known(WATCHED)
    page.goto(f"{running_twin.url}/#area=methanol&at={at.isoformat().replace('+00:00', 'Z')}")
    browser.log_in(page, running_twin.username, running_twin.password)
    browser.wait_for_area(page, "methanol")
    mark = page.get_by_test_id(f"mark-{WATCHED}")
    expect(mark).to_contain_text("REPLAY")
    expect(mark.locator(".mark-number")).to_have_text(f"{wanted:.1f}")
    expect(page.get_by_test_id("time-bar")).to_be_visible()


def test_the_past_is_played_and_can_not_be_commanded(page: Page, running_twin: Any) -> None:
    # Before that, not all agents had begun.
    _, last = Past(running_twin).reaches(60)
    start = (last - timedelta(seconds=20)).isoformat().replace("+00:00", "Z")
    page.goto(f"{running_twin.url}/#area=methanol&at={start}")
    browser.log_in(page, running_twin.username, running_twin.password)
    time = page.get_by_test_id("past-time")
    before = time.text_content()
    assert before is not None
    page.get_by_test_id("past-play").click()
    expect(time).not_to_have_text(before)
    page.get_by_test_id("past-play").click()
    browser.select_tag(page, "FIC-101.SP")
    button = page.get_by_test_id("open-setpoint")
    expect(button).to_be_disabled()
    expect(button).to_have_attribute("title", re.compile("This is the past"))
    page.get_by_test_id("view-status").click()
    expect(page.locator("[data-testid^=agent-]").first).to_be_visible()
    expect(page.get_by_role("heading", name="Counters")).to_have_count(0)
    expect(page.get_by_test_id("origin")).to_contain_text("what was")
    browser.shot(page, "past_status")
    page.get_by_test_id("past-what-if").click()
    expect(page.get_by_test_id("whatif-then")).to_be_checked()
    expect(page.get_by_test_id("whatif-at")).not_to_have_value("")
