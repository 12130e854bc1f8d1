"""The quick ones of the whole plant's cases; `make validate` computes all of them."""

import pytest
from tests.model.test_validation_record import RECORD
from tests.plants import WHOLE, model_of

from twin_simulator.validation import FAMILIES, plant_energy, plant_steps, whole_plant


@pytest.fixture(autouse=True)
def _built_once(monkeypatch):
    for module in (whole_plant, plant_energy, plant_steps):
        monkeypatch.setattr(module, "whole_plant", lambda: model_of(WHOLE))


def test_natural_gas_is_within_what_the_industry_takes():
    assert [line.result for line in plant_energy.lines()] == ["pass"] * 3


def test_heating_values_are_those_of_the_tables():
    """Lower ones, kJ/mol: CRC Handbook."""
    values = plant_energy.heating_values()
    assert values["CH4"] / 1e3 == pytest.approx(802.3, rel=2e-3)
    assert values["H2"] / 1e3 == pytest.approx(241.8, rel=2e-3)
    assert values["CO"] / 1e3 == pytest.approx(283.0, rel=2e-3)


def test_a_flow_loop_is_as_fast_as_flow_loops_are():
    assert 1.0 < plant_steps.rise_time("FIC-101", 0.03) < 30.0


def test_every_family_of_the_whole_plant_is_recorded():
    recorded = {line.family for line in RECORD}
    assert {family.name for family in FAMILIES} == recorded
