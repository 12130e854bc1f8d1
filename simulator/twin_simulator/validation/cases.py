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
from twin_simulator.validation.family import Family
from twin_simulator.validation.line import ValidationLine

_COLUMN = ("column.section", "reboiler.steam", "condenser.drum")
_TWO_PHASES = ("cooler.condensing", "separator.vle", "drum.flash", "tank.liquid", *_COLUMN)
_STEAM = ("drum.steam", "boiler.waste_heat", "reactor.methanol")
_REFORMING = ("reformer.primary", "reformer.secondary", "reactor.methanation")
_SHIFT = ("reactor.shift_high", "reactor.shift_low")

FAMILIES = (
    Family(name="methanol bench reactor", kinds=("reactor.methanol",), lines=bench_reactor.lines),
    Family(name="methanol/water boiling", kinds=_TWO_PHASES, lines=phase_equilibrium.lines),
    Family(name="pure liquids", kinds=_TWO_PHASES, lines=pure_liquids.lines),
    Family(name="steam tables", kinds=_STEAM, lines=steam_tables.lines),
    Family(name="total reflux", kinds=_COLUMN, lines=total_reflux.lines),
    Family(name="ammonia equilibrium", kinds=("reactor.ammonia",), lines=ammonia_equilibrium.lines),
    Family(
        name="reforming equilibrium",
        kinds=(*_REFORMING, *_SHIFT),
        lines=reforming_equilibrium.lines,
    ),
    Family(name="limit cycle", kinds=("reactor.ammonia",), lines=limit_cycle.lines),
)


def validate() -> list[ValidationLine]:
    """Runs every case which does not need the whole plant; takes a few seconds."""
    return [line for f in FAMILIES if not f.whole_plant for line in f.compared()]
