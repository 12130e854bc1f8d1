"""Areas which are tried on their own, without the rest of the plant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import twin_schemas.plant
from twin_schemas.plant import Plant, load_plant
from twin_simulator import ProcessModel

SHIPPED = Path(twin_schemas.plant.__file__).parent


def plant_of(folder: Path, *areas: str) -> Plant:
    """Returns a plant of some of the shipped areas, drawn as their own layouts draw them."""
    yaml = YAML(typ="safe")
    layouts = [yaml.load(SHIPPED / f"{area}.layout.yaml") for area in areas]
    for area in areas:
        shutil.copy(SHIPPED / f"{area}.yaml", folder)
    drawn = {
        section: {name: box for layout in layouts for name, box in layout[section].items()}
        for section in ("equipment", "instruments", "controllers")
    }
    yaml.dump({"canvas": layouts[0]["canvas"], **drawn}, folder / "part.layout.yaml")
    files = {area: f"{area}.yaml" for area in areas}
    yaml.dump({"name": "part", "title": "Part", "areas": files}, folder / "part.yaml")
    return load_plant(folder / "part.yaml")


@pytest.fixture(scope="session")
def rectification(tmp_path_factory):
    """The model of rectification and storage."""
    folder = tmp_path_factory.mktemp("rectification")
    return ProcessModel.build(plant_of(folder, "rectification", "storage"))
