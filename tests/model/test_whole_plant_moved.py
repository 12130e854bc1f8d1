"""The joined plant goes on, whatever is moved, lost or tripped in it.

Times are short: that each setpoint is reached is tested area by area in `test_plants_disturbed`;
here the question is whether the rest of the plant bears it.
"""

import pytest
from tests.plants import (
    WHOLE,
    assert_sound,
    machines_of,
    model_of,
    move_setpoint,
    plant_of,
    supplies_of,
    within,
)

from twin_simulator import Run

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
PLANT = plant_of(WHOLE)
MOVED, LOST, SCAN = 10.0, 20.0, 1.0  # s
# 50 mbar more in the tank take the gas from the refrigeration compressor: its surge interlock acts
TRIPS = {"PIC-651": ["UZ-454"]}


@pytest.mark.parametrize("controller", PLANT.controllers)
def test_each_setpoint_may_be_moved_both_ways(controller):
    model, c = model_of(WHOLE), PLANT.controllers[controller]
    run = Run.at_design(model, scan=SCAN)
    for factor in (1.05, 0.95):
        target = within(c.setpoint * factor, c.setpoint_low, c.setpoint_high)
        move_setpoint(run, controller, target)
        run.step(MOVED)
        assert_sound(run, model)
        assert run.tripped in ([], TRIPS.get(controller, []))


def test_all_controllers_in_manual_keep_the_plant_where_it_is():
    model, run = model_of(WHOLE), Run.at_design(model_of(WHOLE), scan=SCAN)
    for controller in PLANT.controllers:
        run.write(f"{controller}.MODE", 0.0)
    run.step(LOST)
    assert_sound(run, model)
    values = run.values()
    for controller in PLANT.controllers.values():
        tag = PLANT.tags[controller.reads]
        assert values[tag.name] == pytest.approx(tag.design, abs=1e-3 * (tag.high - tag.low))


@pytest.mark.parametrize("supply", supplies_of(WHOLE))
def test_each_supply_may_be_lost(supply):
    model, run = model_of(WHOLE), Run.at_design(model_of(WHOLE), scan=SCAN)
    run.set_parameter(f"{supply}.pressure", 0.95e5)
    run.step(LOST)
    assert_sound(run, model)


@pytest.mark.parametrize("machine", machines_of(WHOLE))
def test_each_machine_may_trip(machine):
    model, run = model_of(WHOLE), Run.at_design(model_of(WHOLE), scan=SCAN)
    run.trip(machine)
    run.step(LOST)
    assert_sound(run, model)
