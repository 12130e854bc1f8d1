"""Setpoint sets on the screen, and how well the twin follows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.e2e import browser
from tests.e2e.conftest import RunningTwin

pytestmark = pytest.mark.e2e
page = browser.page
MODE = "LIC-107.MODE"
PATIENCE = 60_000  # milliseconds; a restoring waits for what it has written


def test_a_set_is_saved_compared_and_restored_on_the_screen(page: Page, twin: RunningTwin):
    browser.open_plant(page, twin, "nitrogen")
    page.get_by_test_id("view-sets").click()
    page.get_by_test_id("new-set").click()
    page.get_by_test_id("set-name").fill("screen")
    page.get_by_test_id("set-tags").fill("LIC-107.*")
    page.get_by_test_id("set-save").click()
    summary = page.get_by_test_id("set-summary")
    expect(summary).to_contain_text("as the set has it", timeout=PATIENCE)

    assert twin("set", MODE, "MAN").returncode == 0
    expect(page.get_by_test_id(f"compared-{MODE}")).to_contain_text("AUTO", timeout=PATIENCE)
    page.get_by_test_id("set-make-plan").click()
    expect(page.get_by_test_id("set-plan")).to_contain_text(MODE, timeout=PATIENCE)
    browser.shot(page, "set-plan")
    page.get_by_test_id("set-restore").click()
    state = page.get_by_test_id("restore-state").first
    expect(state).to_have_text("completed", timeout=PATIENCE)
    expect(summary).to_contain_text("as the set has it", timeout=PATIENCE)
    browser.shot(page, "set-restored")
    page.get_by_test_id("set-delete").click()
    expect(page.get_by_test_id("set-screen")).to_have_count(0, timeout=PATIENCE)


def test_the_status_page_tells_how_well_the_twin_follows(page: Page, twin: RunningTwin):
    browser.open_plant(page, twin, "nitrogen")
    page.get_by_test_id("view-status").click()
    expect(page.get_by_test_id("twin-score")).to_contain_text(" %", timeout=3 * PATIENCE)
    browser.shot(page, "twin-health")
