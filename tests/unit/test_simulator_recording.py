"""A run's record: rows at regular times, columns with units, moves on the way."""

import pandas as pd
import pytest
from tests.plants import model_of

from twin_schemas.plant import PlantError
from twin_simulator import Move, Run, WriteRefused


@pytest.fixture
def run():
    return Run.at_design(model_of("methanol"))


def test_a_record_has_times_and_units(run):
    record = run.record(30.0, every=10.0)
    assert list(record.index) == [pd.Timedelta(seconds=s) for s in (0, 10, 20, 30)]
    assert list(record.columns.names) == ["tag", "unit"]
    assert ("FT-101", "kg/s") in record.columns
    assert set(record.columns.get_level_values("tag")) == set(run.plant.tags)
    assert record.iloc[-1].droplevel("unit").to_dict() == run.values()


def test_records_follow_each_other(run):
    both = pd.concat([run.record(10.0, every=5.0), run.record(10.0, every=5.0)])
    assert list(both.index.total_seconds()) == [0, 5, 10, 15, 20]


def test_a_move_is_made_in_time_and_the_same_as_a_write(run):
    moved = run.record(20.0, every=10.0, moves=[Move(tag="FIC-101.SP", value=20.5, after=7.5)])
    assert moved["FIC-101.SP"].squeeze().tolist() == [20.0, 20.5, 20.5]
    other = Run.at_design(model_of("methanol"))
    other.step(7.5)
    other.write("FIC-101.SP", 20.5)
    other.step(12.5)
    assert other.values() == run.values()


def test_a_rest_shorter_than_a_row_is_run_too(run):
    assert len(run.record(25.0, every=10.0)) == 3
    assert run.time == 25.0


@pytest.mark.parametrize(("seconds", "every"), [(10.0, 0.3), (0.0, 1.0), (10.2, 1.0), (10.0, 0.0)])
def test_a_span_of_no_whole_scans_is_refused(run, seconds, every):
    with pytest.raises(ValueError, match="whole number of scans"):
        run.record(seconds, every)


def test_a_move_which_is_not_allowed_is_told(run):
    with pytest.raises(WriteRefused, match="only writable in MAN"):
        run.record(10.0, moves=[Move(tag="FIC-101.OP", value=3.0)])


def test_a_file_is_loaded_as_well_as_an_area(tmp_path):
    assert Run.load("methanol").plant.name
    with pytest.raises(PlantError, match=r"plant\.yaml"):
        Run.load(tmp_path / "plant.yaml")
