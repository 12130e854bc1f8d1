"""The made-up plant that a screen with many tags is measured on."""

from pathlib import Path

from twin_ops.bench.crowd import write_crowd
from twin_ops.bench.view import largest
from twin_schemas.plant import load_plant


def test_it_has_whole_areas_of_a_thousand_elements_and_as_many_tags_as_asked(tmp_path: Path):
    plant = load_plant(write_crowd(tmp_path, 501))
    assert (len(plant.tags), len(plant.areas)) == (1_000, 2)
    assert largest(plant)[1] == 1_000  # pipes, too
    assert {tag.rate_s <= 2.0 for tag in plant.tags.values()} == {True}
