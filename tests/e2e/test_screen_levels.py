"""From the overview to an area, a piece of equipment and a tag (ISA-101, levels 1 to 4)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.e2e import browser
from tests.e2e.accessibility import violations
from tests.plants import WHOLE, plant_of

pytestmark = pytest.mark.e2e
page = browser.kept_page


def test_from_the_overview_to_an_area_equipment_and_tag(page: Page, running_twin: Any) -> None:
    browser.open_plant(page, running_twin)
    page.get_by_test_id("view-overview").click()
    tiles = page.locator("[data-testid^=tile-]")
    expect(tiles).to_have_count(len(plant_of(WHOLE).areas))
    expect(page.get_by_test_id("plant-line")).to_be_visible()
    browser.shot(page, "overview")
    page.reload()
    expect(tiles.first).to_be_visible()
    page.get_by_test_id("open-methanol").click()
    browser.wait_for_area(page, "methanol")
    page.get_by_test_id("equipment-R-101").click()
    page.get_by_test_id("open-equipment").click()
    equipment = page.get_by_test_id("equipment")
    expect(equipment).to_contain_text(plant_of(WHOLE).equipment["R-101"].description)
    expect(equipment.get_by_test_id("mark-TT-103A")).to_be_visible()
    browser.shot(page, "equipment")
    page.reload()
    expect(equipment.get_by_test_id("mark-TT-103A")).to_be_visible()
    equipment.get_by_test_id("mark-TT-103A").click()
    expect(page.get_by_test_id("faceplate")).to_contain_text("TT-103A")


def test_a_view_is_open_again_after_a_reload_and_the_browser_leads_back(
    page: Page, running_twin: Any
) -> None:
    browser.open_plant(page, running_twin)
    for view in ("tags", "status"):
        page.get_by_test_id(f"view-{view}").click()
        expect(page).to_have_url(re.compile(f"view={view}"))
    page.reload()
    shown = page.locator("[data-testid^=view-][aria-current=page]")
    expect(shown).to_have_attribute("data-testid", "view-status")
    page.go_back()
    expect(shown).to_have_attribute("data-testid", "view-tags")
    page.go_back()
    expect(shown).to_have_attribute("data-testid", "view-diagram")


def test_equipment_that_does_not_exist_says_so_and_offers_a_search(
    page: Page, running_twin: Any
) -> None:
    browser.open_plant(page, running_twin)
    page.goto(f"{running_twin.url}/#view=equipment&of=R-999")
    expect(page.get_by_test_id("equipment-unknown")).to_contain_text("R-999")
    expect(page.get_by_test_id("equipment-search")).to_be_visible()


def test_a_loop_shows_what_acts_on_it_together(page: Page, running_twin: Any) -> None:
    browser.open_plant(page, running_twin)
    browser.select_tag(page, "FIC-101.SP")
    faceplate = page.get_by_test_id("faceplate")
    for part in ("FT-101", "FIC-101.SP", "FIC-101.OP", "FIC-101.MODE"):
        expect(faceplate.get_by_test_id(f"loop-{part}")).to_contain_text(re.compile(r"\S"))
    browser.shot(page, "faceplate_loop")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_overview_equipment_and_trends_keep_the_rules_of_wcag(
    page: Page, running_twin: Any, colours: str
) -> None:
    browser.open_plant(page, running_twin)
    if colours == "dark":
        page.get_by_label("Switch to dark colours").click()
    found = {}
    for name, address, seen in (
        ("overview", "view=overview", "tile-methanol"),
        ("equipment", "view=equipment&of=R-101", "mark-TT-103A"),
        ("trends", "view=trends&tags=TT-102,FT-101", "trend-FT-101"),
    ):
        page.goto(f"{running_twin.url}/#{address}")
        page.get_by_test_id(seen).first.wait_for()
        found[name] = violations(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
