"""The plant in three dimensions is made once, and served to whoever may read."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.unit.exchange_setup import Setup, opened

from twin_agents.exchange.scene import SceneDesk, SceneNotMade
from twin_ops.kept_scene import KeptScene
from twin_ops.scene import scene_of
from twin_ops.scene.gltf import to_glb
from twin_ops.settings import load_settings
from twin_schemas.plant import load_plant

ROUTE = "/v1/scene.glb"
SMALL = Path(load_plant.__code__.co_filename).with_name("nitrogen.yaml")


@dataclass
class Maker:
    """Gives what a test lays down, one after another, when it may."""

    results: list[bytes | Exception]
    calls: int = 0
    may_go_on: threading.Event = field(default_factory=threading.Event)

    def glb(self) -> bytes:
        self.calls += 1
        assert self.may_go_on.wait(10)
        result = self.results.pop(0)
        if isinstance(result, Exception):
            raise result
        return result


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
