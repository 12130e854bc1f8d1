"""All compared cases."""

from __future__ import annotations

from twin_simulator.validation import bench_reactor, phase_equilibrium, steam_tables
from twin_simulator.validation.line import ValidationLine


def validate() -> list[ValidationLine]:
    """Runs every case; takes about a second."""
    return [*bench_reactor.lines(), *phase_equilibrium.lines(), *steam_tables.lines()]
