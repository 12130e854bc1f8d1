"""A cascade changes mode without bumps, and its outer controller does not wind up."""

import shutil

import pytest
from tests.plants import model_of

from twin_schemas.faults import Fault
from twin_schemas.plant import SHIPPED, PlantError, load_plant
from twin_simulator import Mismatch, Run, WriteRefused

MAN, AUTO, CAS = 0.0, 1.0, 2.0


@pytest.fixture(scope="module")
def model():
    """Drum level (LIC-120) over feed water flow (FIC-121) over LV-120."""
    return model_of("methanol")


@pytest.fixture
def run(model):
    return Run.at_design(model)


def _moved(run, tag, seconds=10.0):
    before = run.values()[tag]
    run.step(seconds)
    return abs(run.values()[tag] - before)


def test_it_begins_in_cas_at_rest(run):
    values = run.values()
    assert values["FIC-121.MODE"] == CAS
    assert values["FIC-121.SP"] == pytest.approx(values["FT-121"], rel=1e-6)
    assert _moved(run, "FIC-121.SP", 600.0) < 1e-4
    assert run.values()["LT-120"] == pytest.approx(50.0, abs=1e-3)


def test_the_level_comes_to_a_new_setpoint_through_the_flow(run):
    run.write("LIC-120.SP", 55.0)
    run.step(30.0)
    assert run.values()["FIC-121.SP"] > 8.0
    run.step(3600.0)
    assert run.values()["LT-120"] == pytest.approx(55.0, abs=0.5)
    assert run.values()["FT-121"] == pytest.approx(run.values()["FIC-121.SP"], abs=0.05)


def test_in_cas_the_setpoint_is_the_outer_controllers(run):
    with pytest.raises(WriteRefused, match="FIC-121 is in CAS"):
        run.write("FIC-121.SP", 10.0)
    with pytest.raises(WriteRefused, match="in CAS; its output is only writable in MAN"):
        run.write("FIC-121.OP", 10.0)
    run.write("FIC-121.MODE", AUTO)
    run.write("FIC-121.SP", 10.0)


def test_only_an_inner_controller_has_cas(run):
    with pytest.raises(WriteRefused, match=r"2.0 is outside 0.0..1.0"):
        run.write("LIC-120.MODE", CAS)
    with pytest.raises(WriteRefused, match=r"0.5 is not one of 0 \(MAN\), 1 \(AUTO\), 2 \(CAS\)"):
        run.write("FIC-121.MODE", 0.5)


@pytest.mark.parametrize("mode", [AUTO, MAN])
def test_out_of_cas_and_back_makes_no_bump(run, mode):
    run.write("LIC-120.SP", 52.0)
    run.step(60.0)
    before = run.values()
    run.write("FIC-121.MODE", mode)
    run.step(0.5)
    assert run.values()["FIC-121.SP"] == before["FIC-121.SP"]
    assert run.values()["FIC-121.OP"] == pytest.approx(before["FIC-121.OP"], abs=0.1)
    run.step(300.0)  # the outer one follows, and does not integrate the level that is off
    before = run.values()
    assert before["LIC-120.OP"] == pytest.approx(100 * before["FIC-121.SP"] / 25.0)
    run.write("FIC-121.MODE", CAS)
    run.step(0.5)
    after = run.values()
    assert after["FIC-121.SP"] == pytest.approx(before["FIC-121.SP"], abs=0.02)
    assert after["FIC-121.OP"] == pytest.approx(before["FIC-121.OP"], abs=0.2)


def test_the_outer_one_in_man_gives_the_setpoint_by_hand(run):
    run.write("LIC-120.MODE", MAN)
    run.write("LIC-120.OP", 40.0)
    run.step(120.0)
    assert run.values()["FIC-121.SP"] == 10.0
    assert run.values()["FT-121"] == pytest.approx(10.0, abs=0.1)


def test_the_outer_one_waits_while_the_inner_one_is_at_its_end(model):
    """Feed water pressure fails: the valve opens fully, and the level falls for a while."""
    run = Run.at_design(model)
    run.drive({"PT-121": 33.3})
    run.step(60.0)
    stuck = run.values()
    assert stuck["FIC-121.OP"] == 100.0
    assert stuck["FT-121"] < stuck["FIC-121.SP"] - 0.5
    assert stuck["LT-120"] < 49.5
    assert _moved(run, "LIC-120.OP", 180.0) == 0.0  # no further, though the level goes on falling
    assert run.values()["LT-120"] < 46.0
    run.drive({"PT-121": 70.0})
    run.write("LIC-120.SP", 40.0)
    run.step(0.5)
    assert run.values()["LIC-120.OP"] < stuck["LIC-120.OP"] - 1.0  # it leaves at once


def test_an_interlock_on_the_valve_holds_the_whole_cascade(run):
    run.trip("LV-120")
    run.step(60.0)
    values = run.values()
    assert values["FIC-121.OP"] == 0.0
    assert values["LIC-120.OP"] == pytest.approx(100 * values["FIC-121.SP"] / 25.0)
    run.reset()
    run.step(1800.0)
    assert run.values()["LT-120"] == pytest.approx(50.0, abs=3.0)


@pytest.mark.parametrize("tag", ["FT-121", "LT-120"])
def test_with_a_failed_sensor_the_valve_stays_where_it_is(model, tag):
    run = Run.at_design(model, mismatch=Mismatch(noise=0.0), sensors=True)
    run.inject(Fault(name="wire", kind="dead", target=tag))
    run.step(1.0)
    assert _moved(run, "FIC-121.OP", 60.0) < 0.05
    run.clear("wire")
    assert _moved(run, "FIC-121.OP", 0.5) < 0.2


def test_a_broken_wire_does_not_move_what_reads_it(model):
    run = Run.at_design(model, mismatch=Mismatch(noise=0.0), sensors=True)
    run.step(10.0)
    before = run.values()["FIC-101.OP"]
    run.inject(Fault(name="wire", kind="open_circuit", target="FT-101"))
    run.step(60.0)
    assert run.values()["FT-101"] == 0.0
    assert run.values()["FIC-101.OP"] == before
    run.clear("wire")
    run.step(5.0)
    assert run.values()["FIC-101.OP"] == pytest.approx(before, abs=2.0)


def test_a_twin_follows_mode_and_setpoint(model):
    plant, twin = Run.at_design(model), Run.at_design(model)
    plant.write("FIC-121.MODE", AUTO)
    plant.write("FIC-121.SP", 9.0)
    plant.step(10.0)
    twin.drive(plant.values())
    assert [twin.values()[f"FIC-121.{part}"] for part in ("MODE", "SP")] == [AUTO, 9.0]
    plant.write("FIC-121.MODE", CAS)
    twin.drive(plant.values())
    assert twin.values()["FIC-121.MODE"] == CAS


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("moves: FIC-121", "moves: FIC-120", "moves 'FIC-120', which has no actuator"),
        ("moves: FIC-121", "moves: LIC-120", "cascade LIC-120 > LIC-120 goes in a circle"),
        ("moves: LV-120, desc", "moves: LIC-120, desc", "goes in a circle"),
        ("moves: PV-120", "moves: FIC-121", "FIC-121 takes its setpoint from PIC-120 already"),
        ("moves: LV-120, desc", "kind: limit, moves: LV-120, desc", "only keeps a limit"),
    ],
)
def test_a_wrong_cascade_is_reported_with_its_line(tmp_path, old, new, what):
    text = SHIPPED.with_name("methanol.yaml").read_text()
    assert text.count(old) == 1
    file = tmp_path / "methanol.yaml"
    file.write_text(text.replace(old, new))
    shutil.copy(SHIPPED.with_name("methanol.layout.yaml"), tmp_path)
    with pytest.raises(PlantError, match=rf"methanol.yaml:\d+: .*{what}"):
        load_plant(file)
