"""The driver's steam: head of the steam tables, and how flow follows valve and pressures."""

import pytest

from twin_simulator.fluid import gas, superheated
from twin_simulator.properties.components import NITROGEN
from twin_simulator.units.steam_turbine import SteamTurbine


def _turbine(inlet_bar=40.0, exhaust_bar=5.0, opening=1.0):
    return SteamTurbine(
        inlet=superheated(inlet_bar * 1e5, 673.15),
        exhaust=gas(exhaust_bar * 1e5, 298.15, NITROGEN),
        opening=opening,
        rated_flow=20.0,
        efficiency=0.75,
    )


@pytest.mark.parametrize(("exhaust_bar", "kilojoules"), [(5.0, 488.0), (0.15, 1021.0)])
def test_the_isentropic_head_is_that_of_the_steam_tables(exhaust_bar, kilojoules):
    """From 40 bar and 400 degC, IAPWS-IF97."""
    head = float(_turbine(exhaust_bar=exhaust_bar).isentropic_head)
    assert head / 1e3 == pytest.approx(kilojoules, abs=4.0)


def test_flow_follows_the_opening_and_the_inlet_pressure():
    full = float(_turbine().mass_flow)
    assert full == pytest.approx(20.0, rel=0.01)
    assert float(_turbine(opening=0.5).mass_flow) == pytest.approx(full / 2)
    assert float(_turbine(inlet_bar=20.0).mass_flow) == pytest.approx(0.49 * full, rel=0.01)


def test_without_a_drop_or_with_shut_valves_nothing_flows():
    for turbine in (_turbine(inlet_bar=5.0), _turbine(inlet_bar=1.0), _turbine(opening=0.0)):
        assert float(turbine.mass_flow) == 0.0
        assert float(turbine.power) == 0.0


def test_what_the_shaft_takes_is_missing_in_the_exhaust():
    turbine = _turbine()
    flows = turbine.flows
    lost = float(flows["steam"].enthalpy - flows["exhaust"].enthalpy)
    assert lost == pytest.approx(float(turbine.power))
    assert lost == pytest.approx(20.0 * 488e3 * 0.75, rel=0.01)
