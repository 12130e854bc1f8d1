"""All compared cases."""

from __future__ import annotations

from twin_simulator.validation import (
    ammonia_equilibrium,
    ammonia_liquid,
    bench_reactor,
    compression,
    converter_profile,
    industrial_methanol,
    industrial_reformer,
    limit_cycle,
    phase_equilibrium,
    plant_energy,
    plant_steps,
    pure_liquids,
    reaction_heats,
    reformer_profile,
    reformer_tube,
    reforming_equilibrium,
    shift_outlets,
    steam_tables,
    synthesis_equilibrium,
    total_reflux,
)
from twin_simulator.validation.family import Family
from twin_simulator.validation.line import ValidationLine

_COLUMN = ("column.section", "reboiler.steam", "condenser.drum")
_TWO_PHASES = ("cooler.condensing", "separator.vle", "drum.flash", "tank.liquid", *_COLUMN)
_STEAM = (
    *("drum.steam", "header.steam", "boiler.waste_heat", "reactor.methanol"),
    *("header.water", "tower.cooling"),
)
_REFORMING = ("reformer.primary", "reformer.secondary", "reactor.methanation")
_SHIFT = ("reactor.shift_high", "reactor.shift_low")

_REFORMER, _METHANOL, _AMMONIA = "reformer.primary", "reactor.methanol", "reactor.ammonia"
_MACHINES = (
    *("compressor", "compressor.one_stage", "compressor.two_stages"),
    *("compressor.three_stages", "compressor.four_stages"),
)
_COLD_AMMONIA = ("chiller.ammonia", "separator.vle", "boundary.ammonia", "tank.refrigerated")

FAMILIES = (
    Family(name="methanol bench reactor", kinds=(_METHANOL,), lines=bench_reactor.lines),
    Family(name="methanol converters", kinds=(_METHANOL,), lines=industrial_methanol.lines),
    Family(name="reformer tube", kinds=(_REFORMER,), lines=reformer_tube.lines),
    Family(name="reformer profile", kinds=(_REFORMER,), lines=reformer_profile.lines),
    Family(name="industrial reformers", kinds=(_REFORMER,), lines=industrial_reformer.lines),
    Family(
        name="reforming equilibrium",
        kinds=(*_REFORMING, *_SHIFT),
        lines=reforming_equilibrium.lines,
    ),
    Family(
        name="shift and methanation",
        kinds=(*_SHIFT, "reactor.methanation"),
        lines=shift_outlets.lines,
    ),
    Family(
        name="methanol constants",
        kinds=(_METHANOL,),
        lines=synthesis_equilibrium.methanol_lines,
    ),
    Family(
        name="ammonia constants",
        kinds=(_AMMONIA,),
        lines=synthesis_equilibrium.ammonia_lines,
    ),
    Family(name="ammonia equilibrium", kinds=(_AMMONIA,), lines=ammonia_equilibrium.lines),
    Family(name="ammonia converter", kinds=(_AMMONIA,), lines=converter_profile.lines),
    Family(name="limit cycle", kinds=(_AMMONIA,), lines=limit_cycle.lines),
    Family(
        name="reaction heats",
        kinds=(*_REFORMING, *_SHIFT, _METHANOL, _AMMONIA),
        lines=reaction_heats.lines,
    ),
    Family(name="compression", kinds=_MACHINES, lines=compression.lines),
    Family(name="methanol/water boiling", kinds=_TWO_PHASES, lines=phase_equilibrium.lines),
    Family(name="total reflux", kinds=_COLUMN, lines=total_reflux.lines),
    Family(name="pure liquids", kinds=_TWO_PHASES, lines=pure_liquids.lines),
    Family(name="liquid ammonia", kinds=_COLD_AMMONIA, lines=ammonia_liquid.lines),
    Family(name="steam tables", kinds=_STEAM, lines=steam_tables.lines),
    Family(name="plant energy", kinds=(), lines=plant_energy.lines, whole_plant=True),
    Family(name="plant steps", kinds=(), lines=plant_steps.lines, whole_plant=True),
)


def validate() -> list[ValidationLine]:
    """Runs every case which does not need the whole plant; takes a few seconds."""
    return [line for f in FAMILIES if not f.whole_plant for line in f.compared()]
