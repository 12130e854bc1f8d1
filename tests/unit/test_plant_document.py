"""What other programs read of the plant: the document and the JSON Schema."""

import json

import pytest

from twin_schemas.plant import load_plant, plant_document, plant_schema
from twin_schemas.plant.loader import SHIPPED


@pytest.fixture(scope="module")
def document():
    return json.loads(json.dumps(plant_document(load_plant())))


def test_the_document_survives_json_and_names_every_tag(document):
    plant = load_plant()
    assert {tag["name"] for tag in document["tags"]} == set(plant.tags)
    assert {e["id"] for e in document["equipment"]} == set(document["layout"]["equipment"])


def test_everything_is_drawn_inside_the_canvas(document):
    layout = document["layout"]
    for box in layout["equipment"].values():
        assert 0 <= box["x"] <= layout["width"] - box["width"]
        assert 0 <= box["y"] <= layout["height"] - box["height"]


def test_streams_join_drawn_equipment(document):
    drawn = document["layout"]["equipment"]
    for stream in document["streams"]:
        assert stream["source"]["equipment"] in drawn
        assert stream["target"]["equipment"] in drawn


def test_the_committed_schema_is_current():
    committed = json.loads(SHIPPED.with_name("plant.schema.json").read_text())
    assert committed == plant_schema(), "run `python -m twin_ops.generate`"
