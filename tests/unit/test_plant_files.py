"""Files which can not be read, and the design point beside a description."""

import json
import shutil

import pytest

from twin_schemas.plant import SHIPPED, DesignPoint, PlantError, design_file, load_plant
from twin_schemas.plant import write_design as write
from twin_schemas.plant.design import read_design
from twin_schemas.plant.read_yaml import read_yaml

AREA = SHIPPED.with_name("syngas_compression.yaml")


@pytest.fixture
def area(tmp_path):
    """A copy of the smallest area, with its drawing and design point."""
    for file in (AREA, AREA.with_suffix(".layout.yaml"), design_file(AREA)):
        shutil.copy(file, tmp_path)
    return tmp_path / AREA.name


@pytest.mark.parametrize("content", ["{", "[1, 2]", '{"state": {}}', "7", ""])
def test_a_broken_design_point_tells_what_to_do(area, content):
    design_file(area).write_text(content)
    with pytest.raises(PlantError, match="is no design point") as caught:
        load_plant(area)
    (problem,) = caught.value.problems
    assert problem.file == design_file(area).name
    assert "twin model design" in problem.remedy


def test_a_description_without_a_design_point_shows_the_middle_of_each_range(area):
    design_file(area).unlink()
    plant = load_plant(area)
    assert plant.design == DesignPoint()
    tag = plant.tags[next(iter(plant.instruments))]
    assert tag.design == 0.5 * (tag.low + tag.high)


def test_a_design_point_reads_back_as_it_was_written(tmp_path):
    point = DesignPoint(states={"M-1.T": 300.1}, commands={"V-1": 1 / 3}, tags={"TT-1": 26.95})
    problems = []
    write(tmp_path / "a.design.json", point)
    assert read_design(tmp_path / "a.design.json", problems) == point
    assert problems == []
    assert set(json.loads((tmp_path / "a.design.json").read_text())) == set(vars(point))


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"a: 1\nb: 2\na: 3\n", 3, "'a' is there twice, first in line 1"),
        (b"a: {b: 1, c: 2,\n    b: 3}\n", 2, "'b' is there twice, first in line 1"),
        (b"title: caf\xe9\n", 1, "is not text in UTF-8"),
        (b"a: 1\nb: [1, 2\nc: 3\n", 3, "expected"),
        (b"a: 1\nb: 'open\n", 3, "unexpected end"),
    ],
)
def test_unreadable_yaml_is_reported_with_file_and_line(tmp_path, content, line, message):
    path, problems = tmp_path / "broken.yaml", []
    path.write_bytes(content)
    assert read_yaml(path, problems) == {}
    (problem,) = problems
    assert (problem.file, problem.line) == ("broken.yaml", line)
    assert message in problem.what
    assert problem.remedy


def test_a_broken_area_file_is_named_not_its_root(tmp_path):
    for file in SHIPPED.parent.glob("*.yaml"):
        shutil.copy(file, tmp_path)
    broken = tmp_path / "storage.yaml"
    text = broken.read_text()
    broken.write_text(text + "title: again\n")
    with pytest.raises(PlantError) as caught:
        load_plant(tmp_path / SHIPPED.name)
    first = caught.value.problems[0]
    named = [p for p in caught.value.problems if "is there twice" in p.what]
    assert named, first
    assert (named[0].file, named[0].line) == ("storage.yaml", text.count("\n") + 1)


def test_mappings_know_the_lines_of_their_keys(tmp_path):
    path = tmp_path / "good.yaml"
    path.write_text("a: 1\n\nb: {c: 2,\n    d: 3}\n")
    found = read_yaml(path, [])
    assert found == {"a": 1, "b": {"c": 2, "d": 3}}
    assert found.lines == {"a": 1, "b": 3}
    assert found["b"].lines == {"c": 3, "d": 4}
