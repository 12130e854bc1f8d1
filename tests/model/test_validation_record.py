"""The docs' record and pictures of the validation are those of this model."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from tests.model.compared import ON_THEIR_OWN, every_line, lines_of

from twin_ops.render.pictures import OVERVIEW, PICTURES, draw_all
from twin_ops.render.validation_page import PICTURED
from twin_ops.render.validation_record import read_record, rounded, write_record
from twin_simulator.validation import FAMILIES

MODELS = Path(__file__).parents[2] / "ops" / "docs" / "models"
RECORD = read_record(MODELS / "validation.json")


def test_the_record_is_of_this_model():
    """If not: `make validate`. The last digits differ between machines."""
    kept = {line.case: line for line in RECORD if line.family in ON_THEIR_OWN}
    lines = every_line()
    assert list(kept) == [line.case for line in lines]
    for line in lines:
        assert kept[line.case].computed == pytest.approx(line.computed, rel=2e-3, abs=1e-9)
        assert kept[line.case].tolerance == pytest.approx(line.tolerance, rel=1e-3)
        assert kept[line.case].result == line.result


def test_a_line_is_written_and_read_alike(tmp_path):
    lines = lines_of("total reflux")
    write_record(tmp_path / "lines.json", lines)
    assert read_record(tmp_path / "lines.json") == [rounded(line) for line in lines]
    assert json.loads(json.dumps(asdict(lines[0])))["passed"] is True


def test_every_picture_is_in_the_docs():
    drawn = {path.stem for path in (MODELS / "plots").glob("*.svg")}
    assert drawn == {*PICTURES, *OVERVIEW}
    assert set(PICTURED.values()) == set(PICTURES)
    assert set(PICTURED) <= {family.name for family in FAMILIES}


def test_a_picture_is_the_same_each_time(tmp_path):
    lines = lines_of("methanol/water boiling")
    first, second = (draw_all(lines, tmp_path / name) for name in ("a", "b"))
    assert [path.stem for path in first] == ["boiling", "deviations", "parity"]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
