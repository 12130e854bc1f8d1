"""An equilibrium stage, the pump and the first guess of a column."""

from itertools import pairwise

import casadi as ca
import numpy as np
import pytest

from twin_simulator.fluid import solution
from twin_simulator.medium import Medium
from twin_simulator.properties.components import CH3OH, CO2, GAS_CONSTANT, H2O, by_component
from twin_simulator.properties.phase_equilibrium import equilibrium_pressures
from twin_simulator.units.pump import Pump
from twin_simulator.units.stage import Stage, stepped_up
from twin_simulator.units.unit import Context

MEDIUM = Medium(species=(CO2, H2O, CH3OH))


def _stage(*moles, kelvin=345.0, volume=3.0):
    temperature = ca.SX.sym("T")
    stage = Stage(
        held=ca.DM(list(moles)), temperature=temperature, volume=volume, metal=1e6, medium=MEDIUM
    )

    def at(expression):
        return ca.Function("at", [temperature], [expression])(kelvin).full().ravel()

    return stage, at


def test_a_wetted_stage_stands_at_the_pressure_of_its_liquid():
    stage, at = _stage(0.0, 4000.0, 6000.0)
    liquid = ca.DM(at(stage.solution.composition))
    expected = float(ca.sum1(equilibrium_pressures(liquid, 345.0)))
    assert at(stage.pressure)[0] == pytest.approx(expected, rel=1e-3)


def test_a_dry_stage_obeys_the_gas_law():
    stage, at = _stage(3.0, 1e-3, 1e-3)
    assert at(stage.pressure)[0] == pytest.approx(3.002 * GAS_CONSTANT * 345.0 / 3.0, rel=1e-3)
    assert at(stage.liquid_volume)[0] < 1e-6


@pytest.mark.parametrize("moles", [(0.0, 1e-9, 1e-9), (1e-9, 0.0, 1e4), (50.0, 1e4, 0.0)])
def test_no_filling_breaks_a_stage(moles):
    stage, at = _stage(*moles)
    values = ca.vertcat(stage.pressure, stage.bottom.composition, stage.bottom.enthalpy)
    assert np.isfinite(at(values)).all()
    assert at(ca.sum1(stage.bottom.composition))[0] == pytest.approx(1.0)


def test_a_bottom_nozzle_draws_vapour_from_an_empty_stage():
    stage, at = _stage(3.0, 1e-6, 1e-6)
    assert at(stage.bottom.density)[0] == pytest.approx(at(stage.vapour.density)[0], rel=1e-3)


def test_steps_of_mccabe_and_thiele_rise_to_their_pinch():
    found = stepped_up(1e-3, 0.9, 1.4e5, 12)
    assert found[-1] == 1e-3
    assert all(above > below for above, below in pairwise(found))
    assert found[0] - found[1] < 0.01 * found[0]


def _pump_flow(speed, head):
    sizes = {"shut_off_work": 1000.0, "flow_area": 1e-3, "full_speed": 2950.0}
    pump = Pump({**sizes, "lift": 0.0, "efficiency": 0.7, "speed_time": 3.0}, MEDIUM)
    water = by_component({H2O: 1.0})
    suction = solution(1e5, 300.0, water)
    discharge = solution(1e5 + head * suction.density, 300.0, water)
    values = {"speed": speed, "head_factor": 1.0}
    context = Context(values=values, fluids={"inlet": suction, "outlet": discharge})
    return float(pump.flows(context)["outlet"].mass), float(suction.density)


def test_a_pump_runs_along_its_curve():
    flow, density = _pump_flow(1.0, 800.0)
    assert flow == pytest.approx(density * 1e-3 * (2 * 200.0) ** 0.5, rel=1e-4)


@pytest.mark.parametrize(("speed", "head"), [(0.0, 10.0), (0.5, 260.0), (1.0, 1e6)])
def test_a_pump_holds_back_what_it_can_not_lift(speed, head):
    assert _pump_flow(speed, head)[0] == 0.0


def test_half_the_speed_gives_half_the_flow_at_a_quarter_of_the_head():
    whole, half = _pump_flow(1.0, 800.0)[0], _pump_flow(0.5, 200.0)[0]
    assert half == pytest.approx(whole / 2, rel=1e-3)
