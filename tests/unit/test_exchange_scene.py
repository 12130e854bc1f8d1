"""The plant in three dimensions is made once, and served to whoever may read."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from tests.unit.exchange_setup import Setup, opened
from tests.unit.saved_diagram import saved_diagram

from twin_agents.exchange.scene import DRAWN_KEPT, SceneDesk, SceneNotMade
from twin_ops.kept_scene import KeptScene
from twin_ops.scene import scene_of
from twin_ops.scene.drawn import drawn_scene
from twin_ops.scene.gltf import to_glb
from twin_ops.settings import load_settings
from twin_schemas.plant import load_plant
from twin_schemas.plant.draft import Draft

ROUTE = "/v1/scene.glb"
SMALL = Path(load_plant.__code__.co_filename).with_name("nitrogen.yaml")


@dataclass
class Maker:
    """Gives what a test lays down, one after another, when it may."""

    results: list[bytes | Exception]
    calls: int = 0
    drawn: int = 0
    may_go_on: threading.Event = field(default_factory=threading.Event)

    def glb(self) -> bytes:
        self.calls += 1
        assert self.may_go_on.wait(10)
        result = self.results.pop(0)
        if isinstance(result, Exception):
            raise result
        return result

    def drawn_glb(self, draft: Draft) -> bytes:
        self.drawn += 1
        return f"drawn {draft.description}".encode()


@pytest.fixture
def maker() -> Maker:
    made = Maker([b"glTF one", b"glTF two"])
    made.may_go_on.set()
    return made


@pytest.fixture
def setup(tmp_path: Path, maker: Maker) -> Iterator[Setup]:
    with opened(tmp_path) as made:
        made.exchange.scene = SceneDesk(maker)
        yield made


def test_the_scene_is_made_once_and_named_by_what_is_in_it(setup: Setup, maker: Maker):
    first, second = setup.call("GET", ROUTE), setup.call("GET", ROUTE)
    assert (first.status_code, first.content) == (200, b"glTF one")
    assert first.headers["content-type"] == "model/gltf-binary"
    assert second.content == first.content
    assert second.headers["etag"] == first.headers["etag"]
    assert maker.calls == 1


@pytest.mark.parametrize("known", ["{}", 'W/{}, "other"', '"other", {}'])
def test_who_has_it_already_gets_no_bytes(setup: Setup, known: str):
    tag = setup.call("GET", ROUTE).headers["etag"]
    assert setup.token
    headers = {"Authorization": f"Bearer {setup.token}", "If-None-Match": known.format(tag)}
    answer = setup.client.get(ROUTE, headers=headers)
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == tag
    headers["If-None-Match"] = '"another"'
    assert setup.client.get(ROUTE, headers=headers).status_code == 200


def test_a_failure_is_told_and_tried_again(setup: Setup, maker: Maker):
    maker.results.insert(0, SceneNotMade("the scene could not be made: no memory"))
    answer = setup.call("GET", ROUTE)
    assert answer.status_code == 503
    assert "no memory" in answer.json()["error"]
    assert setup.call("GET", ROUTE).content == b"glTF one"


def test_an_exchange_without_a_maker_says_so(setup: Setup):
    setup.exchange.scene = None
    assert setup.call("GET", ROUTE).status_code == 503


async def test_who_stops_waiting_stops_nobody_else():
    maker = Maker([b"glTF"])
    desk = SceneDesk(maker)
    impatient, patient = asyncio.create_task(desk.file()), asyncio.create_task(desk.file())
    await asyncio.sleep(0)
    impatient.cancel()
    maker.may_go_on.set()
    assert (await patient).content == b"glTF"
    assert impatient.cancelled() or impatient.cancelling()
    assert maker.calls == 1


def test_it_is_made_in_another_process_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    settings = load_settings({"TWIN_CACHE": str(tmp_path), "TWIN_PLANT": str(SMALL)})
    plant = load_plant(SMALL)
    made = KeptScene(settings, plant).glb()
    assert made == to_glb(scene_of(plant))
    monkeypatch.setattr(KeptScene, "_made", lambda _: pytest.fail("it was made twice"))
    assert KeptScene(settings, plant).glb() == made


def test_a_maker_that_fails_says_what_its_last_line_was(tmp_path: Path):
    gone = tmp_path / "gone.yaml"
    settings = load_settings({"TWIN_CACHE": str(tmp_path), "TWIN_PLANT": str(gone)})
    with pytest.raises(SceneNotMade, match=r"gone\.yaml"):
        KeptScene(settings, load_plant(SMALL)).glb()


def test_a_drawing_is_another_scene_made_once_for_what_is_drawn_alike(setup: Setup, maker: Maker):
    saved = saved_diagram("drawn", description="title: Drawn\n")
    list(setup.exchange.take_diagram(saved))
    list(setup.exchange.take_diagram(replace(saved, revision=2)))
    answer = setup.call("GET", f"{ROUTE}?diagram=drawn&revision=1")
    assert answer.content == b"drawn title: Drawn\n"
    assert setup.call("GET", f"{ROUTE}?diagram=drawn").content == answer.content
    assert maker.drawn == 1
    assert setup.call("GET", ROUTE).content == b"glTF one"
    assert setup.call("GET", f"{ROUTE}?diagram=nobody").status_code == 404


async def test_scenes_of_drawings_are_forgotten_before_they_fill_the_memory():
    maker = Maker([])
    desk = SceneDesk(maker)
    drafts = [Draft(name="a", description=str(n), layout="") for n in range(DRAWN_KEPT + 1)]
    for draft in [*drafts, drafts[-1], drafts[0]]:
        assert (await desk.drawn(draft)).content == f"drawn {draft.description}".encode()
    assert maker.drawn == len(drafts) + 1


def test_a_drawing_is_made_in_a_process_of_its_own_without_what_has_mistakes(tmp_path: Path):
    text = SMALL.read_text("utf-8").replace(
        "streams:", "  TK-1: {kind: tank.liquid, description: Unfinished}\nstreams:", 1
    )
    layout = SMALL.with_suffix(".layout.yaml").read_text("utf-8")
    settings = load_settings({"TWIN_CACHE": str(tmp_path), "TWIN_PLANT": str(SMALL)})
    maker = KeptScene(settings, load_plant(SMALL))
    draft = Draft(name="nitrogen", description=text, layout=layout)
    made = maker.drawn_glb(draft)
    assert made == to_glb(drawn_scene(draft, maker.plant.files))
    assert b"equipment.TK-1 lacks" in made
    assert b"M-941" in made
    with pytest.raises(SceneNotMade, match=r"nitrogen\.yaml"):
        maker.drawn_glb(replace(draft, description="{{{"))


def test_what_loses_its_header_is_left_out_with_all_that_hangs_on_it():
    text = SMALL.read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("  M-941:")]
    layout = SMALL.with_suffix(".layout.yaml").read_text("utf-8")
    draft = Draft(name="nitrogen", description="\n".join(lines), layout=layout)
    scene = drawn_scene(draft, load_plant().files)
    assert {"S-942", "S-943", "PT-941", "PIC-941", "join S-911"} <= scene.missing.keys()
    assert "X-941" in scene.places
    assert "M-941" not in scene.places


def test_an_empty_sheet_has_its_ground():
    fill = "{pressure: 1 bar, temperature: 298 K, gas: {N2: 100 %}, liquid: {H2O: 100 %}}"
    text = f"title: Empty\nfirst_fill: {fill}\nequipment: {{}}\n"
    scene = drawn_scene(
        Draft(name="empty", description=text, layout="canvas: {width: 9, height: 9}")
    )
    assert b'"area empty"' in to_glb(scene)


@pytest.mark.parametrize("path", ["/v1/plant", ROUTE])
def test_what_has_a_name_may_be_kept_and_is_asked_for_each_time(setup: Setup, path: str):
    answer = setup.call("GET", path)
    assert answer.headers["cache-control"] == "private, no-cache"
    known = {"If-None-Match": answer.headers["etag"]}
    assert setup.client.get(path, headers=known).status_code == 401
    again = setup.client.get(path, headers=known | {"Authorization": f"Bearer {setup.token}"})
    assert (again.status_code, again.content) == (304, b"")
