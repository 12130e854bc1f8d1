"""What is kept in the cache is used as long as it is true, and made anew when it is not."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from twin_ops.kept import kept
from twin_ops.kept_plant import kept_model, kept_plant
from twin_ops.settings import load_settings
from twin_schemas.plant import SHIPPED, PlantError
from twin_simulator import Run


class Made:
    """Counts how often something had to be made."""

    def __init__(self, folder: Path) -> None:
        self.count = 0
        self.file = folder / "cache" / "thing.pickle"
        self.read = folder / "read.yaml"
        self.code = folder / "code"
        self.code.mkdir()
        self.read.write_text("a: 1")
        (self.code / "maker.py").write_text("one")

    def get(self) -> str:
        return kept(self.file, self._make, read_from=lambda _: [self.read], sources=[self.code])

    def _make(self) -> str:
        self.count += 1
        return f"{self.read.read_text() if self.read.exists() else ''} {self.count}"


@pytest.fixture
def made(tmp_path):
    return Made(tmp_path)


def test_it_is_made_once(made):
    assert (made.get(), made.get(), made.count) == ("a: 1 1", "a: 1 1", 1)


@pytest.mark.parametrize("change", ["description", "code", "gone", "damaged", "cut", "version"])
def test_it_is_made_anew_after(made, change):
    made.get()
    match change:
        case "description":
            made.read.write_text("a: 2")
        case "code":
            (made.code / "maker.py").write_text("two")
        case "gone":
            made.read.unlink()
        case "damaged":
            made.file.write_bytes(b"no json\n")
        case "cut":
            made.file.write_bytes(made.file.read_bytes()[:-5])
        case "version":
            made.file.write_bytes(made.file.read_bytes().replace(b'"python": "3', b'"python": "2'))
    made.get()
    assert made.count == 2
    made.get()
    assert made.count == 2


def test_a_file_that_can_not_be_written_is_no_error(made):
    made.file.parent.parent.joinpath("cache").write_text("a file where a folder should be")
    assert (made.get(), made.get()) == ("a: 1 1", "a: 1 2")


def test_only_the_last_used_are_kept(made):
    made.file.parent.mkdir()
    for age in range(12):
        old = made.file.with_name(f"old-{age}.pickle")
        old.write_text("")
        os.utime(old, (1e9 - age, 1e9 - age))
    made.get()
    left = {path.name for path in made.file.parent.iterdir()}
    assert left == {"thing.pickle", *(f"old-{age}.pickle" for age in range(7))}


@pytest.fixture
def settings(tmp_path):
    for suffix in (".yaml", ".layout.yaml", ".design.json"):
        shutil.copy(SHIPPED.with_name(f"nitrogen{suffix}"), tmp_path)
    return replace(
        load_settings({"TWIN_HOME": str(tmp_path / "home"), "TWIN_CACHE": str(tmp_path / "cache")}),
        plant_file=tmp_path / "nitrogen.yaml",
    )


def test_a_kept_model_runs_bit_by_bit_as_the_built_one(settings):
    runs = [Run.at_design(kept_model(settings), sensors=True) for _ in range(2)]
    for run in runs:
        run.step(30.0)
    assert np.array_equal(runs[0].point[0], runs[1].point[0])
    assert runs[0].values() == runs[1].values()


def test_a_mistake_in_the_description_is_told_though_a_plant_is_kept(settings):
    kept_plant(settings)
    settings.plant_file.write_text(settings.plant_file.read_text().replace("kind: ", "kin: ", 1))
    with pytest.raises(PlantError, match=r"nitrogen\.yaml"):
        kept_plant(settings)
