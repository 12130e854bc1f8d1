"""Trends of several tags, and links that pin what is seen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import wait_for
from tests.e2e import browser

pytestmark = pytest.mark.e2e
page = browser.kept_page


def test_tags_are_compared_by_two_cursors_and_the_link_and_file_keep_them(
    page: Page, running_twin: Any, tmp_path: Path
) -> None:
    browser.open_plant(page, running_twin)
    browser.select_tag(page, "TT-102")
    page.get_by_test_id("to-trends").click()
    page.get_by_test_id("trends-tag").fill("ft-101")
    page.get_by_test_id("trends-add").click()
    page.get_by_role("button", name="5 min", exact=True).first.click()
    plot = page.get_by_test_id("trends-plot")
    canvas = plot.locator("canvas")
    wait_for(lambda: canvas.evaluate(browser.DRAWN_PIXELS) > 1_000, what="both curves are drawn")
    box = plot.locator(".u-over").bounding_box()
    assert box is not None
    for share, keys in ((0.9, []), (0.97, ["Shift"])):
        position = {"x": share * box["width"], "y": box["height"] / 2}
        plot.locator(".u-over").click(position=position, modifiers=keys)  # type: ignore[arg-type]
    expect(page.get_by_test_id("cursor-span")).to_have_text(re.compile(r"00:00:\d\d"))
    row = page.get_by_test_id("trend-TT-102").get_by_role("cell")
    expect(row.nth(1)).to_have_text(re.compile(r"\d"))  # plant at the pointer
    expect(row.nth(6)).to_have_text(re.compile(r"\d"))  # least of what is shown
    browser.shot(page, "trends")
    with page.expect_download() as kept:
        page.get_by_test_id("trends-csv").click()
    kept.value.save_as(tmp_path / "trends.csv")
    head, *lines = (tmp_path / "trends.csv").read_text().splitlines()
    assert head == "time,tag,unit,reported,simulated,desired"
    assert {line.split(",")[1] for line in lines} == {"TT-102", "FT-101"}
    page.reload()
    expect(page.get_by_test_id("trend-FT-101")).to_be_visible()


def test_a_link_pins_the_moment_the_origin_and_the_drawing(page: Page, running_twin: Any) -> None:
    browser.open_plant(page, running_twin)
    page.get_by_test_id("pin-link").click()
    link = page.get_by_test_id("pinned-link").input_value()
    known = parse_qs(urlsplit(link).fragment)
    assert (known["area"], known["shows"]) == (["methanol"], ["plant"])
    page.goto("about:blank")
    page.goto(link)
    expect(page.get_by_test_id("past-time")).to_contain_text("HISTORY")
    expect(page.get_by_test_id("other-drawing")).to_have_count(0)
    page.goto("about:blank")
    page.goto(link.replace(known["drawing"][0], "0" * 8))
    expect(page.get_by_test_id("other-drawing")).to_be_visible()
