"""Coming in and going out."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.e2e import browser

pytestmark = pytest.mark.e2e
page = browser.page


def test_a_wrong_password_is_refused_with_a_hint(page: Page, running_twin: Any) -> None:
    page.goto(running_twin.url)
    browser.log_in(page, running_twin.username, running_twin.password + "x")
    expect(page.get_by_test_id("login-error")).to_contain_text("wrong")
    expect(page.get_by_test_id("diagram")).to_have_count(0)


def test_the_right_password_opens_the_plant_until_logged_out(page: Page, running_twin: Any) -> None:
    page.goto(running_twin.url)
    browser.log_in(page, running_twin.username, running_twin.password)
    expect(page.get_by_test_id("diagram")).to_be_visible()
    page.reload()
    expect(page.get_by_test_id("diagram")).to_be_visible()
    page.get_by_test_id("logout").click()
    page.reload()
    expect(page.get_by_test_id("login-submit")).to_be_visible()
