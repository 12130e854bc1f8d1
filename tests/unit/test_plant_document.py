"""What other programs read of the plant: the document and the JSON Schema."""

import json

import pytest
from tests.plants import WHOLE, plant_of

from twin_schemas.plant import SHIPPED, area_schema, plant_document, plant_schema


@pytest.fixture(scope="module")
def document():
    return json.loads(json.dumps(plant_document(plant_of(WHOLE))))


def test_the_document_survives_json_and_names_every_tag(document):
    plant = plant_of(WHOLE)
    assert {tag["name"] for tag in document["tags"]} == set(plant.tags)
    drawn = [name for layout in document["layouts"].values() for name in layout["equipment"]]
    assert sorted(e["id"] for e in document["equipment"]) == sorted(drawn)


def test_everything_is_drawn_inside_the_canvas(document):
    for layout in document["layouts"].values():
        for box in (*layout["equipment"].values(), *layout["links"].values()):
            assert 0 <= box["x"] <= layout["width"] - box["width"]
            assert 0 <= box["y"] <= layout["height"] - box["height"]


def test_a_stream_between_areas_is_drawn_as_a_link_in_both(document):
    area = {e["id"]: e["area"] for e in document["equipment"]}
    for stream in document["streams"]:
        ends = {area[stream[end]["equipment"]] for end in ("source", "target")}
        if len(ends) > 1:
            assert all(stream["id"] in document["layouts"][each]["links"] for each in ends)


def test_interlocks_say_what_trips_them_and_what_they_drive(document):
    told = {interlock["name"]: interlock for interlock in document["interlocks"]}
    surge = told["UZ-184"]
    assert (surge["tag"], surge["side"], surge["limit"]) == ("FFT-181", "low", 0.9)
    assert surge["trips"] == [{"equipment": "FV-182", "position": 100.0}]
    assert surge["latched"]


def test_a_sequence_says_what_its_start_needs(document):
    plant = plant_of(WHOLE)
    told = {sequence["name"]: sequence for sequence in document["sequences"]}
    assert set(told) == set(plant.sequences)
    train = told["KC-101"]
    assert train["equipment"] == "C-101"
    drum = {"name": "water in the steam drum", "tag": "LT-120", "above": 25.0, "below": None}
    assert drum in train["permissives"]
    assert "start" not in train


def test_the_committed_schema_is_current():
    for name, schema in (("plant", plant_schema()), ("area", area_schema())):
        committed = json.loads(SHIPPED.with_name(f"{name}.schema.json").read_text())
        assert committed == schema, "run `python -m twin_ops.generate`"
