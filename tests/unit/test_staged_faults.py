"""The emulated plant's faults follow their file, whatever somebody writes into it."""

from dataclasses import replace

import pytest
from tests.plants import model_of

from twin_bus.runtime.metrics import Metrics
from twin_bus.runtime.status import Status
from twin_ops.emulated_plant import EmulatedPlant
from twin_ops.faults_file import write_whole
from twin_ops.settings import load_settings
from twin_ops.staged_faults import StagedFaults
from twin_schemas.plant import SHIPPED
from twin_simulator import IntegrationError, Run

STICKS = "sticks: {kind: stiction, target: FV-101, band: 4 %, jump: 2 %}"
STUCK = "stuck: {kind: stuck, target: TV-102}"


@pytest.fixture(scope="module")
def model():
    return model_of("methanol")


@pytest.fixture
def run(model):
    return Run.at_design(model, sensors=True)


def _write(file, *entries):
    write_whole(file, "faults:\n" + "".join(f"  {entry}\n" for entry in entries))


def test_a_change_of_the_file_is_taken_over_once(run, tmp_path):
    file = tmp_path / "faults.yaml"
    staged = StagedFaults(file, run)
    assert staged.look() == ""
    _write(file, STICKS)
    assert staged.look() == ""
    assert staged.look() is None
    _write(file, STICKS, STUCK)
    assert staged.look() == ""
    assert list(run.faults()) == ["sticks", "stuck"]
    file.unlink()
    assert staged.look() == ""
    assert run.faults() == {}


def test_a_mistake_is_told_by_line_and_changes_nothing(run, tmp_path):
    file = tmp_path / "faults.yaml"
    staged = StagedFaults(file, run)
    _write(file, STICKS)
    staged.look()
    _write(file, STICKS, "bad: {kind: stuk, target: TV-102}")
    trouble = staged.look()
    assert trouble.startswith("faults.yaml:3: there is no fault of kind 'stuk'; use one of: ")
    assert list(run.faults()) == ["sticks"]
    assert staged.look() is None
    _write(file, STICKS, STUCK)
    assert staged.look() == ""
    assert list(run.faults()) == ["sticks", "stuck"]


def test_a_fault_that_is_kept_goes_on_and_a_changed_one_begins_anew(run, tmp_path):
    file = tmp_path / "faults.yaml"
    staged = StagedFaults(file, run)
    _write(file, STICKS, STUCK)
    staged.look()
    run.step(10.0)
    _write(file, STICKS.replace("4 %", "5 %"), STUCK)
    staged.look()
    since = {name: one.since for name, one in run._field.state.staged.items()}
    assert since == {"stuck": 0.0, "sticks": 10.0}
    assert run.faults()["sticks"].parameters["band"] == 5.0


def test_a_plant_that_was_started_again_goes_on_with_its_faults(run, tmp_path):
    file = tmp_path / "faults.yaml"
    _write(file, STICKS)
    StagedFaults(file, run).look()
    run.step(10.0)
    after = run.restored(run.snapshot())
    assert StagedFaults(file, after).look() == ""
    assert {name: one.since for name, one in after._field.state.staged.items()} == {"sticks": 0.0}


def test_a_plant_whose_model_can_not_go_on_says_so_and_tries_again(tmp_path, monkeypatch):
    settings = replace(
        load_settings({"TWIN_HOME": str(tmp_path)}), plant_file=SHIPPED.with_name("methanol.yaml")
    )
    plant = EmulatedPlant(settings)
    status = Status("plant", 0, Metrics(), ready=True)
    before = plant._run.time

    def stand_still(_seconds):
        raise IntegrationError("the state can not be advanced")

    with monkeypatch.context() as broken:
        broken.setattr(plant._run, "step", stand_still)
        plant._step(status)
    assert status.state == "degraded"
    assert (
        "the plant stands still: the state can not be advanced; clear" in status.troubles["model"]
    )
    plant._step(status)
    assert status.state == "healthy"
    assert plant._run.time > before
