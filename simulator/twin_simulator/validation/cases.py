"""All compared cases."""

from __future__ import annotations

from twin_simulator.validation import (
    ammonia_equilibrium,
    bench_reactor,
    limit_cycle,
    phase_equilibrium,
    pure_liquids,
    reforming_equilibrium,
    steam_tables,
    total_reflux,
)
from twin_simulator.validation.line import ValidationLine

_CASES = (
    bench_reactor,
    phase_equilibrium,
    pure_liquids,
    steam_tables,
    total_reflux,
    ammonia_equilibrium,
    reforming_equilibrium,
    limit_cycle,
)


def validate() -> list[ValidationLine]:
    """Runs every case; takes a few seconds."""
    return [line for case in _CASES for line in case.lines()]
