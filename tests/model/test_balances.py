"""Elements and energy are conserved in the methanol loop, at rest and in motion."""

import casadi as ca
import numpy as np
import pytest
from tests.plants import model_of

from twin_simulator import Run
from twin_simulator.balance import Balance
from twin_simulator.integration.reference import integrate
from twin_simulator.properties.components import ATOMS, COMPONENTS


@pytest.fixture(scope="module")
def model():
    return model_of("methanol")


@pytest.fixture(scope="module")
def moving(model):
    """A run in the middle of a strong disturbance."""
    run = Run.at_design(model)
    run.step(30.0)
    run.write("FIC-101.SP", 22.0)
    run.write("PIC-120.SP", 30.0)
    run.trip("TV-106")
    run.step(10.0)
    return run


def test_the_design_point_is_at_rest(model):
    assert model.design.residual < 1e-8


def test_elements_in_are_elements_out_at_rest(model):
    """Relative to the throughput of each element."""
    f = model.flowsheet
    point = (model.design.x, model.design.u, f.nominal)
    net = ca.Function("net", [f.x, f.u, f.p], [ATOMS @ f.amounts_inflow])
    # make-up gas brings in about 380 mol/s C, 2000 H, 485 O and 13 N, no sulphur or argon
    throughput = np.array([380.0, 2000.0, 485.0, 13.0, 1.0, 1.0])
    assert np.max(np.abs(net(*point).full().ravel()) / throughput) < 1e-5
    imbalance = Balance.of(f).imbalance(*point)
    assert np.max(np.abs(imbalance)) < 1e-12


def test_rates_of_change_balance_in_motion(model, moving):
    assert np.max(np.abs(Balance.of(model.flowsheet).imbalance(*moving.point))) < 1e-12


def test_a_transient_stores_what_flowed_in(model, moving):
    """Integrates a minute with CVODES, inflows as quadratures; relative to what flowed in."""
    f, (x, u, p) = model.flowsheet, moving.point
    held = Balance.of(f).held
    after, inflow = integrate(f, x, u, p, 60.0)
    components = len(COMPONENTS)
    stored = np.asarray(held(after, u, p) - held(x, u, p)).ravel()
    expected = np.append(ATOMS.full() @ inflow[:components], inflow[components])
    np.testing.assert_allclose(stored, expected, rtol=1e-8)
