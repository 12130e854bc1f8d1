"""A live training on the screen: opened, led, acted in, left and debriefed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.e2e import browser
from tests.e2e.accessibility import violations

pytestmark = pytest.mark.e2e
page = browser.page
SCENARIO = "rundown-vessel-leak"
SETPOINT = "FIC-657.SP"
OPENING_MS = 120_000


def _open(page: Page) -> None:
    page.get_by_test_id("view-training").click()
    page.get_by_test_id("training-scenario").select_option(SCENARIO)
    page.get_by_test_id("training-open").click()
    expect(page.get_by_test_id("instructor")).to_be_visible(timeout=OPENING_MS)


def _set(page: Page, tag: str, value: str) -> None:
    browser.select_tag(page, tag)
    page.get_by_test_id("open-setpoint").click()
    page.get_by_test_id("setpoint-input").fill(value)
    page.get_by_test_id("setpoint-confirm").click()
    expect(page.get_by_test_id("setpoint-outcome")).to_have_text("completed")
    page.get_by_test_id("setpoint-close").click()


def _is_seen_in_the_scene(page: Page) -> None:
    """Expects the leak beside the picture, which this browser does not draw, with its numbers."""
    page.get_by_test_id("view-scene").click()
    told = page.get_by_test_id("emergencies")
    expect(told).to_contain_text("V-651", timeout=OPENING_MS)
    expect(told).to_contain_text(re.compile(r"LEAK [\d.]+ kg/s liquid.*pool of \d+ kg"))


def test_a_training_is_led_acted_in_and_debriefed(page: Page, running_twin: Any) -> None:
    browser.open_plant(page, running_twin, "ammonia_storage")
    _open(page)
    desk = page.get_by_test_id("instructor")
    desk.get_by_test_id("training-speed").select_option("20")
    desk.get_by_test_id("training-run").click()
    page.get_by_test_id("training-join").click()
    message = page.get_by_test_id("training-message")
    expect(message).to_contain_text("white cloud", timeout=OPENING_MS)
    page.get_by_test_id("training-bar").get_by_test_id("training-run").click()
    expect(page.get_by_test_id("training-time")).to_contain_text("frozen")
    expect(page.get_by_test_id("training-truth")).to_contain_text("out of leak")
    assert violations(page) == []
    _is_seen_in_the_scene(page)
    page.get_by_test_id("view-diagram").click()
    expect(page.get_by_test_id("emergencies")).to_contain_text("V-651 LEAK")
    vessel = page.get_by_test_id("equipment-V-651")
    expect(vessel).to_have_attribute("aria-label", re.compile("LEAK"))
    mark = page.get_by_test_id("mark-PT-653")
    expect(mark).to_contain_text("TRAIN")
    expect(page.get_by_test_id("origin")).to_contain_text("not the plant")
    browser.shot(page, "training_diagram")
    _set(page, SETPOINT, "10")
    expect(page.get_by_test_id(f"row-{SETPOINT}")).to_contain_text("10.0")
    page.get_by_test_id("training-leave").click()
    expect(page.get_by_test_id("training-bar")).to_have_count(0)
    expect(page.get_by_test_id(f"row-{SETPOINT}")).not_to_contain_text("10.0")
    told = running_twin("training", "status").stdout
    assert re.search(rf"action\s+{re.escape(SETPOINT)}", told)
    page.get_by_test_id("view-training").click()
    page.get_by_test_id("training-end").click()
    expect(page.get_by_test_id("debrief")).to_contain_text("Not passed")
    expect(page.get_by_test_id("debrief-page")).to_have_attribute("download", "debrief.html")
    browser.shot(page, "training_debrief")
    with page.expect_popup() as opened:
        page.get_by_test_id("debrief-print").click()
    printed = opened.value
    expect(printed.locator("h2").first).to_have_text("What happened when")
    expect(printed.locator("polyline").first).to_have_css("fill", "none")
    browser.shot(printed, "training_debrief_printed")
