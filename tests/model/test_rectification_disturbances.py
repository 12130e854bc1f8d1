"""Rectification and storage answer every move and survive every loss."""

import numpy as np
import pytest
from tests.plants import COARSE, ROUNDING, assert_sound, model_of, plant_of

from twin_simulator import Run
from twin_simulator.balance import Balance

CONTROLLERS = list(plant_of("products").controllers)


@pytest.fixture(scope="module")
def rectification():
    return model_of("products")


@pytest.mark.parametrize("name", CONTROLLERS)
def test_manual_makes_no_bump(rectification, name):
    run = Run.at_design(rectification)
    run.write(f"{name}.MODE", 0.0)
    run.step(300.0)
    assert_sound(run, rectification, ROUNDING)
    tag = rectification.plant.tags[rectification.plant.controllers[name].reads]
    assert run.values()[tag.name] == pytest.approx(tag.design, abs=0.01 * (tag.high - tag.low))


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        ("PT-500", 1.0),  # feed
        ("PT-510", 1.0),  # steam
        ("PT-511", 1.0),
        ("PT-508", 1.0),  # cooling water
        ("PT-509", 1.0),
        ("PT-512", 1.0),
        ("TT-511", 35.0),
    ],
)
def test_each_supply_may_be_lost(rectification, tag, value):
    run = Run.at_design(rectification, scan=COARSE)
    run.drive({tag: value})
    run.step(3600.0)
    assert_sound(run, rectification, ROUNDING)


@pytest.mark.parametrize("pump", ["P-501", "P-502", "P-503", "P-504", "P-601", "P-604"])
def test_each_pump_may_trip(rectification, pump):
    run = Run.at_design(rectification, scan=COARSE)
    run.trip(pump)
    run.step(1800.0)
    assert_sound(run, rectification, ROUNDING)


def test_lost_cooling_water_stops_the_steam(rectification):
    run = Run.at_design(rectification, scan=COARSE)
    run.drive({"PT-508": 1.0})
    run.step(1800.0)
    assert run.tripped[0] == "UZ-507"
    assert run.values()["FT-512"] == pytest.approx(0.0, abs=1e-2)


def test_more_reflux_makes_a_purer_product(rectification):
    before = Run.at_design(rectification, scan=COARSE)
    run = Run.at_design(rectification, scan=COARSE)
    run.write("FIC-509.SP", 15.0)
    run.step(3 * 3600.0)
    assert run.values()["AT-503B"] < before.values()["AT-503B"]
    assert run.values()["FT-512"] > before.values()["FT-512"]


def test_a_batch_ends_at_its_quantity_and_the_next_may_begin(rectification):
    run = Run.at_design(rectification)
    run.write("FIC-607.SP", 30.0)
    for _ in range(60):
        run.step(30.0)
        if run.tripped:
            break
    assert run.tripped == ["UZ-606"]
    run.step(10.0)
    assert run.values()["FT-607"] == pytest.approx(0.0, abs=1e-2)
    run.step(300.0)
    run.reset()
    run.step(240.0)
    assert run.tripped == []
    assert run.values()["FT-607"] == pytest.approx(30.0, abs=0.5)


def test_a_full_tank_runs_over_and_the_overflow_is_counted(rectification):
    """Filled above its nozzle, past the interlock; what runs over leaves by a stream."""
    model = rectification
    x, u, p = Run.at_design(model).point
    moles = [k for k, name in enumerate(model.variables.states) if name.startswith("TK-601.n.")]
    x[moles] *= 1.96
    measured = dict(zip(model.plant.instruments, model.measure(x, u, p), strict=True))
    assert measured["LT-601"] > 97.0
    assert measured["FT-611"] > 1.0
    assert np.max(np.abs(Balance.of(model.flowsheet).imbalance(x, u, p))) < 1e-12
