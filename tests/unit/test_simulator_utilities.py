"""An area without air or power, and a machine without its drive."""

import numpy as np
import pytest
from tests.plants import model_of, plant_of

from twin_schemas.faults import Fault
from twin_simulator import Run
from twin_simulator.emulation.actuators import Actuators
from twin_simulator.emulation.staged import Staged


def _broken(kind: str, target: str) -> Run:
    run = Run.at_design(model_of("ammonia_storage"), sensors=True, scan=1.0)
    run.write("FIC-657.SP", 20.0)
    run.step(30.0)
    run.inject(Fault(name="x", kind=kind, target=target))
    run.step(30.0)
    return run


def _at(run: Run, actuator: str) -> float:
    return float(run.point[1][run.model.variables.inputs.index(actuator)])


def test_valves_without_air_go_to_where_they_fail_and_machines_run_on():
    run = _broken("instrument_air_lost", "ammonia_storage")
    assert {_at(run, name) for name in ("FV-650", "FV-651", "FV-653", "PV-651")} == {0.0}
    assert _at(run, "P-652") > 0.1
    run.clear("x")
    run.step(30.0)
    assert _at(run, "FV-650") > 0.1


def test_machines_without_power_run_down_and_valves_stay_in_control():
    run = _broken("power_lost", "ammonia_storage")
    assert {_at(run, name) for name in ("P-651", "P-652")} == {0.0}
    assert run.values()["ST-652"] < 30.0
    assert _at(run, "FV-650") > 0.1


def test_one_machine_loses_its_drive():
    run = _broken("drive_lost", "P-652")
    assert _at(run, "P-652") == 0.0
    assert run.values()["FT-657"] < 5.0


def test_a_turbine_needs_no_power():
    equipment = plant_of("ammonia_loop").equipment
    fault = Fault(name="x", kind="power_lost", target="ammonia_compression")
    running, names = np.array([0.8]), ("C-301",)
    assert equipment["C-301"].parameters["steam_flow"]
    staged = [Staged(fault=fault, since=0.0)]
    assert Actuators(names, equipment).scan(running, running, 1.0, staged, 1.0) == running


@pytest.mark.parametrize("target", ["FV-650", "TK-651"])
def test_only_machines_have_drives(target):
    run = Run.at_design(model_of("ammonia_storage"), sensors=True)
    with pytest.raises(ValueError, match=r"there are: P-651, P-652|did you mean"):
        run.inject(Fault(name="x", kind="drive_lost", target=target))
