"""The plant in an emulated headset: VR among the equipment, AR as a model on a table."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.e2e import accessibility, browser, headset

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]
page = browser.page_with_webgl

SLOW_MS = 180_000  # pictures without a graphics card, beside a plant that runs
STRAIGHT_AHEAD = (0.0, 3.0, -20.0)


def _open(page: Page, twin: Any, *, has_table: bool = False) -> list[str]:
    """Opens the scene before R-201 with a headset on; what was asked of other machines."""
    strangers: list[str] = []
    page.on("request", lambda request: _note(request.url, twin.url, strangers))
    page.set_viewport_size({"width": 700, "height": 450})  # fewer pixels to compute
    headset.put_on(page, has_table=has_table)
    browser.open_plant(page, twin, "nitrogen")
    page.get_by_test_id("view-scene").click()
    page.get_by_test_id("scene").wait_for(timeout=SLOW_MS)
    _choose(page, "R-201")
    expect(page).to_have_url(re.compile("select=equipment"), timeout=SLOW_MS)
    page.get_by_role("button", name="Close faceplate").click()
    expect(page).not_to_have_url(re.compile("select="), timeout=SLOW_MS)
    return strangers


def _note(url: str, own: str, strangers: list[str]) -> None:
    if not url.startswith((own, "data:", "blob:")):
        strangers.append(url)


def _choose(page: Page, name: str) -> None:
    """Chooses a thing at the desk, which also turns the panel of whoever is in the headset."""
    page.get_by_test_id("scene-search").fill(name)
    page.get_by_test_id("scene-search").press("Enter")


def _enter(page: Page, kind: str) -> None:
    """By keyboard, as it must be possible."""
    page.get_by_test_id(f"xr-enter-{kind}").press("Enter", timeout=SLOW_MS)
    sight = page.get_by_test_id("xr-sight")
    expect(sight).to_have_attribute("data-kind", kind, timeout=SLOW_MS)


def _expect_seen(page: Page, name: str, wanted: str | re.Pattern[str]) -> None:
    sight = page.get_by_test_id("xr-sight")
    expect(sight).to_have_attribute(f"data-{name}", wanted, timeout=SLOW_MS)


def _expect_left(page: Page) -> None:
    expect(page.get_by_test_id("xr-sight")).to_have_count(0, timeout=SLOW_MS)
    expect(page.get_by_test_id("xr-enter-vr")).to_be_enabled(timeout=SLOW_MS)


def _jump(page: Page) -> float:
    """Points at the ground 3 m ahead and 3 m to the right; how far that has moved the person."""
    before = headset.point_of(headset.sight(page, "at"))
    headset.point_at(page, (3.0, 0.0, -3.0))
    headset.pull(page)
    sight = page.get_by_test_id("xr-sight")
    expect(sight).not_to_have_attribute("data-at", headset.sight_text(before), timeout=SLOW_MS)
    return math.dist(before, headset.point_of(headset.sight(page, "at")))


def test_in_vr_an_item_is_read_and_the_person_jumps(page: Page, running_twin: Any) -> None:
    strangers = _open(page, running_twin)
    camera = page.url
    _enter(page, "vr")
    _expect_seen(page, "item", "")
    headset.point_at(page, STRAIGHT_AHEAD)
    headset.pull(page)
    _expect_seen(page, "item", "R-201")
    sight = page.get_by_test_id("xr-sight")
    expect(sight).to_contain_text("LIVE from the plant", timeout=SLOW_MS)
    expect(sight).to_contain_text(re.compile(r"TT-201 \d+(\.\d+)? °C age [012]\.\d s"))
    browser.shot(page, "vr_panel")
    assert _jump(page) == pytest.approx(math.hypot(3.0, 3.0), abs=0.3)
    browser.shot(page, "vr_jumped")
    headset.press(page, "leave")
    _expect_left(page)
    assert page.url.split("&select")[0] == camera  # where the camera was before
    assert strangers == []


def test_in_ar_the_plant_stands_on_a_table(page: Page, running_twin: Any) -> None:
    strangers = _open(page, running_twin, has_table=True)
    assert accessibility.violations(page) == []
    _enter(page, "ar")
    headset.look_at(page, (0.0, 0.9, -1.4))
    _expect_seen(page, "at", re.compile(r" 0\.900 -1\.4\d\d$"))  # on the table that is looked at
    headset.pull(page)
    expect(page.get_by_test_id("xr-button-bar-move")).to_have_attribute(
        "data-enabled", "true", timeout=SLOW_MS
    )
    headset.press(page, "bar-larger")
    expect(page.get_by_test_id("xr-sight")).to_contain_text("Model 1:160", timeout=SLOW_MS)
    _choose(page, "R-201")
    _expect_seen(page, "item", "R-201")
    browser.shot(page, "ar_panel")
    page.get_by_test_id("xr-leave").press("Enter")  # the emulated picture lies over it
    _expect_left(page)
    assert strangers == []
