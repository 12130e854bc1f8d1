"""Controllers move without bumps or windup; interlocks trip in order and latch."""

import pytest
from tests.plants import plant_of

from twin_schemas.plant import Interlock, Trip
from twin_simulator.control.guard import Guard, GuardState
from twin_simulator.control.pid import AUTO, MAN, Pid, PidState


@pytest.fixture(scope="module")
def flow():
    plant = plant_of("methanol")
    return Pid(plant.controllers["FIC-101"], plant.tags["FT-101"])


def _state(flow, **changes):
    return PidState(**{"setpoint": 15.0, "output": 50.0, "integral": 50.0, **changes})


def test_a_reverse_controller_opens_when_flow_is_short(flow):
    state = _state(flow)
    flow.scan(state, 14.0, 0.5)
    assert state.output > 50.0


def test_nothing_moves_at_the_setpoint(flow):
    state = _state(flow)
    flow.scan(state, 15.0, 0.5)
    assert state.output == pytest.approx(50.0)


def test_the_change_from_manual_to_auto_makes_no_bump(flow):
    state = _state(flow, mode=MAN, output=33.0)
    flow.scan(state, 12.0, 0.5)
    state.mode = AUTO
    flow.scan(state, 12.0, 0.5)
    one_scan = flow.controller.gain * 12.0 * 0.5 / flow.controller.integral_time_s
    assert state.output == pytest.approx(33.0, abs=1.01 * one_scan)


def test_the_output_leaves_its_limit_at_once(flow):
    state = _state(flow)
    for _ in range(10_000):
        flow.scan(state, 5.0, 0.5)
    assert state.output == 100.0
    for _ in range(60):
        flow.scan(state, 20.0, 0.5)
    assert state.output < 95.0


def _interlock(name, tag, limit, *, latched=True, first_out=True):
    return Interlock(
        name=name,
        area="a",
        description="",
        tag=tag,
        side="high",
        limit=limit,
        trips=(Trip(equipment="V", position=0.0),),
        latched=latched,
        first_out=first_out,
    )


def test_the_first_interlock_to_trip_stays_first():
    guard = Guard({"A": _interlock("A", "T", 10.0), "B": _interlock("B", "P", 5.0)})
    state = GuardState()
    guard.scan(state, {"T": 0.0, "P": 6.0})
    guard.scan(state, {"T": 11.0, "P": 6.0})
    assert guard.first_out(state) == ["B", "A"]
    assert guard.positions(state) == {"V": 0.0}


def test_a_latched_interlock_waits_for_the_reset():
    guard = Guard({"A": _interlock("A", "T", 10.0)})
    state = GuardState()
    guard.scan(state, {"T": 11.0})
    guard.scan(state, {"T": 9.0})
    assert state.tripped == ["A"]
    guard.reset(state, {"T": 11.0})
    assert state.tripped == ["A"]
    guard.reset(state, {"T": 9.0})
    assert state.tripped == []


def test_an_interlock_without_latch_releases_itself():
    guard = Guard({"A": _interlock("A", "T", 10.0, latched=False)})
    state = GuardState()
    guard.scan(state, {"T": 11.0})
    assert state.tripped == ["A"]
    guard.scan(state, {"T": 9.0})
    assert state.tripped == []
