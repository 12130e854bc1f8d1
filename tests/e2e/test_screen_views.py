"""Trend, tag list, commands and status."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import wait_for
from tests.e2e import browser
from tests.e2e.accessibility import violations
from tests.plants import WHOLE, plant_of

pytestmark = pytest.mark.e2e
page = browser.kept_page

PENS = """canvas => {
    const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const style = getComputedStyle(document.documentElement);
    const wanted = parseInt(style.getPropertyValue("--pen-reported").trim().slice(1), 16);
    let found = 0;
    for (let at = 0; at < data.length; at += 4)
        if ((data[at] << 16 | data[at + 1] << 8 | data[at + 2]) === wanted) found++;
    return found;
}"""


@pytest.fixture
def screen(page: Page, running_twin: Any) -> Page:
    """The page, logged in."""
    browser.open_plant(page, running_twin)
    return page


def test_the_trend_draws_the_reported_curve(screen: Page) -> None:
    screen.get_by_test_id("mark-TT-102").click()
    canvas = screen.get_by_test_id("trend").locator("canvas")
    canvas.wait_for()
    screen.get_by_role("button", name="5 min", exact=True).click()
    wait_for(lambda: int(canvas.evaluate(PENS)) > 10, what="the reported curve is drawn")
    assert canvas.evaluate(browser.DRAWN_PIXELS) > canvas.evaluate(PENS)


def test_equipment_shows_what_is_measured_there(screen: Page) -> None:
    screen.get_by_test_id("equipment-R-101").click()
    faceplate = screen.get_by_test_id("faceplate")
    expect(faceplate.get_by_test_id("mark-TT-103A")).to_be_visible()
    expect(faceplate).to_contain_text(plant_of(WHOLE).tags["TT-103A"].description)


def test_the_tag_list_holds_every_tag_and_finds_by_words(screen: Page) -> None:
    screen.get_by_test_id("view-tags").click()
    table, tags = screen.get_by_test_id("tag-table"), list(plant_of(WHOLE).tags)
    expect(table).to_have_attribute("aria-rowcount", str(len(tags) + 1))
    expect(screen.get_by_test_id(f"row-{tags[-1]}")).to_have_count(0)
    table.hover()
    screen.mouse.wheel(0, 1_000_000)
    expect(screen.get_by_test_id(f"row-{tags[-1]}")).to_be_visible()
    screen.get_by_test_id("tag-search").fill("drum pressure")
    expect(screen.get_by_test_id("row-PT-120")).to_be_visible()
    expect(screen.get_by_test_id("row-PT-201")).to_be_visible()
    screen.get_by_test_id("tag-area").select_option("methanol")
    expect(screen.get_by_test_id("row-PT-201")).to_have_count(0)
    expect(screen.get_by_test_id("row-TT-102")).to_have_count(0)


def test_the_status_names_every_agent(screen: Page) -> None:
    screen.get_by_test_id("view-status").click()
    for agent in ("opcua", "simulation", "synchronizer", "commander", "exchange"):
        expect(screen.get_by_test_id(f"agent-{agent}")).to_contain_text("healthy", timeout=15_000)


def test_no_view_writes_an_error_to_the_console(page: Page, running_twin: Any) -> None:
    errors: list[str] = []
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    browser.open_plant(page, running_twin)
    for view in ("tags", "commands", "status", "audit", "diagram"):
        page.get_by_test_id(f"view-{view}").click()
    page.get_by_test_id("mark-TT-102").click()
    page.get_by_test_id("trend").locator("canvas").wait_for()
    page.get_by_label("Switch to dark colours").click()
    expect(page.get_by_label("Switch to light colours")).to_be_visible()
    assert errors == []


VIEWS = [
    "tags",
    "alarms",
    "commands",
    "sets",
    "what-if",
    "approvals",
    "contracts",
    "status",
    "training",
    "users",
    "audit",
    "diagram",
]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_view_keeps_the_rules_of_wcag(screen: Page, colours: str) -> None:
    if colours == "dark":
        screen.get_by_label("Switch to dark colours").click()
    found = {}
    for view in VIEWS:
        screen.get_by_test_id(f"view-{view}").click()
        screen.get_by_test_id(f"view-{view}").and_(screen.locator("[aria-current]")).wait_for()
        found[view] = violations(screen)
    screen.get_by_test_id("mark-TT-102").click()
    screen.get_by_test_id("trend").locator("canvas").wait_for()
    found["faceplate"] = violations(screen)
    assert {view: wrong for view, wrong in found.items() if wrong} == {}


def test_a_contract_shows_its_fields_and_meaning(screen: Page) -> None:
    screen.get_by_test_id("view-contracts").click()
    row = screen.get_by_test_id("contract-plant.measurement.v1")
    expect(row).to_contain_text("registered")
    expect(row).to_contain_text("simulation, synchronizer, commander, exchange")
    row.get_by_role("button").click()
    detail = screen.get_by_test_id("contract-detail")
    expect(detail).to_contain_text("A value that the plant reported")
    expect(detail.get_by_role("row", name="server_time_ns")).to_contain_text("ns")


def test_the_audit_log_has_the_log_in_of_this_screen(screen: Page, running_twin: Any) -> None:
    screen.get_by_test_id("view-audit").click()
    log = screen.get_by_test_id("audit")
    screen.get_by_test_id("audit-find-action").fill("login.succeeded")
    expect(log.locator("summary").first).to_contain_text(running_twin.username)
    expect(log).to_contain_text("each entry follows the one before")
    log.locator("summary").first.click()
    expect(log.locator("details[open]")).to_contain_text("hash")
    browser.shot(screen, "audit")
