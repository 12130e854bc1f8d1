"""Compression and ammonia loop: at rest, in balance, and alive through every loss."""

import casadi as ca
import numpy as np
import pytest
from tests.plants import COARSE, model_of, plant_of

from twin_simulator import Run
from twin_simulator.balance import Balance
from twin_simulator.properties.components import ATOMS

PLANT = plant_of("ammonia_loop")
SUPPLIES = [tag for tag, known in PLANT.tags.items() if known.boundary and tag.startswith("PT")]


@pytest.fixture(scope="module")
def model():
    return model_of("ammonia_loop")


def _sound(model, run):
    x = run.point[0]
    assert np.isfinite(x).all()
    assert (x[model.variables.positive > 0] > 0).all()
    assert np.isfinite(list(run.values().values())).all()


def test_the_design_point_makes_518_tons_a_day(model):
    values = Run.at_design(model).values()
    assert model.design.residual < 1e-8
    assert values["FT-408"] * 86.4 == pytest.approx(518.0, rel=0.01)
    assert values["AT-408"] > 99.5


def test_elements_and_energy_balance(model):
    f = model.flowsheet
    run = Run.at_design(model)
    run.write("FIC-301.SP", 6.0)
    run.trip("PV-403")
    run.step(60.0)
    for point in ((model.design.x, model.design.u, f.nominal), run.point):
        assert np.max(np.abs(Balance.of(f).imbalance(*point))) < 1e-12
    net = ca.Function("net", [f.x, f.u, f.p], [ATOMS @ f.amounts_inflow])
    out = net(model.design.x, model.design.u, f.nominal).full().ravel()
    assert np.max(np.abs(out)) < 1e-3  # mol/s, of about 1500 H and 400 N which come in


@pytest.mark.parametrize("name", PLANT.controllers)
def test_manual_makes_no_bump(model, name):
    run = Run.at_design(model)
    run.write(f"{name}.MODE", 0.0)
    run.step(600.0)
    tag = PLANT.tags[PLANT.controllers[name].reads]
    assert run.values()[tag.name] == pytest.approx(tag.design, abs=0.01 * (tag.high - tag.low))


@pytest.mark.parametrize("tag", SUPPLIES)
def test_each_supply_may_be_lost(model, tag):
    run = Run.at_design(model, scan=COARSE)
    run.drive({tag: 1.0})
    run.step(1800.0)
    _sound(model, run)


def test_a_lost_supply_recycles_all_gas_and_stops_production(model):
    run = Run.at_design(model, scan=COARSE)
    run.drive({"PT-300": 1.0})
    run.step(3600.0)
    values = run.values()
    assert values["FT-301"] == pytest.approx(0.0, abs=1e-3)
    assert values["FT-303"] > 1.0
    assert values["FFT-301"] > 1.0
    assert values["PT-407"] < 100.0


@pytest.mark.parametrize("machine", ["C-301", "C-401"])
def test_a_tripped_machine_stops_the_supply(model, machine):
    run = Run.at_design(model, scan=COARSE)
    run.trip(machine)
    run.step(1800.0)
    _sound(model, run)
    assert "UZ-306" in run.tripped
    assert run.values()["FT-301"] == pytest.approx(0.0, abs=1e-2)


def test_the_loop_comes_back_after_the_compressor_tripped(model):
    """The second reset releases the anti-surge valve, which opened while the speed rose."""
    run = Run.at_design(model, scan=COARSE)
    run.trip("C-301")
    for _ in range(2):
        run.step(300.0)
        run.reset()
    run.step(6 * 3600.0)
    assert run.tripped == []
    assert run.values()["FT-408"] == pytest.approx(5.99, abs=0.1)


@pytest.mark.parametrize(
    ("boundary", "answers"),
    [
        ({"TT-408": 30.0}, {"TIC-406.OP": 1, "FT-405": 1}),
        ({"AT-300C": 1.6}, {"AT-401D": 1, "PT-407": 1}),
        ({"PT-300": 27.0}, {"FIC-301.OP": -1}),
        ({"PT-406": 2.2}, {"PIC-403.OP": 1}),
    ],
)
def test_boundaries_move_the_loop_the_right_way(model, boundary, answers):
    run = Run.at_design(model, scan=COARSE)
    before = run.values()
    run.drive(boundary)
    run.step(3600.0)
    after = run.values()
    for tag, sign in answers.items():
        assert sign * (after[tag] - before[tag]) > 0, tag


def test_less_active_catalyst_needs_more_pressure(model):
    run = Run.at_design(model, scan=COARSE)
    before = run.values()["PT-407"]
    run.set_parameter("R-403.activity", 0.7)
    run.step(4 * 3600.0)
    assert run.values()["PT-407"] > before + 0.5
