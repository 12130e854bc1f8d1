"""An FMU as a unit of a plant: what flows, what is exchanged, and what is wrong with it."""

from __future__ import annotations

import pickle
import re
import zipfile
from pathlib import Path

import numpy as np
import pytest
from fmpy import simulate_fmu
from tests.model.fmus.made import TANK, USER, described, exported, tank
from tests.plants import TOLERATED

from twin_ops.fmu.export import export
from twin_schemas.plant import PlantError
from twin_simulator import FlowsheetError, IntegrationError, ProcessModel, Run, SnapshotError
from twin_simulator.balance import TERMS, Balance
from twin_simulator.cosimulation import FmuError, FmuFile
from twin_simulator.properties.components import COMPONENTS, MOLAR_MASS

NITROGEN = float(MOLAR_MASS[COMPONENTS.index("N2")])
TANK_P_PER_KG = 8.314462618 * 298.15 / (0.0280134 * 2.0) / 1e5  # bar/kg


@pytest.fixture(scope="module")
def user(tmp_path_factory) -> ProcessModel:
    folder = tmp_path_factory.mktemp("user")
    return ProcessModel.build(described(folder, USER, exported("nitrogen")))


@pytest.fixture(scope="module", params=[3, 2])
def tanks(request, tmp_path_factory) -> ProcessModel:
    return ProcessModel.build(described(tmp_path_factory.mktemp("tank"), TANK, tank(request.param)))


def test_an_exported_plant_as_a_unit_conserves_mass(user):
    """What the FMU lets through is what the vessel gains: the vent is shut."""
    run = Run.at_design(user)
    run.write("PIC-961.MODE", 0)
    run.write("PIC-961.OP", 0)
    run.step(60.0)
    place = user.variables.states.index("V-961.n.N2")
    before, through = run.point[0][place], 0.0
    for _ in range(120):
        through += run.values()["FT-961"] * run.scan
        run.step(run.scan)
        assert run.values()["FT-962"] < 1e-9
    gained = (run.point[0][place] - before) * NITROGEN
    assert through > 0.3
    left_by_newton = 120 * TOLERATED * user.variables.scale[place] * NITROGEN
    assert left_by_newton < 2e-4 * through
    assert gained == pytest.approx(through, abs=left_by_newton)


def test_elements_and_energy_are_in_balance_beside_an_fmu(user):
    run = Run.at_design(user)
    run.write("PIC-961.SP", 1.1)
    run.step(20.0)
    balance = Balance.of(user.flowsheet)
    worst = dict(zip(TERMS, balance.imbalance(*run.point), strict=True))
    assert max(map(abs, worst.values())) < 1e-10, worst


def test_it_answers_to_what_the_plant_does(user):
    """The more pressure in the vessel, the less the plant within the FMU lets through."""
    run = Run.at_design(user)
    run.write("PIC-961.MODE", 0)
    run.write("PIC-961.OP", 0)
    run.step(0.5)
    first = run.values()
    run.step(60.0)
    last = run.values()
    assert last["PT-961"] > 2.5
    assert last["FT-961"] < 0.5 * first["FT-961"]


def test_a_tank_in_an_fmu_holds_what_flowed_in(tanks):
    run = Run.at_design(tanks)
    run.write("FIC-971.SP", 0.2)
    run.step(0.5)
    pressure, gained = run.values()["PT-971"], 0.0
    for _ in range(100):
        run.step(run.scan)
        values = run.values()
        gained += run.scan * (values["FT-971"] - values["FT-972"])
        found = values["PT-971"] - pressure
    assert gained > 0.5
    # what is read after a scan is at the tank's new pressure, the FMU was given it at the old one
    assert found == pytest.approx(gained * TANK_P_PER_KG, rel=0.01)


def test_the_exchange_is_of_order_one_in_the_scan(tmp_path):
    model = ProcessModel.build(described(tmp_path, TANK, tank(3)))

    def pressure(scan: float) -> float:
        run = Run.at_design(model, scan=scan)
        for name in ("FIC-971", "FIC-972"):
            run.write(f"{name}.MODE", 0)
        run.write("FIC-971.OP", 90.0)
        run.step(16.0)
        return run.values()["PT-971"]

    exact = 2 * pressure(1 / 64) - pressure(1 / 32)
    errors = [abs(pressure(scan) - exact) for scan in (1.0, 0.5, 0.25)]
    assert errors[0] < 0.05
    orders = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    assert orders == pytest.approx([1.0, 1.0], abs=0.2)


def test_a_snapshot_goes_on_bit_by_bit_with_its_fmu(user):
    run = Run.at_design(user)
    run.write("PIC-961.SP", 1.3)
    run.step(10.0)
    branch, coarse = run.branch(), run.branch(scan=1.0)
    for each in (run, branch, coarse):
        each.step(10.0)
    assert branch.values() == run.values()
    assert branch.snapshot() == run.snapshot()
    assert coarse.values()["PT-961"] == pytest.approx(run.values()["PT-961"], abs=0.01)


def test_a_run_is_not_disturbed_by_another_one(user):
    alone, beside, other = (Run.at_design(user) for _ in range(3))
    alone.step(20.0)
    other.write("PIC-961.SP", 1.5)
    for _ in range(4):
        beside.step(5.0)
        other.step(5.0)
    assert beside.values() == alone.values()
    assert other.values() != alone.values()


def test_without_a_state_to_save_there_is_no_snapshot(tmp_path):
    run = Run.at_design(ProcessModel.build(described(tmp_path, TANK, tank(2))))
    run.snapshot()  # before the FMU runs there is nothing to lose
    run.step(1.0)
    with pytest.raises(SnapshotError, match="can not save its state"):
        run.snapshot()


def test_a_kept_model_and_an_fmu_of_a_plant_with_an_fmu_give_the_same(tmp_path):
    plant = described(tmp_path, TANK, tank(3))
    model = ProcessModel.build(plant)
    pressures = []
    for one in (model, pickle.loads(pickle.dumps(model))):
        run = Run.at_design(one)
        run.write("FIC-971.SP", 0.2)
        run.step(5.0)
        pressures.append(run.values()["PT-971"])
    export(plant, tmp_path / "nested.fmu")
    found = simulate_fmu(
        str(tmp_path / "nested.fmu"),
        stop_time=5.0,
        step_size=0.5,
        start_values={"FIC-971.SP": 0.2},
        output=["PT-971"],
    )
    assert {*pressures, found["PT-971"][-1]} == {pressures[0]}
    assert pressures[0] > 3.001


def test_parameters_of_the_fmu_are_set(tmp_path):
    model = ProcessModel.build(described(tmp_path, TANK.replace("2.0}", "4.0}"), tank(3)))
    run = Run.at_design(model)
    run.step(0.5)
    assert run.values()["PT-971"] == pytest.approx(1.5, abs=0.01)


def test_what_goes_wrong_within_ends_the_run_with_its_message(tmp_path):
    text = TANK.replace("volume: 2.0", "limit: 3.01")
    run = Run.at_design(ProcessModel.build(described(tmp_path, text, tank(3))))
    run.write("FIC-971.SP", 0.3)
    with pytest.raises(IntegrationError, match="the tank has burst"):
        run.step(60.0)


def _built(folder: Path, text: str) -> ProcessModel:
    return ProcessModel.build(described(folder, text, tank(3)))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("w_in: S-972", "inflow: S-972", r"U-971: .* has no input inflow; it has: w_in, w_out"),
        ("p: pressure", "q: pressure", r"U-971: .* has no output q; it has: p"),
        ("volume: 2.0", "size: 2.0", r"has no parameter size; it has: w_in, w_out, volume, limit"),
        ("p: pressure", "p: temperature", r"p of .* is in bar, which does not measure .* as K"),
        (
            "w_in: S-972.mass_flow",
            "w_in: S-972.mole_flow",
            r"in kg/s, which does not measure .* as mol/s",
        ),
    ],
)
def test_what_the_fmu_has_not_is_told_with_what_it_has(tmp_path, old, new, message):
    with pytest.raises(FlowsheetError, match=message) as caught:
        _built(tmp_path, TANK.replace(old, new))
    assert caught.value.place.startswith("small.yaml:")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("file: FILE", "file: gone.fmu", "there is no file gone.fmu"),
        ("file: FILE", "set: {}", "lacks 'file'"),
        ("p: pressure", "p: volume", "output p of equipment.U-971 sets 'volume'"),
        ("S-972.mass_flow", "S-999.mass_flow", "something unknown: 'S-999.mass_flow'"),
        ("volume: 2.0", "volume: big", "is no number"),
        ("kind: fmu.gas", "kind: vessel.gas", "unknown key 'file'"),
    ],
)
def test_mistakes_of_the_description_are_told_with_their_line(tmp_path, old, new, message):
    text = re.sub(r"    set: \{volume.*\n", "", TANK) if new == "set: {}" else TANK
    with pytest.raises(PlantError, match=re.escape(message)) as caught:
        described(tmp_path, text.replace(old, new), tank(3))
    assert all(problem.line > 0 for problem in caught.value.problems)


def _changed(folder: Path, change) -> Path:
    """The tank's FMU with other files in it."""
    file = folder / "changed.fmu"
    with zipfile.ZipFile(tank(3)) as old, zipfile.ZipFile(file, "w") as new:
        files = {name: old.read(name) for name in old.namelist()}
        for name, data in change(files).items():
            new.writestr(name, data)
    return file


def _without(start: str):
    return lambda files: {n: d for n, d in files.items() if not n.startswith(start)}


def _described_as(old: str, new: str):
    def change(files):
        text = files["modelDescription.xml"].decode()
        assert old in text
        return files | {"modelDescription.xml": text.replace(old, new).encode()}

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_without("binaries/x86_64-linux"), "has no binary for .*; it has: x86_64-windows"),
        (_without("binaries"), "has no binary for .*; it has: none"),
        (_without("modelDescription.xml"), "has no modelDescription.xml"),
        (_described_as("<CoSimulation", "<ScheduledExecution"), "is for scheduled execution"),
        (
            _described_as('causality="output"', 'causality="outlet"'),
            "can be read: .* illegal .*causality",
        ),
        (_described_as('unit="bar"', 'unit="atm"'), "is not valid: .*atm"),
        (_described_as("</fmiModelDescription>", ""), "is no FMU that can be read"),
        (_described_as('fmiVersion="3.0"', 'fmiVersion="1.0"'), "FMI 1.0|no FMU that can be read"),
    ],
)
@pytest.mark.skipif("sys.platform != 'linux'", reason="names the binary that is taken away")
def test_a_bad_fmu_is_refused_with_the_reason(tmp_path, change, message):
    with pytest.raises(FmuError, match=message):
        FmuFile.read(_changed(tmp_path, change)).check()


def test_what_is_no_zip_is_refused(tmp_path):
    (tmp_path / "text.fmu").write_text("FMU")
    with pytest.raises(FmuError, match="is no FMU: File is not a zip file"):
        FmuFile.read(tmp_path / "text.fmu")
    with pytest.raises(FmuError, match="can not be read: No such file"):
        FmuFile.read(tmp_path / "gone.fmu")


def test_a_binary_that_does_not_load_is_told(tmp_path):
    broken = _changed(
        tmp_path,
        lambda files: {n: b"no library" if n.startswith("bin") else d for n, d in files.items()},
    )
    run = Run.at_design(ProcessModel.build(described(tmp_path, TANK, broken)))
    with pytest.raises(IntegrationError, match=r"changed\.fmu can not start: "):
        run.step(0.5)
