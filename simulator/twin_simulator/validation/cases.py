"""All compared cases."""

from __future__ import annotations

from twin_simulator.validation import (
    ammonia_equilibrium,
    bench_reactor,
    limit_cycle,
    phase_equilibrium,
    steam_tables,
)
from twin_simulator.validation.line import ValidationLine


def validate() -> list[ValidationLine]:
    """Runs every case; takes about two seconds."""
    return [
        *bench_reactor.lines(),
        *phase_equilibrium.lines(),
        *steam_tables.lines(),
        *ammonia_equilibrium.lines(),
        *limit_cycle.lines(),
    ]
