"""Every correlation gives the figure its source prints."""

import doctest
import importlib

import casadi as ca
import numpy as np
import pytest

from twin_simulator.properties import ideal_gas, steam
from twin_simulator.properties.components import MOLAR_MASS
from twin_simulator.properties.phase_equilibrium import activity_coefficients

CITED = [
    "twin_simulator.properties.ideal_gas",
    "twin_simulator.properties.steam",
    "twin_simulator.properties.liquid",
    "twin_simulator.properties.phase_equilibrium",
    "twin_simulator.kinetics.methanol",
    "twin_simulator.kinetics.ammonia",
    "twin_simulator.units.compressor_map",
    "twin_simulator.units.resistance",
    "twin_schemas.units",
    "twin_schemas.plant.isa",
]


@pytest.mark.parametrize("name", CITED)
def test_the_printed_figures_are_met(name):
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried > 0
    assert failed == 0


def test_heat_capacity_is_the_slope_of_enthalpy():
    t = ca.SX.sym("t")
    slope = ca.Function("slope", [t], [ca.jacobian(ideal_gas.enthalpy(t), t)])
    for kelvin in (300.0, 500.0, 900.0):
        expected = ideal_gas.heat_capacity(kelvin).full()
        np.testing.assert_allclose(slope(kelvin).full(), expected, rtol=1e-12)


def test_entropy_rises_by_heat_over_temperature():
    t = ca.SX.sym("t")
    slope = ca.Function("slope", [t], [ca.jacobian(ideal_gas.entropy(t), t) * t])
    np.testing.assert_allclose(
        slope(500.0).full(), ideal_gas.heat_capacity(500.0).full(), rtol=1e-12
    )


def test_steam_obeys_clausius_clapeyron():
    kelvin, step = 512.0, 1e-3
    slope = (
        float(steam.saturation_pressure(kelvin + step) - steam.saturation_pressure(kelvin - step))
        / 2
        / step
    )
    heat = float(steam.vapour_enthalpy(kelvin) - steam.liquid_enthalpy(kelvin))
    swelling = 1 / float(steam.vapour_density(kelvin)) - 1 / float(steam.liquid_density(kelvin))
    assert slope == pytest.approx(heat / kelvin / swelling, rel=1e-8)


def test_molar_masses_are_those_of_the_atoms():
    # NIST WebBook, g/mol, in the order of the components
    published = [2.01588, 28.0101, 44.0095, 16.0425, 28.0134, 18.0153, 32.0419]
    published += [17.0305, 39.948, 31.9988, 34.081, 119.1622, 48.107]
    np.testing.assert_allclose(MOLAR_MASS.full().ravel() * 1e3, published, rtol=2e-4)


def test_a_pure_liquid_has_activity_one():
    assert float(activity_coefficients(1.0, 330.0)[0]) == pytest.approx(1.0)
    assert float(activity_coefficients(0.0, 330.0)[1]) == pytest.approx(1.0)
