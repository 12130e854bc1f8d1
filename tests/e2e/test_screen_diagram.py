"""The diagrams of all areas show the whole plant, live, and never pretend."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from tests.conftest import wait_for
from tests.e2e import browser
from tests.e2e.accessibility import violations
from tests.plants import WHOLE, plant_of

from twin_schemas.plant import Plant

pytestmark = pytest.mark.e2e
page = browser.kept_page
own_page = browser.page  # what alters the stream of a page stays with it

STREAM = "**/v1/stream"
WATCHED = "TT-102"
Message = dict[str, Any]


def _told(message: Message) -> list[Message]:
    """The values in a message of the stream; what one says itself precedes what it shares."""
    groups = message.get("groups", [])
    return [*message.get("values", []), *(v for group in groups for v in group["values"])]


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


def _streams(plant: Plant, area: str) -> dict[str, bool]:
    """Returns the streams of an area; true for those which another area shares."""
    at = {
        name: [plant.equipment[end.equipment].area for end in (stream.source, stream.target)]
        for name, stream in plant.streams.items()
    }
    return {name: len(set(ends)) > 1 for name, ends in at.items() if area in ends}


def _expected(plant: Plant, area: str) -> list[str]:
    """Returns the test ids of everything that the diagram of an area shows."""
    streams = _streams(plant, area)
    return [
        *(f"equipment-{name}" for name, e in plant.equipment.items() if e.area == area),
        *(f"stream-{name}" for name in streams),
        *(f"connector-{name}" for name, is_shared in streams.items() if is_shared),
        *(f"mark-{name}" for name, i in plant.instruments.items() if i.area == area),
        *(f"controller-{name}" for name, c in plant.controllers.items() if c.area == area),
    ]


def test_everything_of_the_description_is_drawn(page: Page, running_twin: Any) -> None:
    plant = plant_of(WHOLE)
    browser.open_plant(page, running_twin)
    missing = {}
    for area in plant.areas:
        browser.open_area(page, area)
        drawn = page.eval_on_selector_all(
            ".diagram [data-testid]", "all => all.map(each => each.dataset.testid)"
        )
        missing[area] = [name for name in _expected(plant, area) if drawn.count(name) != 1]
    assert missing == {area: [] for area in plant.areas}


def test_controllers_and_marks_have_room_for_their_words(page: Page, running_twin: Any) -> None:
    browser.open_plant(page, running_twin)
    for area in plant_of(WHOLE).areas:
        browser.open_area(page, area)
        cut = page.eval_on_selector_all(
            ".diagram .mark, .diagram .controller",
            "all => all.filter(each => each.scrollHeight > each.clientHeight + 1)"
            ".map(each => each.dataset.testid)",
        )
        assert (area, cut) == (area, [])


def test_nothing_on_a_diagram_covers_anything_else(page: Page, running_twin: Any) -> None:
    plant = plant_of(WHOLE)
    browser.open_plant(page, running_twin)
    for area in plant.areas:
        browser.open_area(page, area)
        boxes = page.eval_on_selector_all(
            ".diagram .mark, .diagram .controller, .diagram .equipment",
            "all => all.map(each => each.getBoundingClientRect().toJSON())",
        )
        streams = [name for name in _expected(plant, area) if name.startswith("stream-")]
        assert len(boxes) == len(_expected(plant, area)) - len(streams)
        covering = [
            (area, a, b)
            for place, a in enumerate(boxes)
            for b in boxes[place + 1 :]
            if a["left"] < b["right"]
            and b["left"] < a["right"]
            and a["top"] < b["bottom"]
            and b["top"] < a["bottom"]
        ]
        assert covering == []


def _all_are_live(page: Page, count: int) -> None:
    """Waits until every mark shows a good value of the plant; tells of those that do not."""
    live = '.diagram .mark[data-trust="good"][data-origin="plant"]'
    try:
        expect(page.locator(live)).to_have_count(count, timeout=15_000)
    except AssertionError as error:
        others = page.locator(f".diagram .mark:not({live})")
        told = others.evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
        raise AssertionError(f"not live: {told}") from error


def test_every_value_is_live_and_moves(page: Page, running_twin: Any) -> None:
    plant = plant_of(WHOLE)
    browser.open_plant(page, running_twin)
    expect(page.get_by_test_id("link")).to_have_attribute("data-link", "open")
    for area in plant.areas:
        browser.open_area(page, area)
        count = sum(instrument.area == area for instrument in plant.instruments.values())
        _all_are_live(page, count)
    browser.open_area(page, "methanol")
    value = page.get_by_test_id(f"value-{WATCHED}")
    expect(value).not_to_have_text(value.inner_text(), timeout=15_000)


def test_a_connector_opens_the_drawing_where_its_stream_goes_on(
    page: Page, running_twin: Any
) -> None:
    browser.open_plant(page, running_twin)
    page.get_by_test_id("connector-S-101").click()
    browser.wait_for_area(page, "syngas_compression")
    expect(page.get_by_test_id("area-syngas_compression")).to_have_attribute("aria-current", "page")
    page.reload()
    browser.wait_for_area(page, "syngas_compression")
    page.go_back()
    browser.wait_for_area(page, "methanol")


def test_plant_and_model_stand_side_by_side_and_move_together(
    page: Page, running_twin: Any
) -> None:
    browser.open_plant(page, running_twin, "nitrogen")
    page.get_by_test_id("side-both").click()
    diagrams = page.get_by_test_id("diagram")
    expect(diagrams).to_have_count(2)
    plant, model = diagrams.all()
    for side, origin in ((plant, "plant"), (model, "model")):
        mark = side.get_by_test_id("mark-PT-941")
        expect(mark).to_have_attribute("data-origin", origin)
        expect(mark).to_have_attribute("data-trust", "good")
    expect(model.get_by_test_id("side-label-model")).to_contain_text("not measured")
    assert violations(page) == []
    views = [side.locator(".react-flow__viewport") for side in (plant, model)]
    before = views[0].get_attribute("style")
    model.get_by_test_id("mark-PT-941").hover()
    page.mouse.wheel(0, -300)
    expect(views[0]).not_to_have_attribute("style", before or "")
    left, right = views
    wait_for(
        lambda: left.get_attribute("style") == right.get_attribute("style"), 10, "both are moved"
    )
    expect(page).to_have_url(re.compile("shows=both"))
    browser.shot(page, "side_by_side")


def test_the_areas_are_opened_from_the_keyboard(page: Page, running_twin: Any) -> None:
    browser.open_plant(page, running_twin)
    page.get_by_test_id("area-methanol").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("diagram")).not_to_have_attribute("data-area", "methanol")


def test_a_tag_of_another_area_offers_its_drawing(page: Page, running_twin: Any) -> None:
    browser.open_plant(page, running_twin, "ammonia")
    browser.select_tag(page, WATCHED)
    page.get_by_test_id("open-area").click()
    browser.wait_for_area(page, "methanol")
    expect(page.locator(f'.diagram [data-testid="mark-{WATCHED}"]')).to_be_visible()
    expect(page.get_by_test_id("open-area")).to_have_count(0)


def test_the_tab_of_an_area_is_marked_while_something_in_it_is_bad(
    own_page: Page, running_twin: Any
) -> None:
    def spoil_one_tag(message: Message) -> Message:
        for value in _told(message):
            if value["tag"] == WATCHED:
                value.update({"quality": "bad", "reason": "wire break"})
        return message

    _alter_stream(own_page, spoil_one_tag)
    browser.open_plant(own_page, running_twin, "ammonia")
    expect(own_page.get_by_test_id("area-methanol")).to_contain_text("✕1")


def test_an_open_connection_without_values_turns_stale(own_page: Page, running_twin: Any) -> None:
    held_back = False

    def hold_values_back(message: Message) -> Message | None:
        return None if held_back and message["type"] == "values" else message

    _alter_stream(own_page, hold_values_back)
    browser.open_plant(own_page, running_twin)
    mark = own_page.get_by_test_id(f"mark-{WATCHED}")
    expect(mark).to_have_attribute("data-trust", "good")
    held_back = True
    expect(mark).to_have_attribute("data-trust", "stale", timeout=15_000)
    expect(mark).to_contain_text("STALE")
    expect(own_page.get_by_test_id("link")).to_have_attribute("data-link", "open")


def test_a_silent_connection_is_shown_as_lost_and_comes_back(
    own_page: Page, running_twin: Any
) -> None:
    silent = False
    _alter_stream(own_page, lambda message: None if silent else message)
    browser.open_plant(own_page, running_twin)
    link = own_page.get_by_test_id("link")
    expect(link).to_have_attribute("data-link", "open")
    silent = True
    expect(link).to_have_attribute("data-link", "lost", timeout=3_500)
    expect(own_page.get_by_test_id("origin")).to_have_text("no live values")
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
    own_page: Page, running_twin: Any, change: Message, trust: str, word: str
) -> None:
    def change_one_tag(message: Message) -> Message:
        for value in _told(message):
            if value["tag"] == WATCHED:
                value.update(change)
        return message

    _alter_stream(own_page, change_one_tag)
    browser.open_plant(own_page, running_twin)
    mark = own_page.locator(f'.diagram [data-testid="mark-{WATCHED}"]')
    expect(mark).to_have_attribute("data-trust", trust)
    expect(mark).to_contain_text(word)
    mark.click()
    expect(own_page.get_by_test_id("faceplate")).to_contain_text(change.get("reason", word.lower()))
