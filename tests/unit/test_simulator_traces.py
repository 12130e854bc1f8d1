"""What an area has no state for leaves the balance where it enters, and nothing else does."""

import casadi as ca
import numpy as np
import pytest
from tests.plants import model_of

from twin_simulator import Run
from twin_simulator.balance import TERMS, Balance
from twin_simulator.medium import Medium
from twin_simulator.properties.components import COMPONENTS, H2, H2O, H2S, N2, O2, by_component
from twin_simulator.units.fired_reformer import FiredReformer
from twin_simulator.units.gas_cooler import GasCooler

SULFUR = TERMS.index("S")


def test_strange_is_what_a_medium_has_no_place_for():
    medium = Medium(species=(H2, N2))
    found = medium.strange(by_component({H2: 1.0, N2: 2.0, H2S: 3.0})).full().ravel()
    assert found[H2S] == 3.0
    assert np.count_nonzero(found) == 1


def test_nothing_is_strange_to_a_medium_of_all_components():
    assert Medium().strange(ca.SX.sym("n", len(COMPONENTS))) == 0
    assert Medium(species=(H2, H2O)).strange(by_component({H2O: 1.0})) == 0


def test_behind_a_water_inlet_there_is_water_whatever_the_area_holds():
    cooler = GasCooler({}, Medium(species=(H2, N2)))
    assert cooler.behind("water_inlet").strange(by_component({H2O: 1.0})) == 0
    assert float(cooler.behind("hot_inlet").strange(by_component({H2O: 1.0}))[H2O]) == 1.0


def test_behind_a_burner_there_is_flue_gas():
    reformer = FiredReformer({}, Medium(species=(H2, H2O, H2S)))
    air = by_component({O2: 1.0, N2: 4.0})
    assert reformer.behind("air").strange(air) == 0
    assert float(ca.sum1(reformer.behind("feed").strange(air))) == 5.0
    assert float(reformer.behind("feed").strange(by_component({H2S: 1.0}))[H2S]) == 1.0


@pytest.fixture(scope="module")
def poisoned():
    """Reforming whose zinc oxide lets much of its sulfur pass."""
    model = model_of("reforming")
    run = Run.at_design(model)
    bed = next(e.id for e in model.plant.equipment.values() if e.kind.endswith("zinc_oxide"))
    run.set_parameter(f"{bed}.activity", 1e-4)
    run.step(60.0)
    return model, run


def test_sulfur_which_passes_the_oxide_is_counted_out(poisoned):
    model, run = poisoned
    f = model.flowsheet
    at_design = (model.design.x, model.design.u, f.nominal)
    inflow = ca.Function("inflow", [f.x, f.u, f.p], [f.amounts_inflow[H2S]])
    before, after = (float(inflow(*point)) for point in (at_design, run.point))
    assert after < 0.5 * before


def test_elements_and_energy_still_close(poisoned):
    model, run = poisoned
    stored, inflow = (
        np.asarray(term).ravel() for term in Balance.of(model.flowsheet).terms(*run.point)
    )
    assert stored[SULFUR] == pytest.approx(inflow[SULFUR], abs=1e-12)
    assert np.max(np.abs(Balance.of(model.flowsheet).imbalance(*run.point))) < 1e-10
