"""An order reaches the stem through friction, play and travel time, unless the actuator fails."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plants import plant_of

from twin_schemas.faults import Fault
from twin_simulator.emulation.actuators import Actuators
from twin_simulator.emulation.staged import Staged
from twin_simulator.emulation.stiction import slipped

SCAN = 0.5
NAMES = ("FV-101", "C-101")  # a valve of 3 s, and a machine whose lag the model has
PERCENT = st.floats(0.0, 100.0)


def _actuators(fails="closed"):
    equipment = dict(plant_of("methanol").equipment)
    equipment["FV-101"] = replace(equipment["FV-101"], fails=fails)
    return Actuators(NAMES, equipment)


def _staged(kind, target="FV-101", **numbers):
    return Staged(fault=Fault(name=kind, kind=kind, target=target, parameters=numbers), since=0.0)


def _run(order, start, *staged, actuators=None, seconds=SCAN, time=0.0):
    actuators = actuators or _actuators()
    stems = np.array([start, 0.6])
    for _ in range(round(seconds / SCAN)):
        stems = actuators.scan(stems, np.array([order, 0.6]), SCAN, staged, time)
        time += SCAN
    return float(stems[0])


def test_a_valve_takes_its_stroke_time_from_end_to_end():
    assert _run(1.0, 0.0) == pytest.approx(SCAN / 3.0)
    assert _run(1.0, 0.0, seconds=2.5) < 1.0
    assert _run(1.0, 0.0, seconds=3.0) == pytest.approx(1.0)
    assert _run(0.52, 0.5) == 0.52


def test_a_machine_is_as_fast_as_the_model_lets_it():
    stems = _actuators().scan(np.array([0.5, 0.2]), np.array([0.5, 0.9]), SCAN, (), 0.0)
    assert stems.tolist() == [0.5, 0.9]


def test_a_sluggish_one_takes_longer():
    assert _run(1.0, 0.0, _staged("sluggish", travel=50.0), seconds=25.0) == pytest.approx(0.5)


def test_a_stuck_one_stays_even_without_air():
    assert _run(0.0, 0.4, _staged("stuck"), _staged("air_loss"), seconds=60.0) == 0.4


@pytest.mark.parametrize("kind", ["air_loss", "signal_loss"])
@pytest.mark.parametrize(("fails", "end"), [("closed", 0.0), ("open", 1.0), ("last", 0.4)])
def test_without_air_or_signal_it_goes_where_it_fails(kind, fails, end):
    staged = (_staged(kind), _staged("stiction", band=20.0, jump=20.0))
    assert _run(0.7, 0.4, *staged, actuators=_actuators(fails), seconds=5.0) == end


def test_a_leaking_valve_does_not_shut():
    assert _run(0.0, 0.5, _staged("leak", least=4.0), seconds=5.0) == pytest.approx(0.04)
    assert _run(0.5, 0.5, _staged("leak", least=4.0)) == 0.5


def test_a_fault_to_come_changes_nothing():
    later = Staged(fault=Fault(name="x", kind="stuck", target="FV-101", start=10.0), since=0.0)
    assert _run(0.45, 0.4, later, time=9.0) == 0.45
    assert _run(0.45, 0.4, later, time=10.0) == 0.4


def test_play_has_the_width_of_its_loop():
    """Up and down with slow orders: the way back is the width behind the way there."""
    staged, actuators, stems = _staged("backlash", width=6.0), _actuators(), np.array([0.5, 0.6])
    there, back = {}, {}
    orders = np.concatenate([np.linspace(0.5, 0.7, 81), np.linspace(0.7, 0.5, 81)])
    for n, order in enumerate(orders):
        stems = actuators.scan(stems, np.array([order, 0.6]), SCAN, (staged,), n * SCAN)
        (there if n < 81 else back)[round(order, 4)] = float(stems[0])
    assert back[0.6] - there[0.6] == pytest.approx(0.06)
    assert back[0.7] == there[0.7]


@given(position=PERCENT, order=PERCENT, band=PERCENT, share=st.floats(0.0, 1.0))
def test_what_sticks_is_never_further_from_its_order_than_static_friction(
    position, order, band, share
):
    jump = band * share
    at = slipped(position, order, band, jump)
    assert abs(order - at) <= (band + jump) / 2 + 1e-9
    if at != position:  # it slipped by at least the jump, and never past the order
        assert abs(at - position) >= jump - 1e-9
        assert min(position, order) - 1e-9 <= at <= max(position, order) + 1e-9


@given(position=PERCENT, order=PERCENT)
def test_without_friction_the_valve_follows(position, order):
    assert slipped(position, order, 0.0, 0.0) == order
