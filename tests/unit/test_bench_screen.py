"""What `twin bench screen` counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from twin_ops.bench import made, view
from twin_schemas.plant import load_plant

_INDEX = '<script src="./assets/a.js"></script><link rel="stylesheet" href="./assets/a.css">'


def test_the_bundle_is_what_the_page_itself_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(_INDEX)
    (tmp_path / "assets" / "a.js").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "assets" / "a.css").write_text("")
    monkeypatch.setattr(made, "STATIC", tmp_path)
    without_scene = made.bundle_bytes()
    (tmp_path / "assets" / "scene.js").write_bytes(bytes(range(256)))
    assert made.bundle_bytes() == without_scene > 256


def test_the_drawing_that_is_panned_is_the_one_with_most_elements():
    plant = load_plant()
    area, count = view.largest(plant)
    parts = (plant.equipment, plant.instruments, plant.controllers)
    assert count > max(sum(one.area == area for one in part.values()) for part in parts)
    assert area in plant.areas
