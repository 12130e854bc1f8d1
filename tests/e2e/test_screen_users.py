"""The users page, and what a user sees of the own rights."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e import browser
from tests.e2e.conftest import RunningTwin

pytestmark = pytest.mark.e2e
page = browser.page
PASSWORD = "a page of many people"
TAG, AREA = "FIC-101.SP", "nitrogen"
PATIENCE = 60_000  # milliseconds; two screens at once are slow on a busy machine


def second_page(first: Page, twin: RunningTwin, user: str) -> Page:
    own = first.context.browser
    assert isinstance(own, Browser)
    second = own.new_page(viewport=browser.SIZE)
    second.goto(f"{twin.url}/#area={AREA}")
    browser.log_in(second, user, PASSWORD)
    return second


def test_a_user_is_added_granted_and_disabled_on_the_screen(page: Page, running_twin: Any) -> None:
    twin: RunningTwin = running_twin
    browser.open_plant(page, twin, AREA)
    page.get_by_test_id("view-users").click()
    page.get_by_test_id("add-user").click()
    page.get_by_test_id("add-name").fill("carla")
    page.get_by_test_id("add-password").fill("short")
    page.get_by_test_id("add-confirm").click()
    expect(page.get_by_test_id("users-error")).to_contain_text("12", timeout=PATIENCE)
    page.get_by_test_id("add-password").fill(PASSWORD)
    page.get_by_test_id("add-role").select_option("viewer")
    page.get_by_test_id("add-confirm").click()
    expect(page.get_by_test_id("user-detail")).to_contain_text("role viewer", timeout=PATIENCE)

    # The new user may read; the button says why nothing may be written, and no users are shown.
    second = second_page(page, twin, "carla")
    expect(second.get_by_test_id("view-users")).to_have_count(0)
    browser.select_tag(second, TAG)
    button = second.get_by_test_id("open-setpoint")
    expect(button).to_be_disabled(timeout=PATIENCE)
    expect(button).to_have_attribute("title", "You may not: no role and no right allows command.")
    browser.shot(second, "forbidden")

    # A right given is a right on the other screen, without logging in again.
    page.get_by_test_id("right-tags").fill("FIC-1*")
    page.get_by_test_id("right-high").fill("21")
    page.get_by_test_id("right-give").click()
    expect(page.get_by_test_id("own-right")).to_contain_text(
        "command FIC-1*, up to 21", timeout=PATIENCE
    )
    expect(button).to_be_enabled(timeout=PATIENCE)

    row = page.get_by_test_id("user-carla")
    expect(row.locator(".number")).to_have_text("1", timeout=PATIENCE)
    browser.shot(page, "users-light")
    page.get_by_role("button", name="Switch to dark colours").click()
    browser.shot(page, "users-dark")

    # Whoever is let in no more is out at once.
    page.get_by_test_id("user-disable").click()
    expect(row).to_contain_text("disabled", timeout=PATIENCE)
    expect(row.locator(".number")).to_have_text("0", timeout=PATIENCE)
    expect(second.get_by_test_id("login-submit")).to_be_visible(timeout=PATIENCE)
    second.close()
