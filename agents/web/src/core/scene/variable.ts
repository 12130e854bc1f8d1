/** Things coloured by what is measured at them. */

import { conditionOf } from "../condition";
import type { LiveValues } from "../liveValues";
import type { PlantIndex, Tag } from "../plant";

const MEASURED = {
  temperature: /temperature/,
  pressure: /(^|_)pressure$/,
  level: /^level$/,
  flow: /^mass_flow$/,
  "valve position": /^position$/,
  speed: /^speed$/,
} as const;

export type VariableName = keyof typeof MEASURED;

export interface Variable {
  name: VariableName;
  unit: string;
  /** What most tags are designed for: a tenth of them lies beyond, and has the colour of the end. */
  low: number;
  high: number;
  /** By thing: the first tag of it that measures this. */
  tags: ReadonlyMap<string, Tag>;
}

/** Where a value stands between the ends of the scale; or why there is none. */
export type Share = number | "not measured" | "not good";

function measuring(plant: PlantIndex, name: VariableName): Tag[] {
  return plant.plant.instruments.flatMap(({ tag, measures }) => {
    const found = plant.tags.get(tag);
    const property = measures.slice(measures.indexOf(".") + 1);
    return found !== undefined && MEASURED[name].test(property) ? [found] : [];
  });
}

const BEYOND = 0.05; // of the tags, at either end

/** Without a design value, a tag's range says where its value is to be expected. */
function scaleOf(tags: readonly Tag[]): { low: number; high: number } {
  const expected = tags.flatMap(({ design, low, high }) =>
    design === null ? [low, high] : [design],
  );
  expected.sort((a, b) => a - b);
  const at = (share: number): number => expected[Math.round(share * (expected.length - 1))] ?? 0;
  const [low, high] = [at(BEYOND), at(1 - BEYOND)];
  return high > low ? { low, high } : { low: low - 1, high: low + 1 };
}

function variableOf(plant: PlantIndex, name: VariableName): Variable[] {
  const [first, ...others] = measuring(plant, name);
  if (first === undefined) return [];
  // One scale has one unit.
  const tags = [first, ...others.filter(({ unit }) => unit === first.unit)];
  const byThing = new Map([...tags].reverse().map((tag) => [tag.equipment ?? "", tag]));
  return [{ name, unit: first.unit, ...scaleOf(tags), tags: byThing }];
}

/** What this plant measures, and things can be coloured by. */
export function variablesOf(plant: PlantIndex): Variable[] {
  const names = Object.keys(MEASURED) as VariableName[];
  return names.flatMap((name) => variableOf(plant, name));
}

/** The share of a thing at `now` (monotonic milliseconds); only a good value of the plant has one. */
export function shareOf(variable: Variable, thing: string, values: LiveValues, now: number): Share {
  const tag = variable.tags.get(thing);
  if (tag === undefined) return "not measured";
  const sample = values.get(tag.name);
  const { trust, live } = conditionOf(sample, tag, now);
  if (trust !== "good" || !live || sample === undefined || sample.value === null) return "not good";
  const share = (sample.value - variable.low) / (variable.high - variable.low);
  return Math.min(1, Math.max(0, share));
}
