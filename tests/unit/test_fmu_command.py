"""`twin fmu` without a running twin."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.model.fmus.made import TANK, described, exported, tank
from typer.testing import CliRunner

from twin_ops.cli.app import app
from twin_ops.errors import COMPLETED, FAILED, FOUND, Usage
from twin_ops.fmu.described import shipped
from twin_ops.fmu.export import identifier
from twin_schemas.plant import SHIPPED, load_plant

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWIN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TWIN_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


def _run(*words: str):
    return RUNNER.invoke(app, ["fmu", *words], catch_exceptions=False)


def _area(folder: Path) -> Path:
    """The nitrogen area as somebody's own plant."""
    for ending in (".yaml", ".layout.yaml"):
        shutil.copy(SHIPPED.with_name("nitrogen").with_suffix(ending), folder / f"mine{ending}")
    return folder / "mine.yaml"


def test_a_shipped_area_is_written_and_summed_up(tmp_path: Path):
    done = _run("export", "nitrogen", "--out", "n.fmu", "--json")
    assert done.exit_code == COMPLETED
    row = json.loads(done.stdout)
    assert (row["file"], row["model"], row["fmi"]) == ("n.fmu", "nitrogen", "3.0")
    assert (row["inputs"], row["outputs"]) == (12, 8)
    assert (tmp_path / "n.fmu").stat().st_size > 100_000


def test_a_file_and_the_plant_of_the_twin_are_written_under_their_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = _area(tmp_path)
    assert _run("export", str(file)).exit_code == COMPLETED
    made = tmp_path / "mine.fmu"
    made.unlink()
    monkeypatch.setenv("TWIN_PLANT", str(file))
    assert _run("export").exit_code == COMPLETED
    assert made.exists()


def test_every_name_that_is_offered_is_a_plant_that_runs_by_itself():
    assert {"methanol_ammonia", "ammonia_loop", "nitrogen"} <= set(shipped())
    for name in shipped():
        assert load_plant(SHIPPED.with_name(f"{name}.yaml")).design.states


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("export", "nitrogn"), "no shipped plant is named nitrogn; near it: nitrogen"),
        (("export", "gone.yaml"), "there is no file gone.yaml"),
        (("export", "nitrogen", "--out", "n.zip"), "ends with none of .fmu"),
        (("export", "nitrogen", "-o", "no/n.fmu"), "there is no folder no"),
        (("show", "gone.fmu"), "gone.fmu can not be read: No such file"),
        (("check", "text.fmu"), "text.fmu is no FMU: File is not a zip file"),
    ],
)
def test_what_can_not_be_done_is_told(tmp_path: Path, words: tuple[str, ...], message: str):
    (tmp_path / "text.fmu").write_text("no")
    with pytest.raises(Usage, match=message):
        _run(*words)


@pytest.mark.parametrize(
    ("package", "words"),
    [("pythonfmu3", ("export", "nitrogen")), ("fmpy", ("show", "any.fmu"))],
)
def test_a_missing_extra_is_told_with_how_to_install_it(
    package: str, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
):
    for module in ("twin_ops.fmu.needed", "twin_simulator.cosimulation.fmu_file"):
        monkeypatch.setattr(f"{module}.find_spec", lambda name: None if name == package else 1)
    with pytest.raises(Usage, match=rf"need {package}: pip install 'twinbus\[fmu\]'"):
        _run(*words)


def test_variables_are_shown_with_causality_unit_start_and_description():
    done = _run("show", str(exported("nitrogen")))
    assert done.exit_code == COMPLETED
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert rows[0] == ["variable", "causality", "type", "unit", "start", "description"]
    assert [
        *("PIC-941.SP", "input", "Float64", "bar", "3", "Nitrogen header pressure: setpoint")
    ] in rows
    assert "nitrogen: FMI 3.0, co-simulation, by twinbus" in done.stderr


def test_json_has_the_file_and_the_variables_asked_for():
    told = json.loads(_run("show", str(exported("nitrogen")), "--only", "output", "--json").stdout)
    assert (told["model"], told["fmi"], told["keeps_state"]) == ("nitrogen", "3.0", True)
    assert {row["causality"] for row in told["variables"]} == {"output"}
    assert {"PT-941", "UZ-941.TRIPPED"} <= {row["variable"] for row in told["variables"]}


def test_a_valid_one_passes_and_the_mistakes_of_another_are_listed():
    assert _run("check", str(exported("nitrogen")), "--json").stdout == ""
    done = _run("check", str(tank(2)), "--json")
    assert done.exit_code == FOUND
    assert "InitialUnknowns" in json.loads(done.stdout)["problem"]


def test_an_fmu_that_fails_ends_a_run_of_the_model_with_its_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    described(tmp_path, TANK.replace("volume: 2.0", "limit: 3.01"), tank(3))
    monkeypatch.setenv("TWIN_PLANT", str(tmp_path / "small.yaml"))
    words = ["model", "run", "--for", "1m", "--set", "FIC-971.SP=0.3"]
    done = RUNNER.invoke(app, words, catch_exceptions=False)
    assert done.exit_code == FAILED
    assert "the tank has burst" in done.stderr


@pytest.mark.parametrize(
    ("name", "made"), [("ammonia-loop", "ammonia_loop"), ("2nd", "plant_2nd"), ("Ö", "plant")]
)
def test_an_identifier_is_one_of_c(name: str, made: str):
    assert identifier(name) == made
