"""The diagram editor: drawn by mouse and by keyboard, checked, kept as revisions."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.conftest import wait_for
from tests.e2e import accessibility, browser
from tests.plants import WHOLE, plant_of

from twin_ops.errors import COMPLETED, FOUND

pytestmark = pytest.mark.e2e
page = browser.page
CHECK = 120_000  # milliseconds; equations are assembled in a process of its own


def _open_editor(page: Page, twin: Any) -> None:
    browser.open_plant(page, twin, "nitrogen")
    page.get_by_test_id("view-editor").click()
    page.get_by_test_id("sketch-M-941").wait_for()


def _begin(page: Page, twin: Any, title: str) -> None:
    """Opens the editor on an empty sheet."""
    _open_editor(page, twin)
    page.get_by_test_id("new-title").fill(title)
    page.get_by_test_id("new-diagram").click()
    expect(page.get_by_test_id("sketch-M-941")).to_have_count(0)


def _place(page: Page, kind: str, x: int, y: int = 300) -> None:
    page.get_by_test_id("palette-search").fill(kind)
    target = page.get_by_test_id("sketch")
    page.get_by_test_id(f"kind-{kind}").drag_to(target, target_position={"x": x, "y": y})


def _middle(element: Locator) -> tuple[float, float]:
    box = element.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _pipe(page: Page, source: str, target: str) -> None:
    """Lays a pipe by mouse from port to port."""
    page.mouse.move(*_middle(page.get_by_test_id(f"port-{source}")))
    page.mouse.down()
    page.mouse.move(*_middle(page.get_by_test_id(f"port-{target}")), steps=8)
    page.mouse.up()


def _saved(page: Page) -> None:
    expect(page.get_by_test_id("saving")).to_have_attribute("data-state", "saved", timeout=CHECK)


def _is_followed_in_three_dimensions(page: Page) -> None:
    """What is drawn shows in 3D, and what is drawn then shows as soon as it is kept."""
    with page.expect_popup() as opened:
        page.get_by_test_id("drawn-in-3d").click()
    scene = opened.value
    told = scene.get_by_test_id("scene-drawn")
    expect(told).to_contain_text("DRAWN, NOT RUNNING drawn_by_mouse", timeout=CHECK)
    expect(scene.get_by_test_id("origin")).to_have_text("not the plant: a drawing")
    expect(scene.get_by_test_id("thing-TK-101")).to_contain_text("NEW")
    expect(scene.get_by_test_id("thing-P-102")).to_have_count(0)
    _place(page, "pump", 520)
    expect(scene.get_by_test_id("thing-P-102")).to_contain_text("NEW", timeout=CHECK)
    browser.shot(scene, "drawn_in_3d")
    scene.close()
    _saved(page)


def _make_whole(page: Page) -> None:
    """Gives the tank all that it needs, by keyboard."""
    for kind, x in (("boundary.gas", 120), ("boundary.sink", 380), ("boundary.sink", 650)):
        _place(page, kind, x, 480)
    for port, other in (
        ("nitrogen", "X-102.outlet"),
        ("vent", "X-103.inlet"),
        ("overflow", "X-104.inlet"),
    ):
        page.get_by_test_id("sketch-TK-101").click()
        page.get_by_test_id(f"pipe-TK-101.{port}").select_option(other)
    for sink in ("X-103", "X-104"):
        page.get_by_test_id(f"sketch-{sink}").click()
        page.get_by_test_id("field-pressure").fill("1.01 bar")
        page.get_by_test_id("field-pressure").press("Enter")
    _saved(page)
    expect(page.get_by_test_id("findings")).to_contain_text("The simulator can run this diagram")


def _is_run(twin: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The simulator runs what is drawn, as it is exported."""
    drawn = folder / "drawn_by_mouse.yaml"
    assert twin("diagram", "export", str(drawn)).returncode == COMPLETED
    with monkeypatch.context() as patch:
        patch.setitem(twin.environment, "TWIN_PLANT", str(drawn))
        run = twin("model", "run", "--for", "10s", "--json")
    assert run.returncode == COMPLETED, run.stderr
    assert 0 < json.loads(run.stdout)["values"]["LT-101"] <= 100


def test_a_supply_a_pump_and_a_tank_are_drawn_by_mouse_kept_and_run(
    page: Page, running_twin: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _begin(page, running_twin, "Drawn by mouse")
    for kind, x in (("boundary.liquid", 120), ("pump", 380), ("tank.liquid", 650)):
        _place(page, kind, x)
    expect(page.get_by_test_id("sketch-TK-101")).to_be_visible()
    _pipe(page, "X-101.outlet", "P-101.inlet")
    _pipe(page, "P-101.outlet", "TK-101.inlet_a")
    expect(page.locator(".sketch-pipe")).to_have_count(2)
    page.get_by_test_id("sketch-TK-101").click()
    page.get_by_test_id("measure").select_option("level")
    expect(page.get_by_test_id("sketch-LT-101")).to_be_visible()
    _place(page, "text", 380, 120)
    page.get_by_test_id("field-text").fill("Tank farm")
    page.get_by_test_id("field-text").press("Enter")
    expect(page.get_by_test_id("note-N-101")).to_have_text("Tank farm")
    _saved(page)
    expect(page.get_by_test_id("findings")).to_contain_text("to correct before the simulator")
    _make_whole(page)
    browser.shot(page, "editor")
    _is_run(running_twin, tmp_path, monkeypatch)
    _is_followed_in_three_dimensions(page)
    rows = running_twin("diagram", "revisions", "drawn_by_mouse", "--json").stdout.splitlines()
    assert json.loads(rows[0])["author"] == running_twin.username
    for kind, word in (("yaml", "TK-101:"), ("svg", ">TK-101<")):
        file = tmp_path / f"drawn_by_mouse.{kind}"
        written = running_twin("diagram", "export", str(file))
        assert written.returncode == 0, written.stderr
        assert word in file.read_text("utf-8")
    for name in ("drawn_by_mouse.svg", "drawn_by_mouse.layout.yaml"):
        assert "Tank farm" in (tmp_path / name).read_text("utf-8")


def test_a_pipe_and_what_it_measures_are_made_by_keyboard_and_undone(
    page: Page, running_twin: Any
) -> None:
    _begin(page, running_twin, "Drawn by keyboard")
    for kind in ("boundary.liquid", "pump"):
        page.get_by_test_id("palette-search").fill(kind)
        page.get_by_test_id(f"kind-{kind}").press("Enter")
    expect(page.get_by_test_id("sketch-P-101")).to_be_visible()
    page.get_by_test_id("pipe-P-101.inlet").select_option("X-101.outlet")
    expect(page.locator(".sketch-pipe")).to_have_count(1)
    page.get_by_test_id("tool-undo").press("Enter")
    expect(page.locator(".sketch-pipe")).to_have_count(0)
    page.get_by_test_id("tool-redo").press("Enter")
    expect(page.locator(".sketch-pipe")).to_have_count(1)
    _saved(page)
    page.get_by_test_id("close-editor").press("Enter")
    browser.wait_for_area(page, "nitrogen")


def test_who_saves_over_somebody_else_is_told_and_loses_nothing(
    page: Page, running_twin: Any, tmp_path: Path
) -> None:
    _begin(page, running_twin, "Drawn by two")
    _place(page, "tank.liquid", 300)
    _saved(page)
    theirs = tmp_path / "drawn_by_two.yaml"
    assert running_twin("diagram", "export", str(theirs)).returncode == 0
    theirs.write_text(theirs.read_text("utf-8").replace("Drawn by two", "Theirs"), "utf-8")
    taken = running_twin("diagram", "import", str(theirs), "--note", "from a file")
    assert taken.returncode in {COMPLETED, FOUND}, taken.stderr
    _place(page, "pump", 600)
    saving = page.get_by_test_id("saving")
    expect(saving).to_have_attribute("data-state", "conflict", timeout=CHECK)
    expect(saving).to_contain_text("has saved revision 2")
    expect(page.get_by_test_id("sketch-P-101")).to_be_visible()
    saving.get_by_role("button", name="Save mine on top").click()
    _saved(page)
    changes = running_twin("diagram", "diff", "drawn_by_two", "--json").stdout.splitlines()
    assert {json.loads(line)["element"] for line in changes} >= {"P-101"}


@pytest.mark.parametrize("area", ["methanol", "steam"])
def test_an_area_is_a_picture_that_needs_no_running_twin(
    area: str, page: Page, running_twin: Any, tmp_path: Path
) -> None:
    file = tmp_path / "drawn.svg"
    written = running_twin("diagram", "export", str(file), "--diagram", area, "--revision", "0")
    assert written.returncode == 0, written.stderr
    page.goto(file.as_uri())
    plant = plant_of(WHOLE)
    for equipment in (e for e in plant.equipment.values() if e.area == area):
        expect(page.get_by_text(equipment.id, exact=True).first).to_be_visible()
    assert "var(" not in file.read_text("utf-8")
    browser.shot(page, f"drawn_{area}")


def test_what_is_drawn_is_arranged_along_the_flow_and_put_back(
    page: Page, running_twin: Any
) -> None:
    _begin(page, running_twin, "Arranged")
    for kind, x in (("tank.liquid", 150), ("pump", 400), ("boundary.liquid", 650)):
        _place(page, kind, x)
    _pipe(page, "X-101.outlet", "P-101.inlet")
    _pipe(page, "P-101.outlet", "TK-101.inlet_a")
    expect(page.locator(".sketch-pipe")).to_have_count(2)

    def order() -> list[str]:
        names = ("X-101", "P-101", "TK-101")
        return sorted(names, key=lambda name: _middle(page.get_by_test_id(f"sketch-{name}")))

    assert order() == ["TK-101", "P-101", "X-101"]
    page.get_by_test_id("tool-arrange").click()
    wait_for(lambda: order() == ["X-101", "P-101", "TK-101"], what="the flow goes to the right")
    browser.shot(page, "arranged")
    page.keyboard.press("Control+z")
    wait_for(lambda: order() == ["TK-101", "P-101", "X-101"], what="it is as it was drawn")


def test_layers_are_hidden_and_locked_and_a_link_shows_what_two_revisions_differ_in(
    page: Page, running_twin: Any
) -> None:
    _open_editor(page, running_twin)
    page.locator("[data-testid=layers] summary").press("Enter")
    page.get_by_test_id("show-instruments").press("Space")
    page.get_by_test_id("lock-equipment").press("Space")
    expect(page.get_by_test_id("hidden-mark")).to_contain_text("6 elements are hidden")
    expect(page.get_by_test_id("sketch-PT-941")).to_have_count(0)
    page.get_by_test_id("sketch-M-941").click()
    expect(page.get_by_test_id("properties")).to_have_count(0)
    page.get_by_test_id("lock-equipment").press("Space")
    page.get_by_test_id("show-all-layers").press("Enter")
    page.get_by_test_id("sketch-M-941").click()
    page.keyboard.press("ArrowDown")
    page.get_by_test_id("sketch-FT-941").click()
    page.keyboard.press("Delete")
    page.get_by_text("Revisions", exact=True).click()
    page.get_by_test_id("against-draft-0").click()
    comparison = page.get_by_test_id("comparison")
    expect(comparison).to_contain_text("1 removed, 1 moved")
    page.get_by_test_id("diff-next").press("Enter")
    expect(comparison).to_contain_text("Difference 1 of 2")
    expect(page.locator(".react-flow__node.diff-removed")).to_have_count(1)
    _saved(page)
    page.get_by_test_id("compare-newer").select_option("1")
    expect(page.get_by_test_id("diff-link")).to_have_attribute(
        "href", re.compile(r"compare=0\.\.1")
    )
    page.reload()
    expect(page.get_by_test_id("comparison")).to_contain_text("1 removed, 1 moved")
    assert accessibility.violations(page) == []
    browser.shot(page, "compared")
