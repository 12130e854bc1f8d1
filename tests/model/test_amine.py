"""Carbon dioxide over the amine solution: its pressure rises with loading and temperature."""

import numpy as np
import pytest

from twin_simulator.properties import amine

WATER = 0.88  # mole fraction in a solution of about half MDEA by weight


def _pressures(loadings, kelvin):
    share = 1 - WATER
    return [float(amine.bound_volatility(a, WATER, kelvin)) * a * share for a in loadings]


@pytest.mark.parametrize("kelvin", [300.0, 320.0, 350.0, 390.0])
def test_pressure_rises_with_loading(kelvin):
    found = _pressures(np.linspace(0.0, 1.2, 40), kelvin)
    assert found[0] == 0.0
    assert (np.diff(found) > 0).all()


@pytest.mark.parametrize("loading", [0.05, 0.3, 0.7])
def test_pressure_rises_with_temperature_by_the_heat_of_absorption(loading):
    """Van 't Hoff's slope at 330 K is the heat which the column uses, within 5 %."""
    kelvins = np.linspace(298.0, 393.0, 30)
    found = [float(amine.bound_volatility(loading, WATER, t)) for t in kelvins]
    assert (np.diff(found) > 0).all()
    if loading == 0.05:
        low, high = (np.log(float(amine.bound_volatility(1e-4, WATER, t))) for t in (329.0, 331.0))
        slope = -(high - low) / (1 / 331.0 - 1 / 329.0) * 8.314462618
        assert slope == pytest.approx(amine.HEAT_OF_ABSORPTION, rel=0.05)


def test_what_finds_no_amine_is_as_volatile_as_over_water():
    assert float(amine.bound_volatility(5.0, WATER, 320.0)) < float(amine.henry_constant(320.0))
    assert float(amine.bound_volatility(5.0, WATER, 320.0)) > 0.9 * float(
        amine.henry_constant(320.0)
    )


@pytest.mark.parametrize("loading", [-1e-3, 0.0, 1.0, 50.0])
@pytest.mark.parametrize("water", [0.0, 1.0])
def test_it_stays_finite(loading, water):
    assert np.isfinite(float(amine.bound_volatility(loading, water, 320.0)))
