"""Areas which are tried on their own, without the rest of the plant."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

import twin_schemas.plant
from twin_schemas.plant import Plant, load_plant
from twin_simulator import ProcessModel

SHIPPED = Path(twin_schemas.plant.__file__).parent


def plant_of(folder: Path, *areas: str) -> Plant:
    """Returns a plant of some of the shipped areas."""
    files = {area: str(SHIPPED / f"{area}.yaml") for area in areas}
    root = {"name": "part", "title": "Part", "areas": files}
    YAML(typ="safe").dump(root, folder / "part.yaml")
    return load_plant(folder / "part.yaml")


@pytest.fixture(scope="session")
def rectification(tmp_path_factory):
    """The model of rectification and storage."""
    folder = tmp_path_factory.mktemp("rectification")
    return ProcessModel.build(plant_of(folder, "rectification", "storage"))
