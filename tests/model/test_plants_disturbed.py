"""Each shipped plant goes on, whatever is moved, lost or tripped.

Simulated times are short (minutes): what a disturbance ends in is asserted where an area has tests
of its own (methanol loop, ammonia loop, products, whole plant).
"""

import pytest
from tests.plants import (
    COARSE,
    PARTS,
    assert_sound,
    machines_of,
    model_of,
    move_setpoint,
    plant_of,
    supplies_of,
    within,
)

from twin_simulator import Run

# those of the methanol loop are moved, at greater length, in `test_disturbances`
CONTROLLERS = [
    (name, c) for name in PARTS if name != "methanol" for c in plant_of(name).controllers
]
SUPPLIES = [(name, supply) for name in PARTS for supply in supplies_of(name)]
MACHINES = [(name, machine) for name in PARTS for machine in machines_of(name)]
LONG, HOUR = 900.0, 3600.0  # s
# settle later than their description promises: a heater at the end of its valve; make-up water
# which replaces what evaporates
SLUGGISH = {"TIC-247", "LIC-242"}


def test_there_is_something_to_lose_everywhere():
    """A renamed kind would empty these lists."""
    assert {name for name, _ in SUPPLIES} == set(PARTS)
    assert len(MACHINES) >= 15


@pytest.mark.parametrize(("name", "controller"), CONTROLLERS)
def test_each_setpoint_is_reached(name, controller):
    """By its settling time, both ways; where that is long, down for a minute and then up.

    What settles in more than an hour has only come nearer by then.
    """
    model, c = model_of(name), plant_of(name).controllers[controller]
    for factor in (0.95, 1.05):
        run = Run.at_design(model, scan=COARSE)
        target = within(c.setpoint * factor, c.setpoint_low, c.setpoint_high)
        move_setpoint(run, controller, target)
        brief = c.settle_s > LONG and factor < 1
        run.step(60.0 if brief else min(c.settle_s, HOUR))
        assert_sound(run, model)
        assert run.tripped == []
        left = _missing(c, run.values()[c.reads] - target)
        if not brief:
            late = controller in SLUGGISH or c.settle_s > HOUR
            assert left <= (abs(c.setpoint - target) if late else c.tolerance)


def _missing(controller, error):
    """How far a controller is from what it promises; one that limits acts on one side only."""
    if controller.kind != "limit":
        return abs(error)
    return max(error if controller.action == "direct" else -error, 0.0)


@pytest.mark.parametrize("name", PARTS)
def test_all_controllers_in_manual_keep_the_plant_where_it_is(name):
    model, plant = model_of(name), plant_of(name)
    run = Run.at_design(model)
    for controller in plant.controllers:
        run.write(f"{controller}.MODE", 0.0)
    run.step(120.0)
    assert_sound(run, model)
    values = run.values()
    for controller in plant.controllers.values():
        tag = plant.tags[controller.reads]
        assert values[tag.name] == pytest.approx(tag.design, abs=1e-3 * (tag.high - tag.low))


@pytest.mark.parametrize(("name", "controller"), CONTROLLERS)
def test_each_actuator_may_be_driven_to_both_ends(name, controller):
    model = model_of(name)
    for output in (100.0, 0.0):
        run = Run.at_design(model)
        run.write(f"{controller}.MODE", 0.0)
        run.write(f"{controller}.OP", output)
        run.step(90.0)
        assert_sound(run, model)


@pytest.mark.parametrize(("name", "supply"), SUPPLIES)
def test_each_supply_may_be_lost_and_come_back(name, supply):
    model = model_of(name)
    run = Run.at_design(model)
    before = plant_of(name).equipment[supply].parameters["pressure"]
    for pascal in (0.95e5, before):
        run.set_parameter(f"{supply}.pressure", pascal)
        run.step(60.0)
        assert_sound(run, model)


@pytest.mark.parametrize(("name", "machine"), MACHINES)
def test_each_machine_may_trip_and_be_reset(name, machine):
    model = model_of(name)
    run = Run.at_design(model)
    run.trip(machine)
    run.step(120.0)
    assert_sound(run, model)
    run.reset()
    run.step(60.0)
    assert_sound(run, model)
