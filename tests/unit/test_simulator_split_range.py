"""One controller moves make-up and vent of the fuel gas drum over a split range."""

import shutil

import pytest

from twin_schemas.plant import SHIPPED, PlantError, load_plant, shipped_area
from twin_schemas.plant.split_range import SplitRange, output_of
from twin_simulator import ProcessModel, Run, WriteRefused

GAP = (
    SplitRange(equipment="make-up", shut_at=30, open_at=0),
    SplitRange(equipment="vent", shut_at=35, open_at=100),
)
OVERLAP = (
    SplitRange(equipment="small", shut_at=0, open_at=60),
    SplitRange(equipment="large", shut_at=40, open_at=100),
)
MAN, AUTO = 0.0, 1.0
SCAN = 1.0  # s


@pytest.fixture(scope="module")
def model():
    return ProcessModel.build(shipped_area("fuel_flare"))


@pytest.fixture
def run(model):
    return Run.at_design(model, scan=SCAN)


def _valves(run):
    orders = dict(zip(run.model.variables.inputs, 100 * run.point[1], strict=True))
    return orders["PV-901"], orders["PV-902"]


def _too_much(run, seconds=900.0):
    """More inert gas than the burners take."""
    run.write("FIC-902.SP", 1.0)
    run.write("FIC-903.SP", 0.5)
    run.step(seconds)


@pytest.mark.parametrize(
    ("splits", "output", "positions"),
    [
        (GAP, 0, (100, 0)),
        (GAP, 15, (50, 0)),
        (GAP, 32, (0, 0)),
        (GAP, 67.5, (0, 50)),
        (GAP, 100, (0, 100)),
        (OVERLAP, 30, (50, 0)),
        (OVERLAP, 55, (91.667, 25)),
        (OVERLAP, 70, (100, 50)),
    ],
)
def test_an_output_gives_each_actuator_its_position_and_comes_back_from_them(
    splits, output, positions
):
    got = {split.equipment: split.position(output) for split in splits}
    assert tuple(got.values()) == pytest.approx(positions, abs=0.01)
    assert output_of(splits, got, output) == pytest.approx(output)
    for elsewhere in (0.0, 100.0):  # from elsewhere to an output that gives the same positions
        found = output_of(splits, got, elsewhere)
        again = {split.equipment: split.position(found) for split in splits}
        assert again == pytest.approx(got, abs=1e-9)


def test_it_rests_on_the_make_up_with_the_vent_shut(run):
    make_up, vent = _valves(run)
    assert vent == 0.0
    assert run.values()["PIC-901.OP"] == pytest.approx(30.0 * (1 - make_up / 100))
    run.step(600.0)
    assert run.values()["PT-901"] == pytest.approx(5.0, abs=1e-4)


def test_it_vents_what_is_too_much_and_makes_up_again(run):
    _too_much(run)
    make_up, vent = _valves(run)
    assert (make_up, vent > 1.0) == (0.0, True)
    assert run.values()["PT-901"] == pytest.approx(5.0, abs=0.02)
    run.write("FIC-902.SP", 0.55)
    run.write("FIC-903.SP", 1.0)
    for _ in range(900):
        run.step(1.0)
        assert min(_valves(run)) < 1e-9  # natural gas is never burnt in the flare
    make_up, vent = _valves(run)
    assert (make_up > 1.0, vent) == (True, 0.0)
    assert run.values()["PT-901"] == pytest.approx(5.0, abs=0.02)


def test_by_hand_it_moves_both_and_goes_on_without_a_bump(run):
    run.write("PIC-901.MODE", MAN)
    run.write("PIC-901.OP", 40.0)
    run.step(5.0)
    assert _valves(run) == pytest.approx((0.0, 100 * 5 / 65))
    run.write("PIC-901.MODE", AUTO)
    run.step(run.scan)
    assert run.values()["PIC-901.OP"] == pytest.approx(40.0, abs=0.5)


def test_while_the_vent_is_held_shut_it_does_not_wind_up(run):
    run.trip("PV-902")
    _too_much(run, 300.0)
    values = run.values()
    assert values["PT-901"] > 5.5  # nothing relieves it
    assert _valves(run)[1] == 0.0
    assert values["PIC-901.OP"] < 40.0  # at the end of what is free, not at 100 %
    run.reset()
    run.step(900.0)
    assert run.values()["PT-901"] == pytest.approx(5.0, abs=0.02)


def test_while_one_valve_is_held_the_other_one_goes_on(run):
    run.trip("PV-902")
    run.write("FIC-903.SP", 1.4)
    run.step(600.0)
    assert run.values()["PT-901"] == pytest.approx(5.0, abs=0.02)
    run.write("PIC-901.MODE", MAN)
    run.write("PIC-901.OP", 10.0)  # one of them is free
    run.trip("PV-901")
    with pytest.raises(WriteRefused, match="PIC-901 is held by an interlock"):
        run.write("PIC-901.OP", 5.0)


def test_a_led_twin_has_the_output_of_the_plant_and_goes_on_from_there(model, run):
    _too_much(run)
    output = run.values()["PIC-901.OP"]
    twin = Run.at_design(model, scan=SCAN)
    twin.lead(model.plant.controllers["PIC-901"].positions(output))
    twin.step(10.0)
    assert _valves(twin) == pytest.approx(_valves(run))
    assert twin.values()["PIC-901.OP"] == pytest.approx(output)


@pytest.mark.parametrize(
    ("new", "what"),
    [
        ("{PV-901: [30 %, 0 %]}", "not on two actuators"),
        ("{PV-901: [30 %, 0 %], V-901: [35 %, 100 %]}", "'V-901', which has no actuator"),
        ("{FV-902: [30 %, 0 %], PV-902: [35 %, 100 %]}", "its split range does not name"),
        ("{PV-901: [30 %, 30 %], PV-902: [35 %, 100 %]}", "is no part of 0..100 %"),
        ("{PV-901: 30 %, PV-902: [35 %, 100 %]}", "is not a pair"),
        ("{PV-901: [30 bar, 0 %], PV-902: [35 %, 100 %]}", "is in 'bar'"),
    ],
)
def test_a_mistake_in_a_split_range_is_told_by_line(tmp_path, new, what):
    old = "{PV-901: [30 %, 0 %], PV-902: [35 %, 100 %]}"
    text = SHIPPED.with_name("fuel_flare.yaml").read_text()
    assert old in text
    file = tmp_path / "fuel_flare.yaml"
    file.write_text(text.replace(old, new))
    shutil.copy(SHIPPED.with_name("fuel_flare.layout.yaml"), tmp_path)
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(PlantError, match=rf"fuel_flare.yaml:{line}: .*{what}"):
        load_plant(file)
