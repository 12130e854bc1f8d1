"""A run shows every tag, refuses wrong writes, follows measurements and repeats from a snapshot."""

import math
from dataclasses import replace

import pytest
from tests.plants import model_of

from twin_schemas.faults import Fault
from twin_simulator import Mismatch, ProcessModel, Run, SnapshotError, WriteRefused


@pytest.fixture(scope="module")
def model():
    return model_of("methanol")


def test_every_tag_has_a_finite_value(model):
    values = Run.at_design(model).values()
    assert set(values) == set(model.plant.tags)
    assert all(math.isfinite(value) for value in values.values())


def test_the_description_tells_the_design_values_which_the_model_finds(model):
    values = Run.at_design(model).values()
    for name, tag in model.plant.tags.items():
        assert values[name] == pytest.approx(tag.design, abs=0.002 * (tag.high - tag.low)), name


@pytest.mark.parametrize(
    ("tag", "value", "reason", "cause"),
    [
        ("FIC-101.SP", 1e6, "outside", "range"),
        ("FIC-101.SP", math.nan, "outside", "range"),
        ("FIC-101.OP", 40.0, "only writable in MAN", "mode"),
        ("FIC-101.MODE", 0.5, "not one of", "range"),
        ("FT-101", 10.0, "not a writable tag", "tag"),
        ("FIC-999.SP", 10.0, "not a writable tag", "tag"),
    ],
)
def test_a_wrong_write_is_refused_with_its_reason(model, tag, value, reason, cause):
    run = Run.at_design(model)
    before = run.values()
    with pytest.raises(WriteRefused, match=reason) as refused:
        run.write(tag, value)
    assert refused.value.cause == cause
    assert run.values() == before


def test_an_interlock_holds_its_actuator_against_writes(model):
    run = Run.at_design(model)
    run.trip("C-101")
    run.write("FIC-102.MODE", 0.0)
    with pytest.raises(WriteRefused, match="interlock") as refused:
        run.write("FIC-102.OP", 60.0)
    assert refused.value.cause == "interlock"


def test_a_step_must_be_whole_scans(model):
    with pytest.raises(ValueError, match="whole number of scans"):
        Run.at_design(model).step(0.3)


def test_a_twin_follows_boundary_and_operator(model):
    run = Run.at_design(model)
    measured = {
        "TT-108": 28.0,
        "FIC-101.SP": 15.5,
        "TIC-106.MODE": 0.0,
        "TIC-106.OP": 44.0,
        "FIC-102.OP": 1.0,
        "PT-100": math.nan,
        "FT-101": 3.0,
        "unknown": 1.0,
    }
    run.drive(measured)
    run.step(60.0)
    values = run.values()
    assert values["TT-108"] == pytest.approx(28.0)
    assert values["PT-100"] == pytest.approx(58.0)
    assert values["FT-101"] == pytest.approx(15.5, abs=0.1)
    assert values["TIC-106.OP"] == pytest.approx(44.0)
    assert values["FIC-102.OP"] > 50.0


@pytest.mark.parametrize("sensors", [False, True])
def test_two_runs_from_one_snapshot_are_bit_identical(model, sensors):
    run = Run.at_design(model, seed=5, mismatch=Mismatch.aged(model.plant), sensors=sensors)
    run.step(30.0)
    run.write("FIC-101.SP", 15.6)
    run.step(7.5)
    data = run.snapshot()
    first, second = Run.restore(model, data), Run.restore(model, data)
    for each in (run, first, second):
        each.step(60.0)
    assert first.snapshot() == second.snapshot() == run.snapshot()
    assert first.time == 97.5


def test_a_foreign_snapshot_is_refused(model):
    with pytest.raises(SnapshotError, match="not a snapshot"):
        Run.restore(model, b"{}")
    data = Run.at_design(model).snapshot().replace(model.fingerprint.encode(), b"0" * 16)
    with pytest.raises(SnapshotError, match="another plant"):
        Run.restore(model, data)


def test_a_snapshot_of_a_plant_with_other_instruments_is_refused(model):
    fewer = dict(list(model.plant.instruments.items())[:-1])
    unused = next(tag for tag in model.plant.instruments if tag not in fewer)
    plant = replace(model.plant, instruments=fewer)
    assert unused not in {c.reads for c in plant.controllers.values()}
    data = Run.at_design(model, sensors=True).snapshot()
    with pytest.raises(SnapshotError, match="another plant"):
        Run.restore(ProcessModel.build(plant), data)


def test_sensors_differ_from_the_truth_by_their_noise_and_bias(model):
    mismatch = Mismatch(bias={"TT-102": 2.0})
    run = Run.at_design(model, seed=2, mismatch=mismatch, sensors=True)
    readings = []
    for _ in range(200):
        run.step(1.0)
        readings.append(run.values()["TT-102"])
    spread = max(readings) - min(readings)
    # the controller brings the biased reading back to its setpoint, so only noise is left on it
    assert 0.2 < spread < 4.0
    other = Run.at_design(model, seed=3, mismatch=mismatch, sensors=True)
    other.step(200.0)
    assert other.values()["TT-102"] != readings[-1]


def test_a_failed_sensor_freezes_and_is_marked(model):
    run = Run.at_design(model, sensors=True)
    run.step(1.0)
    run.inject(Fault(name="x", kind="dead", target="TT-104"))
    frozen = run.values()["TT-104"]
    run.step(5.0)
    assert run.values()["TT-104"] == frozen
    assert run.qualities() == {"TT-104": "sensor failed"}


def test_a_reading_at_the_end_of_its_range_is_marked(model):
    run = Run.at_design(model, sensors=True)
    run.drive({"PT-100": 120.0})
    run.step(30.0)
    assert run.values()["PT-100"] == 80.0
    assert run.qualities()["PT-100"] == "saturated"


def test_a_valve_against_its_stop_is_measured_as_well_as_any_other(model):
    run = Run.at_design(model, sensors=True)
    run.drive({"PIC-107.MODE": 0.0, "PIC-107.OP": 100.0})
    run.step(30.0)
    assert run.values()["ZT-107A"] > 99.8
    run.inject(Fault(name="x", kind="saturation", target="ZT-107A", parameters={"share": 60.0}))
    run.step(2.0)
    assert run.qualities()["ZT-107A"] == "saturated"
    run.clear("x")
    for _ in range(20):
        run.step(2.0)
        assert "ZT-107A" not in run.qualities()


def test_a_twin_marks_what_its_equations_do_not_cover(model):
    run = Run.at_design(model)
    assert run.qualities() == {}
    run.drive({"PIC-107.MODE": 0.0, "PIC-107.OP": 0.0})  # shut purge: the loop pressure rises
    while run.values()["PT-107"] < 52.5:
        assert run.time < 3600.0
        run.step(10.0)
    assert "R-101" in run.qualities()["TT-103B"]
    assert "AT-104" in run.qualities()
    assert "FT-101" not in run.qualities()
