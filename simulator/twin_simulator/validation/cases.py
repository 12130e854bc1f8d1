"""All compared cases."""

from __future__ import annotations

from twin_simulator.validation import (
    bench_reactor,
    phase_equilibrium,
    pure_liquids,
    steam_tables,
    total_reflux,
)
from twin_simulator.validation.line import ValidationLine


def validate() -> list[ValidationLine]:
    """Runs every case; takes about a second."""
    cases = (bench_reactor, phase_equilibrium, pure_liquids, steam_tables, total_reflux)
    return [line for case in cases for line in case.lines()]
