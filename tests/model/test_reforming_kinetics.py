"""Reforming, shift and combustion: no rate at equilibrium, constants of thermodynamics, atoms."""

import casadi as ca
import numpy as np
import pytest
from scipy.optimize import fsolve

from twin_simulator.kinetics import combustion, reforming, shift
from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import (
    ATOMS,
    CH4,
    CO,
    CO2,
    COMPONENTS,
    GAS_CONSTANT,
    H2,
    H2O,
    N2,
    O2,
    by_component,
)

FEED = by_component({CH4: 0.2, H2O: 0.6, H2: 0.1, CO: 0.05, CO2: 0.05}).full().ravel()
ALL = {"reforming": reforming, "shift": shift, "combustion": combustion}


def _thermodynamic(stoichiometry, kelvin):
    """Equilibrium constant in bar from NASA polynomials."""
    enthalpy, entropy = (f(kelvin, hot=True) for f in (ideal_gas.enthalpy, ideal_gas.entropy))
    gibbs = (enthalpy - kelvin * entropy).full().ravel()
    return np.exp(-stoichiometry.full().T @ gibbs / (GAS_CONSTANT * kelvin))


def _equilibrium(kelvin, pascal):
    """Solves two mass action laws for the logarithms of the amounts' extents, without rates."""
    reactions = reforming.STOICHIOMETRY.full()[:, :2]
    constants = (
        float(reforming.reforming_equilibrium(kelvin)),
        float(reforming.shift_equilibrium(kelvin)),
    )

    def distance(extents):
        n = FEED + reactions @ extents
        p = n / n.sum() * pascal / 1e5
        return [
            p[CO] * p[H2] ** 3 - constants[0] * p[CH4] * p[H2O],
            p[CO2] * p[H2] - constants[1] * p[CO] * p[H2O],
        ]

    amounts = FEED + reactions @ fsolve(distance, [0.03, 0.0], xtol=1e-13)
    assert (amounts >= 0).all()
    return ca.DM(amounts / amounts.sum() * pascal)


@pytest.mark.parametrize("kelvin", [800.0, 950.0, 1100.0])
def test_reforming_vanishes_at_equilibrium(kelvin):
    """But for the hydrogen (0.02 bar) which keeps the rates finite without any."""
    at_rest = reforming.rates(_equilibrium(kelvin, 25e5), kelvin).full()
    fresh = reforming.rates(ca.DM(FEED * 25e5), kelvin).full()
    assert np.max(np.abs(at_rest)) < 0.02 * np.max(np.abs(fresh))


@pytest.mark.parametrize("rate", [shift.iron_rate, shift.copper_rate])
@pytest.mark.parametrize("kelvin", [500.0, 600.0, 700.0])
def test_shift_vanishes_at_equilibrium_and_turns_round(rate, kelvin):
    constant = float(reforming.shift_equilibrium(kelvin))
    y = {CO: 0.05, H2O: 0.3, H2: 0.4, N2: 0.1}
    carbon_dioxide = constant * y[CO] * y[H2O] / y[H2]
    fresh = float(rate(by_component({**y, CO2: 0.0}) * 25e5, kelvin))
    at_rest, beyond = (
        float(rate(by_component({**y, CO2: carbon_dioxide * share}) * 25e5, kelvin))
        for share in (1.0, 1.2)
    )
    assert fresh > 0
    assert abs(at_rest) < 1e-12 * fresh
    assert beyond < 0


@pytest.mark.parametrize("kelvin", [600.0, 800.0, 1000.0, 1200.0])
def test_the_constants_agree_with_thermodynamics(kelvin):
    """Within 15 % (6 % from 700 K on): fits of two parameters, not quite linear in 1/T."""
    expected = _thermodynamic(reforming.STOICHIOMETRY[:, :2], kelvin)
    used = [
        float(reforming.reforming_equilibrium(kelvin)),
        float(reforming.shift_equilibrium(kelvin)),
    ]
    np.testing.assert_allclose(used, expected, rtol=0.15 if kelvin < 700 else 0.06)


@pytest.mark.parametrize("module", ALL.values(), ids=list(ALL))
def test_reactions_conserve_the_elements(module):
    assert np.max(np.abs((ATOMS @ module.STOICHIOMETRY).full())) < 1e-12


def test_burning_takes_fuel_and_oxygen_and_gives_off_heat():
    gas = by_component({CH4: 1.0, H2: 2.0, CO: 0.5, O2: 4.0, N2: 10.0})
    made = combustion.burnt(gas).full().ravel()
    assert np.max(np.abs(ATOMS.full() @ made)) < 1e-9
    assert (made[[CH4, H2, CO, O2]] < 0).all()
    assert (made[[CO2, H2O]] > 0).all()
    assert made @ ideal_gas.enthalpy(1200.0, hot=True).full().ravel() < 0


def test_nothing_burns_without_oxygen_and_little_burns_back():
    fuel = {CH4: 1.0, H2: 2.0, CO: 0.5, N2: 10.0}
    assert np.max(np.abs(combustion.burnt(by_component(fuel)).full())) == 0.0
    overdrawn = combustion.burnt(by_component({**fuel, O2: -1e-9})).full().ravel()
    assert overdrawn[O2] > 0


@pytest.mark.parametrize("kelvin", [250.0, 500.0, 1000.0, 1600.0])
@pytest.mark.parametrize("gas", [{N2: 1.0}, {CH4: 1.0}, {H2O: 1.0}, {H2: 1.0}, {CO: 1.0}])
def test_rates_and_slopes_stay_finite(kelvin, gas):
    p, t = ca.SX.sym("p", len(COMPONENTS)), ca.SX.sym("t")
    rates = ca.vertcat(reforming.rates(p, t), shift.iron_rate(p, t), shift.copper_rate(p, t))
    both = ca.Function("both", [p, t], [rates, ca.jacobian(rates, ca.vertcat(p, t))])
    for found in both(by_component(gas) * 25e5, kelvin):
        assert np.isfinite(found.full()).all()
