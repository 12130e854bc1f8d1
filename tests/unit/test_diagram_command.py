"""`twin diagram` without a running twin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.plants import WHOLE, plant_of
from typer.testing import CliRunner

from twin_ops.cli.app import app
from twin_ops.cli.diagram_files import run_as
from twin_ops.errors import COMPLETED, FOUND, Usage
from twin_schemas.plant import SHIPPED

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWIN_HOME", str(tmp_path / "home"))


def _plant_with(tmp_path: Path, old: str, new: str) -> Path:
    """The nitrogen area as a plant of its own, with something else in its layout."""
    for ending in (".yaml", ".layout.yaml"):
        source = SHIPPED.with_name("nitrogen").with_suffix(ending)
        text = source.read_text("utf-8")
        (tmp_path / source.name).write_text(text.replace(old, new), "utf-8")
    return tmp_path / "nitrogen.yaml"


def test_no_display_of_the_shipped_plant_breaks_a_rule():
    done = RUNNER.invoke(app, ["diagram", "lint", "--json"])
    assert (done.exit_code, done.stdout) == (COMPLETED, "")


def test_what_breaks_a_rule_is_told_with_its_element(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    layout = SHIPPED.with_name("nitrogen.layout.yaml").read_text("utf-8")
    line = next(each for each in layout.splitlines() if "M-941" in each)
    small = line.split("{")[0] + "{x: 0, y: 0, width: 4, height: 4}"
    monkeypatch.setenv("TWIN_PLANT", str(_plant_with(tmp_path, line, small)))
    done = RUNNER.invoke(app, ["diagram", "lint", "nitrogen", "--json"])
    assert done.exit_code == FOUND
    found = [json.loads(row) for row in done.stdout.splitlines()]
    assert ("size", "M-941") in {(row["rule"], row["element"]) for row in found}


def test_an_area_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(Usage, match=r"no area north; the areas are: .*methanol"):
        RUNNER.invoke(app, ["diagram", "lint", "north"], catch_exceptions=False)
    with pytest.raises(Usage, match=r"no area north in a file of its own; it has: .*methanol"):
        run_as(plant_of(WHOLE), "north")


@pytest.mark.parametrize("area", ["methanol", "nitrogen"])
def test_the_files_of_an_area_as_it_is_run_are_those_it_was_read_from(area: str, tmp_path: Path):
    file = tmp_path / f"{area}.yaml"
    done = RUNNER.invoke(app, ["diagram", "export", str(file), "--revision", "0"])
    assert done.exit_code == COMPLETED
    for ending in (".yaml", ".layout.yaml"):
        written = file.with_suffix(ending).read_bytes()
        assert written == SHIPPED.with_name(area).with_suffix(ending).read_bytes()


def test_a_picture_of_another_kind_is_refused_before_anything_is_asked(tmp_path: Path):
    with pytest.raises(Usage, match=r"ends with none of \.svg, \.yaml"):
        RUNNER.invoke(app, ["diagram", "export", str(tmp_path / "a.gif")], catch_exceptions=False)
