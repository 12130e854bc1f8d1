"""The methanol loop answers every move in the right direction and survives every loss."""

import numpy as np
import pytest
from tests.plants import COARSE, model_of, move_setpoint, plant_of

from twin_simulator import Run

PLANT = plant_of("methanol")


@pytest.fixture(scope="module")
def model():
    return model_of("methanol")


def _sound(model, run):
    x = run.point[0]
    assert np.isfinite(x).all()
    assert (x[model.variables.positive > 0] > 0).all()
    assert np.isfinite(list(run.values().values())).all()


@pytest.mark.parametrize("name", PLANT.controllers)
@pytest.mark.parametrize("factor", [0.95, 1.05])
def test_each_setpoint_is_reached_both_ways(model, name, factor):
    controller = PLANT.controllers[name]
    run = Run.at_design(model, scan=COARSE)
    target = controller.setpoint * factor
    target = min(max(target, controller.setpoint_low), controller.setpoint_high)
    move_setpoint(run, name, target)
    run.step(controller.settle_s)
    _sound(model, run)
    assert run.values()[controller.reads] == pytest.approx(target, abs=controller.tolerance)
    assert run.tripped == []


@pytest.mark.parametrize("name", PLANT.controllers)
def test_manual_makes_no_bump(model, name):
    run = Run.at_design(model)
    run.write(f"{name}.MODE", 0.0)
    run.step(600.0)
    _sound(model, run)
    tag = PLANT.tags[PLANT.controllers[name].reads]
    assert run.values()[tag.name] == pytest.approx(tag.design, abs=0.01 * (tag.high - tag.low))


@pytest.mark.parametrize("name", PLANT.controllers)
@pytest.mark.parametrize("output", [0.0, 100.0])
def test_each_actuator_survives_its_ends(model, name, output):
    run = Run.at_design(model, scan=COARSE)
    run.write(f"{name}.MODE", 0.0)
    run.write(f"{name}.OP", output)
    run.step(1800.0)
    _sound(model, run)


@pytest.mark.parametrize("tag", ["PT-100", "PT-106", "PT-121"])
def test_each_supply_may_be_lost(model, tag):
    run = Run.at_design(model, scan=COARSE)
    run.drive({tag: 1.0})
    run.step(3600.0)
    _sound(model, run)


def test_a_lost_feed_stops_production(model):
    run = Run.at_design(model, scan=COARSE)
    run.drive({"PT-100": 1.0})
    run.step(3600.0)
    values = run.values()
    assert values["FT-101"] == pytest.approx(0.0, abs=1e-3)
    assert values["PT-107"] < 30.0


def test_a_tripped_compressor_stops_the_make_up_gas(model):
    run = Run.at_design(model)
    run.trip("C-101")
    run.step(600.0)
    _sound(model, run)
    assert "UZ-105" in run.tripped
    assert run.values()["FT-101"] == pytest.approx(0.0, abs=1e-2)


def test_the_loop_comes_back_after_a_trip(model):
    """The second reset: make-up gas fills the loop past its high pressure in the restart."""
    run = Run.at_design(model, scan=COARSE)
    run.trip("C-101")
    for _ in range(2):
        run.step(300.0)
        run.reset()
    run.step(4 * 3600.0)
    assert run.tripped == []
    assert run.values()["FT-101"] == pytest.approx(20.0, abs=0.2)
    assert run.values()["FT-102"] == pytest.approx(42.0, abs=1.0)


def test_lost_feed_water_trips_on_drum_level(model):
    run = Run.at_design(model, scan=COARSE)
    run.drive({"PT-121": 1.0})
    run.step(3600.0)
    assert run.tripped[0] == "UZ-103"


@pytest.mark.parametrize(
    ("boundary", "answers"),
    [
        ({"TT-108": 30.0}, {"TIC-106.OP": 1, "FT-106": 1}),
        ({"AT-100D": 7.0}, {"PIC-107.OP": 1, "AT-102D": 1}),
        ({"PT-100": 62.0}, {"FIC-101.OP": -1}),
        ({"TT-121": 85.0}, {"FT-120": -1}),
    ],
)
def test_boundaries_move_the_loop_the_right_way(model, boundary, answers):
    run = Run.at_design(model, scan=COARSE)
    before = run.values()
    run.drive(boundary)
    run.step(3600.0)
    after = run.values()
    for tag, sign in answers.items():
        assert sign * (after[tag] - before[tag]) > 0, tag


def test_less_active_catalyst_makes_less_methanol(model):
    run = Run.at_design(model, scan=COARSE)
    before = run.values()["FT-108"]
    run.set_parameter("R-101.activity", 0.4)
    run.step(4 * 3600.0)
    assert run.values()["FT-108"] < before
