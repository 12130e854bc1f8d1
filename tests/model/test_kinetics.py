"""The rate equations vanish at equilibrium and agree with thermodynamics."""

import casadi as ca
import numpy as np
import pytest
from scipy.optimize import fsolve

from twin_simulator.kinetics import methanol
from twin_simulator.properties import ideal_gas
from twin_simulator.properties.components import (
    CH3OH,
    CH4,
    CO,
    CO2,
    GAS_CONSTANT,
    H2,
    H2O,
    N2,
    by_component,
)
from twin_simulator.validation.plug_flow import adiabatic_profile

FEED = by_component({H2: 0.70, CO: 0.15, CO2: 0.08, CH4: 0.03, N2: 0.04}).full().ravel()
STOICHIOMETRY = methanol.STOICHIOMETRY.full()


def _equilibrium(kelvin, pascal):
    """Solves both mass action laws for the extents, without the rate equations."""

    def distance(extents):
        p = FEED + STOICHIOMETRY @ extents
        p = p / p.sum() * pascal / 1e5
        first = p[CH3OH] * p[H2O] / (p[CO2] * p[H2] ** 3)
        second = p[CO] * p[H2O] / (p[CO2] * p[H2])
        return [
            first / float(methanol.methanol_equilibrium(kelvin)) - 1,
            second / float(methanol.shift_equilibrium(kelvin)) - 1,
        ]

    amounts = FEED + STOICHIOMETRY @ fsolve(distance, [0.05, -0.02], xtol=1e-13)
    assert (amounts >= 0).all()
    return amounts / amounts.sum() * pascal


@pytest.mark.parametrize("kelvin", [480.0, 510.0, 540.0])
def test_rates_vanish_at_equilibrium(kelvin):
    at_rest = methanol.rates(ca.DM(_equilibrium(kelvin, 50e5)), kelvin)
    fresh = methanol.rates(ca.DM(FEED * 50e5), kelvin)
    assert np.max(np.abs(at_rest.full())) < 1e-8 * np.max(np.abs(fresh.full()))


def test_methanol_forms_in_fresh_gas_and_decomposes_in_pure_product():
    assert float(methanol.rates(ca.DM(FEED * 50e5), 510.0)[0]) > 0
    product = by_component({H2: 5.0, CO2: 1.0, H2O: 22.0, CH3OH: 22.0}) * 1e5
    assert float(methanol.rates(product, 510.0)[0]) < 0


@pytest.mark.parametrize("kelvin", [460.0, 500.0, 550.0])
def test_graafs_constants_agree_with_thermodynamics(kelvin):
    """Within 40 % (about 0.35 in ln K): the constants are fits, the NASA data another source."""
    gibbs = ideal_gas.enthalpy(kelvin) - kelvin * ideal_gas.entropy(kelvin)
    change = STOICHIOMETRY.T @ gibbs.full().ravel()
    expected = np.exp(-change / (GAS_CONSTANT * kelvin))
    used = [float(methanol.methanol_equilibrium(kelvin)), float(methanol.shift_equilibrium(kelvin))]
    np.testing.assert_allclose(used, expected, rtol=0.4)


def test_a_long_bed_reaches_equilibrium():
    profile = adiabatic_profile(FEED * 1e-3, 500.0, 50e5, 0.5)
    partial = profile.composition[:, -1] * 50e5
    rates = methanol.rates(ca.DM(partial), float(profile.temperature[-1])).full()
    fresh = methanol.rates(ca.DM(FEED * 50e5), 500.0).full()
    assert np.max(np.abs(rates)) < 1e-4 * np.max(np.abs(fresh))
