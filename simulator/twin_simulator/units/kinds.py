"""Which class models which kind of equipment."""

from __future__ import annotations

from collections.abc import Mapping

from twin_simulator.units.boundary import GasSupply, LiquidSupply, Sink, WaterSupply
from twin_simulator.units.column import ColumnSection
from twin_simulator.units.compressor import Compressor
from twin_simulator.units.condenser import CondenserDrum
from twin_simulator.units.cooler import CondensingCooler
from twin_simulator.units.drum import SteamDrum
from twin_simulator.units.exchanger import FeedEffluentExchanger
from twin_simulator.units.flash_drum import FlashDrum
from twin_simulator.units.line import LiquidCooler, LiquidLine
from twin_simulator.units.loading import LoadingValve
from twin_simulator.units.pump import Pump
from twin_simulator.units.reactor import MethanolReactor
from twin_simulator.units.reboiler import SteamReboiler
from twin_simulator.units.separator import Separator
from twin_simulator.units.tank import LiquidTank
from twin_simulator.units.unit import Unit
from twin_simulator.units.valve import GasValve, LiquidValve
from twin_simulator.units.vessel import GasVessel

UNITS: Mapping[str, type[Unit]] = {
    "boundary.gas": GasSupply,
    "boundary.water": WaterSupply,
    "boundary.sink": Sink,
    "valve.gas": GasValve,
    "valve.liquid": LiquidValve,
    "vessel.gas": GasVessel,
    "compressor": Compressor,
    "exchanger.feed_effluent": FeedEffluentExchanger,
    "reactor.methanol": MethanolReactor,
    "drum.steam": SteamDrum,
    "cooler.condensing": CondensingCooler,
    "separator.vle": Separator,
    "boundary.liquid": LiquidSupply,
    "drum.flash": FlashDrum,
    "column.section": ColumnSection,
    "reboiler.steam": SteamReboiler,
    "condenser.drum": CondenserDrum,
    "pump": Pump,
    "line.liquid": LiquidLine,
    "cooler.liquid": LiquidCooler,
    "tank.liquid": LiquidTank,
    "valve.loading": LoadingValve,
}
