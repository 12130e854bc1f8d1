"""Fouling and deactivation follow their published laws."""

from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from tests.plants import WHOLE, model_of, plant_of

from twin_schemas.faults import FAULT_KINDS, Fault, adjustable, targets
from twin_simulator import Run
from twin_simulator.emulation.aging import deactivated, fouled, rate_constant


@pytest.fixture(scope="module")
def model():
    return model_of("methanol")


def _run(model, **fault):
    run = Run.at_design(model, sensors=True, scan=2.0)
    run.inject(Fault(name="slow", **fault))
    return run


def _parameter(run, model, name):
    return run.point[2][model.variables.parameters.index(name)]


@given(end=st.floats(0.05, 1.0), hours=st.floats(0.0, 1e5), time=st.floats(0.1, 1e4))
def test_the_deposits_resistance_is_kern_and_seatons(end, hours, time):
    left = fouled(3600 * hours, end, time)
    expected = (1 / end - 1) * (1 - exp(-hours / time))
    assert 1 / left - 1 == pytest.approx(expected, abs=1e-9, rel=1e-9)
    assert end - 1e-12 <= left <= 1.0


@given(
    order=st.floats(1.0, 8.0),
    floor=st.floats(0.0, 0.5),
    k=st.floats(1e-4, 0.1),
    a=st.floats(0.6, 1),
)
def test_the_closed_form_solves_the_power_law(order, floor, k, a):
    law = solve_ivp(
        lambda _, y: -k * np.maximum(y - floor, 0) ** order, (0, 100), [a], rtol=1e-9, atol=1e-12
    )
    assert deactivated(a, 100.0, k, order, floor) == pytest.approx(law.y[0, -1], rel=1e-5)


def test_in_steps_it_comes_to_the_same():
    once, steps = deactivated(1.0, 1000.0, 0.00439, 5.0, 0.0), 1.0
    for _ in range(1000):
        steps = deactivated(steps, 1.0, 0.00439, 5.0, 0.0)
    assert steps == pytest.approx(once, rel=1e-9)


def test_the_rate_doubles_where_arrhenius_says():
    assert rate_constant(1.0, 91.27, 513.0, 513.0) == 1.0
    hotter = 1 / (1 / 513.0 - np.log(2) * 8.314462618e-3 / 91.27)
    assert rate_constant(1.0, 91.27, 513.0, hotter) == pytest.approx(2.0)


def test_an_exchanger_fouls_in_the_run_as_fast_as_told(model):
    numbers = {"end": 20.0, "time": 200.0, "speed": 3600.0}
    run = _run(model, kind="fouling", target="E-101.cleanness", parameters=numbers)
    before = run.values()["TIC-102.OP"]
    run.step(600.0)
    left = _parameter(run, model, "E-101.cleanness")
    assert left == pytest.approx(fouled(598.0 * 3600, 0.2, 200.0))
    assert run.values()["TIC-102.OP"] < before - 1.0  # less is led past the fouled exchanger


def test_a_hotter_catalyst_deactivates_faster(model):
    """The twin's own model stays fresh; the bed's mean temperature decides, not the reference."""
    run = _run(model, kind="deactivation", target="R-101.activity", parameters={"speed": 3.6e4})
    run.step(600.0)
    values = run.values()
    beds = [values[f"TT-103{letter}"] + 273.15 for letter in "ABCDE"]
    constant = rate_constant(0.00439, 91.27, 513.0, float(np.mean(beds)))
    expected = deactivated(1.0, 6000.0, constant, 5.0, 0.0)
    assert _parameter(run, model, "R-101.activity") == pytest.approx(expected, rel=0.03)
    assert 0.2 < expected < 0.5


def test_a_changed_parameter_comes_back_when_cleared(model):
    run = _run(model, kind="change", target="C-101.efficiency_factor", parameters={"factor": 0.9})
    run.set_parameter("C-101.efficiency_factor", 0.97)
    run.step(4.0)
    assert _parameter(run, model, "C-101.efficiency_factor") == pytest.approx(0.873)
    run.clear("slow")
    assert _parameter(run, model, "C-101.efficiency_factor") == 0.97


def test_what_may_change_is_what_the_model_has(model):
    """Boundaries may have more: components which only other parts of the plant bring in."""
    listed, there = set(adjustable(model.plant)), set(model.variables.parameters)
    assert listed <= there
    assert all(name.startswith("X-") for name in there - listed)


def test_every_fault_finds_something_in_the_whole_plant_that_it_may_happen_to():
    plant = plant_of(WHOLE)
    for name, kind in FAULT_KINDS.items():
        assert targets(plant, kind.place, kind.only), name
