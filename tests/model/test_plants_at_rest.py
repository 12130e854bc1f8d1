"""Each shipped plant rests at its committed design point, inside ranges and alarm limits."""

import casadi as ca
import numpy as np
import pytest
from tests.plants import COARSE, PLANTS, WHOLE, model_of, plant_of

from twin_simulator import Run
from twin_simulator.properties.components import ATOMS

SPENT_OXIDE = "AT-202"
every_plant = pytest.mark.parametrize("name", PLANTS)


@every_plant
def test_the_design_point_is_at_rest(name):
    assert model_of(name).design.residual < 1e-8


@every_plant
def test_the_committed_design_point_is_current(name):
    """`twin model design` writes it; states and commands of the file rest as they are."""
    design, model = plant_of(name).design, model_of(name)
    f = model.variables
    assert set(design.states) == set(f.states)
    assert set(design.commands) == set(f.inputs)
    x = np.array([design.states[state] for state in f.states])
    u = np.array([design.commands[actuator] for actuator in f.inputs]) / 100
    rates = np.asarray(model.system.rates(x, u, f.nominal)).ravel() / f.scale * (1 - f.ages)
    assert np.max(np.abs(rates)) < 1e-8, f.states[int(np.argmax(np.abs(rates)))]


@every_plant
def test_the_committed_tags_are_those_of_the_model(name):
    plant = plant_of(name)
    assert set(plant.design.tags) == set(plant.instruments)
    values = Run.at_design(model_of(name)).values()
    for tag in plant.tags.values():
        assert values[tag.name] == pytest.approx(tag.design, abs=1e-6 * (tag.high - tag.low)), tag


@every_plant
def test_every_controller_rests_at_its_setpoint_or_its_limit(name):
    plant, values = plant_of(name), Run.at_design(model_of(name)).values()
    for controller in plant.controllers.values():
        tag = plant.tags[controller.reads]
        error = abs(values[tag.name] - controller.setpoint) / (tag.high - tag.low)
        output = values[f"{controller.name}.OP"]
        at_its_end = controller.kind == "limit" and (output < 1e-6 or output > 100 - 1e-6)
        assert error < 1e-5 or at_its_end, controller.name


@every_plant
def test_every_tag_is_within_its_range_and_no_alarm_stands(name):
    values = Run.at_design(model_of(name)).values()
    for tag in plant_of(name).tags.values():
        value = values[tag.name]
        assert tag.low <= value <= tag.high, tag.name
        for limit, at in tag.alarms.items():
            assert value > at if "low" in limit else value < at, (tag.name, limit)


@every_plant
def test_no_interlock_trips_at_rest_and_the_equations_hold(name):
    """The third bed of the ammonia converter ends 1.1 bar below the data of its kinetics."""
    run = Run.at_design(model_of(name))
    run.step(1.0)
    assert run.tripped == []
    allowed = "R-403" if name == "ammonia_loop" else None
    owners = {reason.split()[-2] for reason in run.qualities().values()}
    assert owners <= {allowed}


def test_the_whole_plant_is_described_in_full():
    plant = plant_of(WHOLE)
    assert len(plant.instruments) >= 250
    assert len(plant.controllers) >= 60
    assert len(plant.interlocks) >= 40
    assert sum(len(tag.alarms) for tag in plant.tags.values()) >= 400
    assert sum(tag.writable for tag in plant.tags.values()) >= 100


@every_plant
def test_an_hour_at_rest(name):
    """Nothing moves, but for the zinc oxide, of which more is spent."""
    run, tags = Run.at_design(model_of(name), scan=COARSE), plant_of(name).tags
    before = run.values()
    run.step(3600.0)
    after = run.values()
    drift = {n: (after[n] - before[n]) / (tags[n].high - tags[n].low) for n in tags}
    if SPENT_OXIDE in drift:
        assert 0 < drift.pop(SPENT_OXIDE) < 1e-3
    assert max(map(abs, drift.values())) < 5e-6, max(drift, key=lambda tag: abs(drift[tag]))
    assert run.tripped == []


@every_plant
def test_elements_in_are_elements_out_at_rest(name):
    """Relative to what passes through; sulfur stays in its oxide, which ages."""
    model = model_of(name)
    f = model.flowsheet
    net = ca.Function("net", [f.x, f.u, f.p], [ATOMS @ f.amounts_inflow, ATOMS @ f.amounts])
    found, held = net(model.design.x, model.design.u, f.nominal)
    per_hour = np.abs(found.full().ravel()) * 3600.0
    present = held.full().ravel() > 1.0
    assert (per_hour[present] < 1e-4 * held.full().ravel()[present]).all()


@every_plant
@pytest.mark.parametrize("sensors", [False, True])
def test_a_run_goes_on_from_its_snapshot_bit_by_bit(name, sensors):
    model, plant = model_of(name), plant_of(name)
    run = Run.at_design(model, seed=5, sensors=sensors)
    first = next(iter(plant.controllers.values()))
    run.write(f"{first.name}.SP", 0.5 * (first.setpoint + first.setpoint_low))
    run.step(7.5)
    data = run.snapshot()
    restored = Run.restore(model, data)
    for each in (run, restored):
        each.step(20.0)
    assert restored.snapshot() == run.snapshot()
