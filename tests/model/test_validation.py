"""The model meets published figures; each line tells source, deviation and tolerance.

Deviations on 2026-11-23: bench reactor exit CH3OH -2.0 %, CO +2.4 %, CO2 +0.3 %, H2O +0.1 %,
temperature +2.0 K; the shift turns round at 4.3 mm instead of 3 mm (see bench_reactor on why
positions are uncertain). Methanol/water boils within 0.5 K, vapour within 1 %.
"""

import pytest

from twin_schemas.plant.kinds import KINDS
from twin_simulator.validation import FAMILIES, validate
from twin_simulator.validation.bench_reactor import profile

LINES = validate()


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.case)
def test_the_published_figure_is_met_or_the_deviation_explained(line):
    """A known deviation which is one no more is to be struck off."""
    told = f"{line.case}: {line.computed} {line.unit}, published {line.published}"
    assert line.passed != bool(line.known), told
    assert line.source


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
