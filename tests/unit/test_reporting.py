"""What a plant's server tells of each scan."""

from dataclasses import replace

import pytest
from tests.plants import plant_of

from twin_ops.reporting import Reporting

TAGS = plant_of("methanol").tags
FLOW, SETPOINT = "FT-101", "FIC-101.SP"
SCAN = 0.5


@pytest.fixture
def reporting():
    return Reporting({name: TAGS[name] for name in (FLOW, SETPOINT)})


def _told(reporting, scans, values=None, reasons=None):
    values = values or {FLOW: 20.0, SETPOINT: 20.0}
    return [set(reporting.due(values, reasons or {}, number * SCAN)) for number in scans]


def test_what_moves_is_told_each_second_and_what_stays_as_its_contract_asks(reporting):
    assert TAGS[SETPOINT].rate_s == 2.0
    told = _told(reporting, range(5))
    assert told == [{FLOW, SETPOINT}, set(), {FLOW}, set(), {FLOW, SETPOINT}]


def test_what_somebody_sets_is_told_at_once(reporting):
    _told(reporting, [0])
    assert _told(reporting, [1], {FLOW: 21.0, SETPOINT: 19.0}) == [{SETPOINT}]


def test_a_change_of_quality_is_told_at_once(reporting):
    _told(reporting, [0])
    assert _told(reporting, [1, 2], reasons={FLOW: "sensor failed"}) == [{FLOW}, set()]
    assert _told(reporting, [3]) == [{FLOW}]


def test_nothing_is_silent_for_longer_than_its_contract_allows():
    fast = Reporting({FLOW: replace(TAGS[FLOW], rate_s=SCAN)})
    assert _told(fast, range(3), {FLOW: 20.0}) == [{FLOW}] * 3
