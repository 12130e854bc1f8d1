"""Which class models which kind of equipment."""

from __future__ import annotations

from collections.abc import Mapping

from twin_simulator.units.ammonia_bed import AmmoniaBed
from twin_simulator.units.boiler import WasteHeatBoiler
from twin_simulator.units.boundary import (
    AmmoniaSupply,
    GasSupply,
    LiquidSupply,
    Sink,
    SteamSupply,
    WaterSupply,
)
from twin_simulator.units.chiller import AmmoniaChiller
from twin_simulator.units.column import ColumnSection
from twin_simulator.units.compressor import Compressor
from twin_simulator.units.compressor_train import (
    CompressorTrain,
    FourStages,
    ThreeStages,
    TwoStages,
)
from twin_simulator.units.condenser import CondenserDrum
from twin_simulator.units.cooler import CondensingCooler
from twin_simulator.units.cooling_tower import CoolingTower
from twin_simulator.units.deaerator import Deaerator
from twin_simulator.units.drum import SteamDrum
from twin_simulator.units.dryer import MolecularSieve
from twin_simulator.units.exchanger import FeedEffluentExchanger
from twin_simulator.units.fired_reformer import FiredReformer
from twin_simulator.units.flash_drum import FlashDrum
from twin_simulator.units.fmu import FmuFlow, FmuGas, FmuLiquid, FmuWater
from twin_simulator.units.gas_cooler import GasCooler
from twin_simulator.units.heater import ElectricHeater
from twin_simulator.units.hydrogenation import HydrogenationBed
from twin_simulator.units.line import LiquidCooler, LiquidLine
from twin_simulator.units.liquid_exchanger import LiquidExchanger
from twin_simulator.units.loading import LoadingValve
from twin_simulator.units.membrane import HydrogenMembrane
from twin_simulator.units.pipe import Pipe
from twin_simulator.units.pump import Pump
from twin_simulator.units.reactor import MethanolReactor
from twin_simulator.units.reboiler import SteamReboiler
from twin_simulator.units.refrigerated_tank import RefrigeratedTank
from twin_simulator.units.secondary_reformer import SecondaryReformer
from twin_simulator.units.separator import Separator
from twin_simulator.units.shift_reactor import (
    HighTemperatureShift,
    LowTemperatureShift,
    Methanator,
)
from twin_simulator.units.steam_header import SteamHeader
from twin_simulator.units.steam_vessel import SteamVessel
from twin_simulator.units.superheater import SteamSuperheater
from twin_simulator.units.tank import LiquidTank
from twin_simulator.units.unit import Unit
from twin_simulator.units.valve import CheckValve, GasValve, LiquidValve
from twin_simulator.units.vessel import (
    FlueVessel,
    GasHeader,
    GasManifold,
    GasVessel,
    QuenchChamber,
    RawGasVessel,
)
from twin_simulator.units.water_header import WaterHeader
from twin_simulator.units.zinc_oxide import ZincOxideBed

UNITS: Mapping[str, type[Unit]] = {
    "boundary.gas": GasSupply,
    "boundary.water": WaterSupply,
    "boundary.steam": SteamSupply,
    "boundary.sink": Sink,
    "boundary.flare": Sink,
    "valve.gas": GasValve,
    "valve.liquid": LiquidValve,
    "vessel.gas": GasVessel,
    "compressor": Compressor,
    "exchanger.feed_effluent": FeedEffluentExchanger,
    "reactor.methanol": MethanolReactor,
    "drum.steam": SteamDrum,
    "cooler.condensing": CondensingCooler,
    "separator.vle": Separator,
    "vessel.flue": FlueVessel,
    "vessel.raw_gas": RawGasVessel,
    "pipe.gas": Pipe,
    "boiler.waste_heat": WasteHeatBoiler,
    "bed.hydrogenation": HydrogenationBed,
    "bed.zinc_oxide": ZincOxideBed,
    "reformer.primary": FiredReformer,
    "reformer.secondary": SecondaryReformer,
    "reactor.shift_high": HighTemperatureShift,
    "reactor.shift_low": LowTemperatureShift,
    "reactor.methanation": Methanator,
    "dryer.sieve": MolecularSieve,
    "exchanger.liquid": LiquidExchanger,
    "boundary.ammonia": AmmoniaSupply,
    "valve.check": CheckValve,
    "vessel.manifold": GasManifold,
    "vessel.quench": QuenchChamber,
    "heater.electric": ElectricHeater,
    "compressor.one_stage": CompressorTrain,
    "compressor.two_stages": TwoStages,
    "compressor.three_stages": ThreeStages,
    "compressor.four_stages": FourStages,
    "cooler.gas": GasCooler,
    "chiller.ammonia": AmmoniaChiller,
    "membrane.hydrogen": HydrogenMembrane,
    "reactor.ammonia": AmmoniaBed,
    "boundary.liquid": LiquidSupply,
    "drum.flash": FlashDrum,
    "column.section": ColumnSection,
    "reboiler.steam": SteamReboiler,
    "condenser.drum": CondenserDrum,
    "pump": Pump,
    "line.liquid": LiquidLine,
    "cooler.liquid": LiquidCooler,
    "tank.liquid": LiquidTank,
    "tank.refrigerated": RefrigeratedTank,
    "valve.loading": LoadingValve,
    "header.water": WaterHeader,
    "header.gas": GasHeader,
    "header.steam": SteamHeader,
    "vessel.steam": SteamVessel,
    "tank.deaerator": Deaerator,
    "exchanger.superheater": SteamSuperheater,
    "tower.cooling": CoolingTower,
    "fmu.gas": FmuGas,
    "fmu.liquid": FmuLiquid,
    "fmu.water": FmuWater,
    "fmu.flow": FmuFlow,
}
