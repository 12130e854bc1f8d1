"""The diagram shows the whole plant, live, and never pretends."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from tests.e2e import browser

from twin_schemas.plant import load_plant

pytestmark = pytest.mark.e2e
page = browser.page

STREAM = "**/v1/stream"
WATCHED = "TT-102"
Message = dict[str, Any]


def _alter_stream(page: Page, alter: Callable[[Message], Message | None]) -> None:
    """Passes the exchange's messages on as `alter` returns them; None holds one back."""

    def connect(screen: WebSocketRoute) -> None:
        def pass_on(text: str | bytes) -> None:
            altered = alter(json.loads(text))
            if altered is not None:
                screen.send(json.dumps(altered))

        exchange = screen.connect_to_server()
        exchange.on_message(pass_on)

    page.route_web_socket(STREAM, connect)


def test_everything_of_the_description_is_drawn(page: Page, running_twin: Any) -> None:
    browser.open_plant(page, running_twin)
    plant = load_plant()
    drawn = page.eval_on_selector_all(
        ".diagram [data-testid]", "all => all.map(each => each.dataset.testid)"
    )
    expected = [
        *(f"equipment-{name}" for name in plant.equipment),
        *(f"stream-{name}" for name in plant.streams),
        *(f"mark-{name}" for name in plant.instruments),
        *(f"controller-{name}" for name in plant.controllers),
    ]
    assert [name for name in expected if drawn.count(name) != 1] == []


def test_nothing_on_the_diagram_covers_anything_else(page: Page, running_twin: Any) -> None:
    browser.open_plant(page, running_twin)
    boxes = page.eval_on_selector_all(
        ".diagram .mark, .diagram .controller, .diagram .equipment",
        "all => all.map(each => each.getBoundingClientRect().toJSON())",
    )
    plant = load_plant()
    assert len(boxes) == len(plant.equipment) + len(plant.instruments) + len(plant.controllers)
    covering = [
        (a, b)
        for place, a in enumerate(boxes)
        for b in boxes[place + 1 :]
        if a["left"] < b["right"]
        and b["left"] < a["right"]
        and a["top"] < b["bottom"]
        and b["top"] < a["bottom"]
    ]
    assert covering == []


def test_every_value_is_live_and_moves(page: Page, running_twin: Any) -> None:
    browser.open_plant(page, running_twin)
    expect(page.get_by_test_id("link")).to_have_attribute("data-link", "open")
    live = page.locator('.mark[data-trust="good"][data-origin="plant"]')
    expect(live).to_have_count(len(load_plant().instruments), timeout=15_000)
    value = page.get_by_test_id(f"value-{WATCHED}")
    expect(value).not_to_have_text(value.inner_text(), timeout=15_000)


def test_an_open_connection_without_values_turns_stale(page: Page, running_twin: Any) -> None:
    held_back = False

    def hold_values_back(message: Message) -> Message | None:
        return None if held_back and message["type"] == "values" else message

    _alter_stream(page, hold_values_back)
    browser.open_plant(page, running_twin)
    mark = page.get_by_test_id(f"mark-{WATCHED}")
    expect(mark).to_have_attribute("data-trust", "good")
    held_back = True
    expect(mark).to_have_attribute("data-trust", "stale", timeout=15_000)
    expect(mark).to_contain_text("STALE")
    expect(page.get_by_test_id("link")).to_have_attribute("data-link", "open")


def test_a_silent_connection_is_shown_as_lost_and_comes_back(page: Page, running_twin: Any) -> None:
    silent = False
    _alter_stream(page, lambda message: None if silent else message)
    browser.open_plant(page, running_twin)
    link = page.get_by_test_id("link")
    expect(link).to_have_attribute("data-link", "open")
    silent = True
    expect(link).to_have_attribute("data-link", "lost", timeout=3_500)
    expect(page.get_by_test_id("origin")).to_have_text("no live values")
    silent = False
    expect(link).to_have_attribute("data-link", "open", timeout=15_000)


@pytest.mark.parametrize(
    ("change", "trust", "word"),
    [
        ({"quality": "bad", "reason": "wire break"}, "bad", "BAD"),
        ({"quality": "uncertain", "reason": "drifting"}, "uncertain", "UNCERT"),
        ({"origin": "model"}, "good", "SIM"),
        ({"origin": "replay"}, "good", "REPLAY"),
    ],
)
def test_what_is_not_a_good_measurement_says_so(
    page: Page, running_twin: Any, change: Message, trust: str, word: str
) -> None:
    def change_one_tag(message: Message) -> Message:
        for value in message.get("values", []):
            if value["tag"] == WATCHED:
                value.update(change)
        return message

    _alter_stream(page, change_one_tag)
    browser.open_plant(page, running_twin)
    mark = page.get_by_test_id(f"mark-{WATCHED}")
    expect(mark).to_have_attribute("data-trust", trust)
    expect(mark).to_contain_text(word)
    mark.click()
    expect(page.get_by_test_id("faceplate")).to_contain_text(change.get("reason", word.lower()))
