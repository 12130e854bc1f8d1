"""Whatever faults are staged on the methanol loop, the run stays sound or says why it ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plants import model_of
from tests.property.moves import apply, moves_of

from twin_schemas.faults import FAULT_KINDS, Fault, objections, targets
from twin_schemas.faults.kind import OWN, Parameter
from twin_simulator import IntegrationError, Mismatch, Run

NAME = "methanol"
SCAN = 2.0
FASTEST = {"speed": 1e5, "time": 10.0, "rate": 0.1, "energy": 200.0, "reference": 400.0}


def _run() -> Run:
    plant = model_of(NAME).plant
    aged = Mismatch.aged(plant)
    return Run.at_design(model_of(NAME), seed=7, mismatch=aged, sensors=True, scan=SCAN)


def _goes_on(run: Run, seconds: float) -> bool:
    """Steps; false where the model has its error: a fault may make the feed a hundredth as hot."""
    try:
        run.step(seconds)
    except IntegrationError:
        return False
    return True


def _number(name: str, parameter: Parameter, span: float) -> st.SearchStrategy[float]:
    if parameter.unit == OWN:
        return st.floats(-0.5 * span, 0.5 * span)
    high = FASTEST.get(name, min(parameter.high, 100.0))
    return st.floats(max(parameter.low, 0.0), high)


@st.composite
def faults(draw: st.DrawFn, *places: str) -> Fault:
    """Draws a fault that may be staged."""
    plant = model_of(NAME).plant
    fitting = sorted(n for n, k in FAULT_KINDS.items() if not places or k.place in places)
    name = draw(st.sampled_from(fitting))
    kind = FAULT_KINDS[name]
    target = draw(st.sampled_from(sorted(targets(plant, kind.place, kind.only))))
    tag = plant.tags.get(target)
    span = tag.high - tag.low if tag else 0.0
    numbers = {key: draw(_number(key, p, span)) for key, p in kind.parameters.items()}
    if name == "stiction":
        numbers["jump"] = min(numbers["jump"], numbers["band"])
    start = draw(st.floats(0.0, 20.0))
    ramp = draw(st.floats(0.0, 20.0)) if kind.grows else 0.0
    label = f"{name} of {target}"
    return Fault(name=label, kind=name, target=target, parameters=numbers, start=start, ramp=ramp)


def _several(*places: str, most: int = 5) -> st.SearchStrategy[list[Fault]]:
    return st.lists(faults(*places), max_size=most, unique_by=lambda fault: fault.name)


@settings(max_examples=25)
@given(_several(most=8), st.lists(moves_of(model_of(NAME).plant), max_size=3))
def test_any_faults_and_moves_leave_the_run_finite_or_end_it_with_its_error(staged, moves):
    run = _run()
    for fault in staged:
        assert not list(objections(fault, run.plant))
        run.inject(fault)
    for move in moves:
        apply(run, *move)
        _goes_on(run, 20.0)
    _goes_on(run, 60.0)
    assert np.isfinite(list(run.values().values())).all()
    assert all(np.isfinite(part).all() for part in run.point)
    assert set(run.qualities()) <= set(run.plant.instruments)


@settings(max_examples=15)
@given(_several(most=6))
def test_two_runs_from_one_snapshot_are_bit_identical(staged):
    run = _run()
    for fault in staged:
        run.inject(fault)
    _goes_on(run, 16.0)
    data = run.snapshot()
    twins = Run.restore(model_of(NAME), data), run.restored(data)
    assert all(twin.faults() == run.faults() for twin in twins)
    assert len({_goes_on(each, 24.0) for each in (run, *twins)}) == 1
    assert twins[0].snapshot() == twins[1].snapshot() == run.snapshot()
    assert all(twin.qualities() == run.qualities() for twin in twins)


@settings(max_examples=15)
@given(faults("sensor"))
def test_a_cleared_sensor_fault_leaves_no_trace(fault):
    """On a sensor that nothing acts on, all readings are later those of a run without the fault."""
    run, sound = _run(), _run()
    watched = {c.reads for c in run.plant.controllers.values()}
    watched |= {interlock.tag for interlock in run.plant.interlocks.values()}
    if fault.target in watched:
        return
    run.inject(fault)
    for each in (run, sound):
        each.step(40.0)
    run.clear(fault.name)
    lag = run.plant.instruments[fault.target].lag_s
    for each in (run, sound):
        each.step(SCAN * np.ceil(30 * max(lag, 1.0) / SCAN))
    ours, theirs = run.values(), sound.values()
    assert ours.pop(fault.target) == pytest.approx(theirs.pop(fault.target), abs=1e-6)
    assert ours == theirs


@settings(max_examples=15)
@given(_several("actuator", "parameter"))
def test_cleared_faults_give_back_the_former_law(staged):
    """Parameters are what they were at once, and stems where they are told within their travel."""
    run = _run()
    before = run.point[2]
    for fault in staged:
        run.inject(fault)
    goes_on = _goes_on(run, 30.0)
    for name in run.faults():
        run.clear(name)
    assert run.faults() == {}
    assert (run.point[2] == before).all()
    if not (goes_on and _goes_on(run, 10.0)):
        return
    orders = {c.moves: run.values()[f"{name}.OP"] for name, c in run.plant.controllers.items()}
    stems = dict(zip(model_of(NAME).variables.inputs, 100 * run.point[1], strict=True))
    for moved, order in orders.items():
        assert stems[moved] == pytest.approx(order, abs=1e-9)
