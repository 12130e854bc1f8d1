"""Setpoint sets and what-ifs on the screen, and how well the twin follows."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect
from tests.e2e import browser
from tests.e2e.accessibility import violations
from tests.e2e.conftest import RunningTwin

pytestmark = pytest.mark.e2e
page = browser.page
MODE = "LIC-107.MODE"
SETPOINT = "LIC-107.SP"
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


def _run_ahead(page: Page, value: str) -> None:
    """Tries a setpoint from now on, and waits for the answer."""
    page.get_by_test_id("whatif-tag").first.fill(SETPOINT)
    page.get_by_test_id("whatif-value").first.fill(value)
    _ask(page)


def _ask(page: Page) -> None:
    page.get_by_test_id("whatif-for").select_option("10")
    page.get_by_test_id("whatif-run").click()
    expect(page.get_by_test_id("whatif-running")).to_be_visible()
    answer = page.get_by_test_id("whatif-answer")
    failure = page.get_by_test_id("whatif-failure")
    expect(answer.or_(failure)).to_be_visible(timeout=3 * PATIENCE)
    expect(answer, failure.text_content() if failure.is_visible() else "").to_be_visible()


def _keep(page: Page, name: str) -> None:
    page.get_by_test_id("whatif-name").fill(name)
    page.get_by_test_id("whatif-keep").click()
    expect(page.get_by_test_id("branch-detail")).to_contain_text(name)


def test_a_whatif_is_asked_kept_compared_shared_and_made_a_set(page: Page, twin: RunningTwin):
    browser.open_plant(page, twin, "nitrogen")
    page.get_by_test_id("view-what-if").click()
    _run_ahead(page, "45")
    curves = page.get_by_test_id("whatif-curves-LT-107").locator("canvas")
    assert curves.evaluate(browser.DRAWN_PIXELS) > 100
    browser.shot(page, "what-if")
    _keep(page, "tried-low")
    page.get_by_test_id("branch-close").click()
    _run_ahead(page, "55")
    _keep(page, "tried-high")
    page.get_by_test_id("branch-compare").select_option("tried-low")
    expect(page.get_by_test_id("branch-difference")).to_contain_text("LT-107")
    browser.shot(page, "what-if-compared")
    assert violations(page) == []

    link = twin("branch", "link", "tried-low").stdout.strip()
    assert link == f"{twin.url}/#branch=tried-low"
    page.get_by_test_id("view-diagram").click()
    page.goto(link)
    expect(page.get_by_test_id("branch-link")).to_have_attribute("href", link)
    expect(page.get_by_test_id("whatif-curves-LT-107").locator("canvas")).to_be_visible()
    page.get_by_label("Switch to dark colours").click()
    browser.shot(page, "what-if-dark")
    page.get_by_test_id("branch-apply").click()
    expect(page.get_by_test_id("set-detail")).to_contain_text("tried-low")
    expect(page.get_by_test_id(f"compared-{SETPOINT}")).to_contain_text("differs")
    page.get_by_test_id("set-make-plan").click()
    expect(page.get_by_test_id("set-plan")).to_contain_text(SETPOINT, timeout=PATIENCE)
    _ask(page)
    expect(page.get_by_test_id("whatif-moves")).to_contain_text(SETPOINT)
    browser.shot(page, "set-plan-ahead")
    page.get_by_test_id("set-delete").click()
    expect(page.get_by_test_id("set-detail")).to_have_count(0)
    for name in ("tried-low", "tried-high"):
        page.get_by_test_id("view-what-if").click()
        page.get_by_test_id(f"branch-{name}").get_by_role("button").click()
        page.get_by_test_id("branch-delete").click()
        page.get_by_test_id("branch-delete-sure").click()
        expect(page.get_by_test_id(f"branch-{name}")).to_have_count(0)
    kept = [
        json.loads(line)["name"] for line in twin("branch", "list", "--json").stdout.splitlines()
    ]
    assert not {"tried-low", "tried-high"} & {*kept}


def test_the_status_page_tells_how_well_the_twin_follows(page: Page, twin: RunningTwin):
    browser.open_plant(page, twin, "nitrogen")
    page.get_by_test_id("view-status").click()
    expect(page.get_by_test_id("twin-score")).to_contain_text(" %", timeout=3 * PATIENCE)
    browser.shot(page, "twin-health")
