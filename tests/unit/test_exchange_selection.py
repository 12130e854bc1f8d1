"""Tags that clients watch, and values as text that is encoded once."""

from __future__ import annotations

import json

import pytest
from tests.unit.exchange_setup import Setup, setup

from twin_agents.exchange.selection import Selections, matching

__all__ = ["setup"]
NAMES = ["FT-101", "FT-102", "PT-101", "[odd]"]
ALL = frozenset(NAMES)


@pytest.mark.parametrize(
    ("patterns", "wanted"),
    [
        (["*"], ALL),
        (["FT-*"], {"FT-101", "FT-102"}),
        (["?T-101"], {"FT-101", "PT-101"}),
        (["[FP]T-101"], {"FT-101", "PT-101"}),
        (["PT-101", "FT-1?2"], {"PT-101", "FT-102"}),
        (["T-101", "FT"], set()),
        ([], set()),
    ],
)
def test_a_pattern_fits_whole_names(patterns: list[str], wanted: set[str]):
    assert matching(patterns, NAMES) == wanted


def test_clients_with_the_same_patterns_and_rights_share_a_selection():
    selections = Selections(NAMES)
    first = selections.join(["FT-*"], ALL)
    assert selections.join(["FT-*"], ALL) is first
    assert selections.join(["FT-*"], ALL - {"FT-102"}).tags.names == ["FT-101"]
    for tag in (*NAMES, "unknown"):
        selections.update(tag)
    assert first.updates == 2


def test_what_nobody_watches_is_forgotten():
    selections = Selections(NAMES)
    left = selections.join(["*"], ALL)
    selections.leave(["*"], ALL)
    selections.update("FT-101")
    assert left.updates == 0
    assert selections.join(["*"], ALL) is not left


@pytest.mark.parametrize("quality", ["good", "uncertain", "bad"])
def test_the_text_of_a_value_says_the_same_as_the_value(setup: Setup, quality: str):
    values, clock = setup.exchange.values, setup.clock
    unknown = values.at("FT-102")
    assert unknown is not None
    assert json.loads(unknown.text(clock.now)) == unknown.shown(clock.now)
    for number in (1.0, 2.0):
        setup.report("FT-101", number, quality)
        known = values.at("FT-101")
        assert known is not None
        for later_s in (0.0, 0.25, 3.0, 60.0):  # at the end it is stale
            now = clock.now + int(later_s * 1e9)
            assert json.loads(known.text(now)) == known.shown(now)
            assert known.shown(now)["value"] == number
