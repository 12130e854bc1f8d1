"""Holes, safety valves and broken tubes: what leaves is missing inside, to the last bit."""

import casadi as ca
import numpy as np
import pytest
from tests.plants import model_of, plant_of

from twin_schemas.faults import Fault, FaultError, nozzle_of, targets, tube_of
from twin_simulator import Run
from twin_simulator.emergency import Opening, opened
from twin_simulator.properties.components import ATOMS, COMPONENTS, MOLAR_MASS

HOLE = {"diameter": 20.0, "discharge": 0.61, "length": 100.0}
TUBE = {"diameter": 15.0, "discharge": 0.61, "tubes": 2.0}


def _openings(name: str) -> list[Opening]:
    """A hole in everything that can have one, and a broken tube in all that has tubes."""
    plant = plant_of(name)
    holes = [
        Opening(name=t, kind="hole", nozzle=nozzle_of(plant, t), water=None, numbers=HOLE)
        for t in targets(plant, "opening")
    ]
    tubes = [
        Opening(name=f"{t} tube", kind="tube_rupture", nozzle=a, water=b, numbers=TUBE)
        for t in targets(plant, "opening", "tube")
        for a, b in [tube_of(plant, t)]
    ]
    return [*holes, *tubes]


# every part was tried (2026-11-27); these have all kinds of nozzles but reactors of ammonia
@pytest.mark.parametrize("name", ["methanol", "shift", "steam", "ammonia_storage"])
def test_what_comes_out_is_missing_inside(name):
    model, openings = model_of(name), _openings(name)
    f, found = model.flowsheet, opened(model, openings)
    x, u = model.design.x, model.design.u
    p = np.concatenate([f.nominal, np.ones(len(openings))])
    held = ca.vertcat(ATOMS @ f.amounts, f.energy)
    slope = ca.Function("slope", [f.x, f.u, f.p], [ca.jacobian(held, f.x)])(x, u, f.nominal)
    extra = np.asarray(found.system.rates(x, u, p) - model.system.rates(x, u, f.nominal)).ravel()
    missing = np.asarray(slope @ extra).ravel()
    releases = found.look(x, u, p).values()
    kilograms = sum(_amounts(one.fractions, one.mass_flow) for one in releases)
    lost = np.append(np.asarray(ATOMS @ kilograms).ravel(), sum(r.enthalpy_flow for r in releases))
    scale = np.append(np.abs(lost[:-1]).max() * np.ones(len(lost) - 1), 1e-3 * sum(kilograms) * 1e6)
    assert np.abs((missing + lost) / scale).max() < 1e-9
    for one in releases:
        assert one.mass_flow >= 0
        assert one.entering >= 0


def _amounts(fractions, mass_flow):
    masses = np.array([fractions.get(c, 0.0) for c in COMPONENTS]) * mass_flow
    return masses / np.asarray(MOLAR_MASS).ravel()


def test_a_hole_takes_from_its_vessel_what_comes_out():
    run = Run.at_design(model_of("ammonia_storage"), sensors=True, scan=1.0)
    run.inject(Fault(name="hole", kind="hole", target="V-651", parameters={"diameter": 15.0}))
    run.step(10.0)
    shut = {"FV-650": 0.0, "FV-651": 0.0}
    for valve in shut:
        run.trip(valve)
    run.step(20.0)
    before, lost = _held(run), 0.0
    for _ in range(100):
        lost += run.releases()["hole"].mass_flow * run.scan
        run.step(run.scan)
    assert lost > 20.0
    assert before - _held(run) == pytest.approx(lost, rel=0.02)


def _held(run):
    place = run.model.variables.states.index("V-651.n.NH3")
    return run.point[0][place] * 17.031e-3


def test_a_snapshot_with_an_opening_goes_on_bit_by_bit():
    run = Run.at_design(model_of("methanol"), sensors=True, scan=1.0)
    hole = Fault(name="hole", kind="hole", target="S-104", parameters={"diameter": 40.0}, ramp=5.0)
    run.inject(hole)
    run.step(10.0)
    again = run.restored(run.snapshot())
    for each in (run, again):
        each.step(20.0)
    assert run.snapshot() == again.snapshot()
    assert run.releases()["hole"].mass_flow > 1.0
    run.clear("hole")
    run.step(5.0)
    assert run.releases() == {}


def test_water_enters_the_process_through_a_broken_tube():
    run = Run.at_design(model_of("shift"), sensors=True, scan=1.0)
    before = run.values()
    tube = {"diameter": 4.0}
    run.inject(Fault(name="tube", kind="tube_rupture", target="E-222", parameters=tube))
    run.step(60.0)
    found, after = run.releases()["tube"], run.values()
    assert 0.3 < found.entering < 1.0
    assert found.superheat > 10.0
    assert found.mass_flow == 0.0
    assert after["TT-226"] < before["TT-226"] - 5.0


def test_more_water_than_the_gas_takes_up_is_noticed():
    run = Run.at_design(model_of("shift"), sensors=True, scan=1.0)
    tube = {"diameter": 25.0, "tubes": 3.0}
    run.inject(Fault(name="tube", kind="tube_rupture", target="E-222", parameters=tube))
    run.step(20.0)
    assert run.releases()["tube"].superheat < 0.0


def test_a_safety_valve_opens_above_its_set_pressure():
    run = Run.at_design(model_of("methanol"), sensors=True, scan=1.0)
    numbers = {"diameter": 30.0}
    for name, bar in (("shut", 52.0), ("open", 44.0)):
        numbers = {"diameter": 30.0, "set_pressure": bar}
        target = "V-101" if name == "shut" else "S-113"
        run.inject(Fault(name=name, kind="safety_valve", target=target, parameters=numbers))
    run.step(2.0)
    flows = {name: one.mass_flow for name, one in run.releases().items()}
    assert flows["shut"] == 0.0
    assert flows["open"] > 0.5


def test_what_holds_no_water_has_no_tubes_to_break():
    assert tube_of(plant_of("natural_gas"), "E-181") is None
    run = Run.at_design(model_of("natural_gas"), sensors=True)
    numbers = {"diameter": 10.0}
    with pytest.raises(FaultError, match="'E-181' is no pipe or piece of equipment"):
        run.inject(Fault(name="x", kind="tube_rupture", target="E-181", parameters=numbers))
