import type { Symbol } from "../symbol";
import {
  bed,
  checkValve,
  chiller,
  gasCooler,
  manifold,
  membrane,
  quench,
  stage,
  train,
} from "./ammonia";
import { sink, source } from "./boundary";
import { connectorIn, connectorOut } from "./connector";
import { column } from "./column";
import { compressor } from "./compressor";
import {
  condenserDrum,
  cooler,
  feedEffluent,
  liquidCooler,
  liquidExchanger,
  reboiler,
} from "./exchanger";
import { fmuFlow, fmuVolume } from "./fmu";
import { deaerator, gasHeader, steamHeader, waterHeader } from "./header";
import { pump } from "./pump";
import { reactor } from "./reactor";
import { boiler, dryer, duct, firedReformer, pipe, secondaryReformer } from "./reforming";
import { line, refrigeratedTank, tank } from "./tank";
import { coolingTower } from "./tower";
import { valve } from "./valve";
import { drum, electricHeater, flashDrum, gasVessel, separator } from "./vessel";

/** By kind of equipment. */
export const SYMBOLS: Readonly<Record<string, Symbol>> = {
  "connector.in": connectorIn,
  "connector.out": connectorOut,
  "boundary.gas": source,
  "boundary.water": source,
  "boundary.sink": sink,
  "boundary.flare": sink,
  "valve.gas": valve,
  "valve.liquid": valve,
  "vessel.gas": gasVessel,
  compressor,
  "exchanger.feed_effluent": feedEffluent,
  "reactor.methanol": reactor,
  "drum.steam": drum,
  "cooler.condensing": cooler,
  "separator.vle": separator,
  "boundary.ammonia": source,
  "valve.check": checkValve,
  "vessel.manifold": manifold,
  "vessel.quench": quench,
  "compressor.one_stage": stage,
  "compressor.two_stages": train("ab"),
  "compressor.three_stages": train("abc"),
  "compressor.four_stages": train("abcd"),
  "cooler.gas": gasCooler,
  "chiller.ammonia": chiller,
  "membrane.hydrogen": membrane,
  "reactor.ammonia": bed,
  "boundary.liquid": source,
  "drum.flash": flashDrum,
  "column.section": column,
  "reboiler.steam": reboiler,
  "condenser.drum": condenserDrum,
  pump,
  "line.liquid": line,
  "cooler.liquid": liquidCooler,
  "tank.liquid": tank,
  "valve.loading": valve,
  "pipe.gas": pipe,
  "vessel.flue": duct,
  "boiler.waste_heat": boiler,
  "bed.zinc_oxide": bed,
  "reformer.primary": firedReformer,
  "reformer.secondary": secondaryReformer,
  "reactor.shift_high": bed,
  "reactor.shift_low": bed,
  "reactor.methanation": bed,
  "dryer.sieve": dryer,
  "exchanger.liquid": liquidExchanger,
  "vessel.raw_gas": gasVessel,
  "bed.hydrogenation": bed,
  "heater.electric": electricHeater,
  "tank.refrigerated": refrigeratedTank,
  "tower.cooling": coolingTower,
  "header.gas": gasHeader,
  "header.steam": steamHeader,
  "header.water": waterHeader,
  "boundary.steam": source,
  "vessel.steam": steamHeader,
  "exchanger.superheater": feedEffluent,
  "tank.deaerator": deaerator,
  "fmu.gas": fmuVolume,
  "fmu.liquid": fmuVolume,
  "fmu.water": fmuVolume,
  "fmu.flow": fmuFlow,
};

const UNKNOWN: Symbol = {
  fit: "stretch",
  turns: "never",
  label: "inside",
  ports: {},
  drawing: <rect className="outline" x="0" y="0" width="100" height="100" />,
};

/** The symbol of a kind of equipment (after ISO 10628-2); a plain box for an unknown kind. */
export function symbolOf(kind: string): Symbol {
  return SYMBOLS[kind] ?? UNKNOWN;
}
