"""The model meets published figures; each line tells source, deviation and tolerance.

Deviations on 2026-11-23: bench reactor exit CH3OH -2.0 %, CO +2.4 %, CO2 +0.3 %, H2O +0.1 %,
temperature +2.0 K; the shift turns round at 4.3 mm instead of 3 mm (see bench_reactor on why
positions are uncertain). Methanol/water boils within 0.5 K, vapour within 1 %.
"""

import pytest
from tests.model.compared import ON_THEIR_OWN, lines_of

from twin_schemas.plant.kinds import KINDS
from twin_simulator.validation import FAMILIES
from twin_simulator.validation.bench_reactor import profile


@pytest.mark.parametrize("family", ON_THEIR_OWN)
def test_published_figures_are_met_or_the_deviation_explained(family):
    """A known deviation which is one no more is to be struck off."""
    lines = lines_of(family)
    assert lines
    assert all(line.source for line in lines)
    wrong = [line for line in lines if line.passed == bool(line.known)]
    told = [f"{w.case}: {w.computed} {w.unit}, published {w.published}" for w in wrong]
    assert told == []


def test_families_touch_kinds_which_exist():
    assert {kind for family in FAMILIES for kind in family.kinds} <= set(KINDS)
    assert len({family.name for family in FAMILIES}) == len(FAMILIES)


def test_carbon_monoxide_rises_before_it_falls():
    """The text of Vanden Bussche and Froment 1996 on figure 5: the reverse shift runs first."""
    monoxide = profile().composition[1]
    assert monoxide.max() > monoxide[0] + 5e-4
    assert monoxide[-1] < monoxide[0]


def test_the_bench_reactor_ends_at_equilibrium():
    computed = profile()
    assert computed.temperature[-1] - computed.temperature[-300] < 0.05
