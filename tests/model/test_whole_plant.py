"""Both products from one reformer: the operator shares its gas, and any part of it may fail."""

import pytest
from tests.plants import COARSE, WHOLE, assert_sound, model_of, plant_of

from twin_simulator import Run

# a collapsing plant takes many small steps; on a busy machine they take minutes
pytestmark = pytest.mark.timeout(900)

MACHINES = ("C-181", "C-351", "C-451", "C-151", "C-101", "C-301", "C-401", "P-242")


def _run(moves, seconds):
    model = model_of(WHOLE)
    run = Run.at_design(model, scan=COARSE)
    for tag, value in moves.items():
        run.write(tag, value)
    run.step(seconds)
    assert_sound(run, model)
    return run


@pytest.fixture(scope="module")
def at_rest():
    return Run.at_design(model_of(WHOLE)).values()


def test_more_gas_to_ammonia_makes_less_methanol(at_rest):
    """More amine solution and steam go with it, or carbon dioxide slips and inert gas builds up."""
    solution = {"FIC-241.SP": 130.0, "FIC-242.SP": 14.5}
    run = _run({"FIC-101.SP": 18.0, "FIC-301.SP": 6.9, **solution}, 3600.0)
    after = run.values()
    assert after["FT-301"] == pytest.approx(6.9, abs=0.05)
    assert after["FT-101"] == pytest.approx(18.0, abs=0.1)
    assert after["FT-408"] > at_rest["FT-408"] + 0.2
    assert after["FT-108"] < at_rest["FT-108"] - 0.5
    assert after["FT-510"] < at_rest["FT-510"] - 0.5
    assert after["PT-202"] == pytest.approx(24.5, abs=0.1)
    assert run.tripped == []


def test_more_gas_to_methanol_makes_less_ammonia(at_rest):
    run = _run({"FIC-101.SP": 21.0, "FIC-301.SP": 5.8}, 3600.0)
    after = run.values()
    assert after["FT-301"] == pytest.approx(5.8, abs=0.05)
    assert after["FT-101"] == pytest.approx(21.0, abs=0.1)
    assert after["FT-108"] > at_rest["FT-108"]
    assert after["FT-408"] < at_rest["FT-408"] - 0.2
    assert after["PT-202"] == pytest.approx(24.5, abs=0.1)
    assert run.tripped == []


def test_lost_natural_gas_stops_both_products(at_rest):
    model = model_of(WHOLE)
    run = Run.at_design(model)
    run.set_parameter("X-181.pressure", 1e5)
    run.step(120.0)
    assert_sound(run, model)
    after = run.values()
    assert after["FT-201"] == pytest.approx(0.0, abs=0.05)
    assert after["PT-202"] < at_rest["PT-202"] - 1.0
    assert after["FT-101"] < at_rest["FT-101"]


@pytest.mark.parametrize("machine", MACHINES)
def test_a_machine_may_trip(machine):
    model = model_of(WHOLE)
    run = Run.at_design(model)
    run.trip(machine)
    run.step(60.0)
    assert_sound(run, model)
    speed = next(i for i in plant_of(WHOLE).instruments.values() if _is_speed_of(i, machine))
    assert run.values()[speed.tag] < 0.5 * plant_of(WHOLE).tags[speed.tag].design


def _is_speed_of(instrument, machine):
    return instrument.measures == f"{machine}.speed"
