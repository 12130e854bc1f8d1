from __future__ import annotations

import math
from dataclasses import replace

from twin_agents.synchronizer import Synchronizer
from twin_schemas.messages import (
    Measurement,
    SimulatedValue,
)

MEASURED = Measurement(
    tag="FT-101",
    value=5.0,
    unit="kg/s",
    quality="good",
    source_time_ns=1,
    server_time_ns=2,
    ingest_time_ns=3,
    origin="plant",
    sequence=0,
)
SIMULATED = SimulatedValue(
    tag="FT-101",
    value=4.0,
    unit="kg/s",
    quality="uncertain",
    reason="x",
    time_ns=1,
    run_id="r",
    origin="model",
)


def test_the_residual_is_measured_minus_simulated_with_the_worse_quality():
    agent = Synchronizer()
    assert agent.handle(MEASURED) == []
    agent.handle(SIMULATED)
    (residual,) = agent.handle(MEASURED)
    assert (residual.residual, residual.quality, residual.time_ns) == (1.0, "uncertain", 1)


def test_a_residual_says_how_significant_it_is():
    agent = Synchronizer()
    agent.handle(replace(SIMULATED, expected=3.0, spread=0.25))
    (residual,) = agent.handle(MEASURED)
    assert (residual.residual, residual.significance, residual.spread) == (1.0, 8.0, 0.25)


def test_what_nobody_knows_the_spread_of_is_not_significant():
    agent = Synchronizer()
    agent.handle(SIMULATED)
    (residual,) = agent.handle(MEASURED)
    assert (residual.significance, residual.spread) == (0.0, 0.0)


def test_a_gap_has_no_residual():
    agent = Synchronizer()
    agent.handle(SIMULATED)
    assert agent.handle(replace(MEASURED, value=math.nan, quality="bad")) == []
