"""The plant in three dimensions, in a browser without a graphics card."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import wait_for
from tests.e2e import browser
from tests.plants import WHOLE, plant_of

pytestmark = pytest.mark.e2e
page = browser.page_with_webgl

MADE_MS = 180_000  # the scene is made, and drawn without a graphics card, beside a plant that runs
DRAWN_S = 90.0  # without a graphics card a picture takes seconds
BOLD_BLUE = """async (png) => {
    const bytes = Uint8Array.from(atob(png), each => each.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
    const drawing = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    drawing.drawImage(picture, 0, 0);
    const {data} = drawing.getImageData(0, 0, picture.width, picture.height);
    let found = 0;
    for (let at = 0; at < data.length; at += 4)
        if (data[at + 2] > data[at] + 60 && data[at + 2] > data[at + 1] + 30) found++;
    return found;
}"""


def _marked_pixels(page: Page) -> int:
    """How much of the picture has the blue of what is selected."""
    canvas = page.get_by_test_id("scene-picture").locator("canvas")
    png = base64.b64encode(canvas.screenshot(timeout=DRAWN_S * 1000)).decode()
    found: int = page.evaluate(BOLD_BLUE, png)
    return found


def _camera(page: Page) -> str:
    """Where the camera has come to rest, as the address has it."""
    found: str = page.evaluate("new URLSearchParams(location.hash.slice(1)).get('camera') ?? ''")
    return found


def _wait_for_other_camera(page: Page, before: str) -> None:
    wait_for(lambda: _camera(page) not in {"", before}, DRAWN_S, "the camera has come to rest")


def _open_scene(page: Page) -> None:
    page.get_by_test_id("view-scene").click()
    page.get_by_test_id("scene").wait_for(timeout=MADE_MS)
    wait_for(lambda: _camera(page) != "", DRAWN_S, "the plant is seen as a whole")


def _find(page: Page, name: str) -> None:
    """Flies to a thing by its name."""
    before = _camera(page)
    page.get_by_test_id("scene-search").fill(name)
    page.get_by_test_id("scene-search").press("Enter")
    _wait_for_other_camera(page, before)


def _is_read(page: Page, name: str) -> None:
    """Expects the faceplate of a piece of equipment with one of its tags."""
    faceplate = page.get_by_test_id("faceplate")
    expect(faceplate).to_contain_text(plant_of(WHOLE).equipment[name].description)
    expect(faceplate.get_by_test_id("mark-TT-201")).to_contain_text("°C")


def _is_marked(page: Page) -> None:
    wait_for(lambda: _marked_pixels(page) > 4_000, DRAWN_S, "the reformer is marked")


def _walk(page: Page, key: str) -> None:
    before = _camera(page)
    page.get_by_test_id("scene-picture").locator("canvas").press(key, delay=300)
    _wait_for_other_camera(page, before)
    assert _camera(page).split("_")[1] == "1.7"  # the height of the eyes


def test_a_thing_is_found_read_linked_and_walked_to(page: Page, running_twin: Any) -> None:
    browser.open_plant(page, running_twin, "nitrogen")
    _open_scene(page)
    _find(page, "R-201")
    _is_read(page, "R-201")
    _is_marked(page)
    page.get_by_test_id("scene-variable").select_option("temperature")
    expect(page.get_by_test_id("scene-legend")).to_contain_text("°C")
    label = page.locator('.scene-labels [data-thing="R-201"]')
    expect(label).to_contain_text("°C", timeout=MADE_MS)  # not while values are stale
    browser.shot(page, "scene")
    link = page.url
    page.get_by_test_id("open-area").click()
    browser.wait_for_area(page, "reforming")
    page.get_by_test_id("open-scene").click()
    expect(page.get_by_test_id("thing-R-201").get_by_role("button")).to_have_attribute(
        "aria-current", "true", timeout=MADE_MS
    )
    page.goto("about:blank")
    page.goto(link)  # the log-in is kept
    page.get_by_test_id("scene").wait_for(timeout=MADE_MS)
    _is_read(page, "R-201")
    _is_marked(page)
    assert page.url == link
    page.get_by_test_id("scene-walk").click()
    _walk(page, "w")
    _walk(page, "ArrowUp")
