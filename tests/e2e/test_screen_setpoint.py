"""A setpoint from the screen, to its physical outcome."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.e2e import browser
from tests.plants import WHOLE, plant_of

pytestmark = pytest.mark.e2e
page = browser.kept_page

CONTROLLER = "TIC-102"


def _open_dialog(page: Page, twin: Any, part: str) -> None:
    browser.open_plant(page, twin)
    browser.select_tag(page, f"{CONTROLLER}.{part}")
    expect(page.get_by_test_id("faceplate-reported")).not_to_contain_text("—", timeout=15_000)
    page.get_by_test_id("open-setpoint").click()


def _current(page: Page) -> float:
    return float(page.get_by_test_id("setpoint-current").inner_text().split()[0])


def _send(page: Page, value: float) -> None:
    page.get_by_test_id("setpoint-input").fill(f"{value:.2f}")
    page.get_by_test_id("setpoint-reason").fill("end-to-end test")
    page.get_by_test_id("setpoint-confirm").click()


def test_a_setpoint_is_followed_until_completed(page: Page, running_twin: Any) -> None:
    _open_dialog(page, running_twin, "SP")
    tag = plant_of(WHOLE).tags[f"{CONTROLLER}.SP"]
    current = _current(page)
    wanted = current + (0.5 if current < (tag.low + tag.high) / 2 else -0.5)
    _send(page, wanted)
    for state in ("requested", "predicted", "accepted", "written", "read_back"):
        expect(page.get_by_test_id(f"stage-{state}")).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("setpoint-outcome")).to_have_text("completed", timeout=120_000)
    assert _current(page) == pytest.approx(wanted)
    page.get_by_test_id("setpoint-close").click()
    page.get_by_test_id("view-commands").click()
    expect(page.get_by_test_id("command").first).to_contain_text("completed")


def test_the_model_is_asked_before_anything_is_sent(page: Page, running_twin: Any) -> None:
    _open_dialog(page, running_twin, "SP")
    before = _current(page)
    page.get_by_test_id("setpoint-input").fill(f"{before - 1:.2f}")
    page.get_by_test_id("setpoint-predict").click()
    effect = page.get_by_test_id("prediction-effect")
    expect(effect).to_contain_text("TT-102", timeout=30_000)
    expect(page.get_by_test_id("prediction")).to_contain_text("crosse")
    canvas = page.get_by_test_id("prediction-curve").locator("canvas")
    assert canvas.evaluate(browser.DRAWN_PIXELS) > 100
    assert _current(page) == before


def test_an_output_in_automatic_is_refused_with_a_reason(page: Page, running_twin: Any) -> None:
    _open_dialog(page, running_twin, "OP")
    _send(page, _current(page))
    expect(page.get_by_test_id("setpoint-outcome")).to_have_text("refused", timeout=30_000)
    expect(page.get_by_test_id("stage-refused")).to_contain_text("AUTO")


@pytest.mark.parametrize(
    ("text", "problem"), [("99999", "Outside the range"), ("warm", "Enter a number")]
)
def test_nonsense_can_not_be_sent(page: Page, running_twin: Any, text: str, problem: str) -> None:
    _open_dialog(page, running_twin, "SP")
    page.get_by_test_id("setpoint-input").fill(text)
    expect(page.get_by_test_id("setpoint-problem")).to_contain_text(problem)
    expect(page.get_by_test_id("setpoint-confirm")).to_be_disabled()


def test_the_dialog_works_from_the_keyboard(page: Page, running_twin: Any) -> None:
    _open_dialog(page, running_twin, "MODE")
    expect(page.get_by_test_id("setpoint-state-AUTO")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("setpoint-dialog")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("faceplate")).to_have_count(0)
