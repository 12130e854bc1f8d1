/** Kinds of equipment that can be drawn, as `GET /v1/kinds` has them. */

import type { Phase } from "../plant";
import type { Entry } from "./sketch";

export interface Kind {
  kind: string;
  title: string;
  /** SI unit of each parameter that it must have. */
  parameters: Record<string, string>;
  /** SI unit of each that it may have. */
  optional: Record<string, string>;
  inlets: string[];
  outlets: string[];
  /** SI unit of what an instrument may measure. */
  quantities: Record<string, string>;
  /** What a controller moves; null if nothing. */
  actuator: string | null;
  /** Letters that its name begins with, such as `TK`. */
  letters: string;
  /** What a new one is like. */
  template: Entry;
}

export type Kinds = ReadonlyMap<string, Kind>;

/** Groups of the palette: the part of a kind's name before its dot. */
export function groupsOf(kinds: Iterable<Kind>, wanted: string): Map<string, Kind[]> {
  const words = wanted.toLowerCase().split(/\s+/);
  const groups = new Map<string, Kind[]>();
  for (const kind of kinds) {
    const text = `${kind.kind} ${kind.title}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const group = kind.kind.split(".")[0] ?? "";
    groups.set(group, [...(groups.get(group) ?? []), kind]);
  }
  return groups;
}

const PHASES: readonly (readonly [RegExp, Phase])[] = [
  [/water|condensate|blowdown/, "water"],
  [/steam/, "steam"],
  [/liquid|reflux|bottom|pump|overflow|tank|line/, "liquid"],
];

/** The phase that a pipe between two ports most likely carries: by their names, then by kinds. */
export function likelyPhase(ports: readonly string[], kinds: readonly string[]): Phase {
  for (const words of [ports, kinds]) {
    if (words.some((word) => /gas|vent|nitrogen/.test(word))) return "gas";
    const found = PHASES.find(([pattern]) => words.some((word) => pattern.test(word)));
    if (found !== undefined) return found[1];
  }
  return "gas";
}

const LETTERS: readonly (readonly [RegExp, string])[] = [
  [/pressure_drop|pressure_difference/, "PDT"],
  [/pressure/, "PT"],
  [/temperature/, "TT"],
  [/level/, "LT"],
  [/flow/, "FT"],
  [/position|stroke/, "ZT"],
  [/speed/, "ST"],
  [/^y_|fraction/, "AT"],
];

/** The letters of ISA-5.1 for an instrument that measures this. */
export function lettersOf(quantity: string): string {
  return LETTERS.find(([pattern]) => pattern.test(quantity))?.[1] ?? "XT";
}

const RANGES: Record<string, readonly [string, string]> = {
  K: ["0 degC", "200 degC"],
  Pa: ["0 bar", "10 bar"],
  "kg/s": ["0 kg/s", "10 kg/s"],
  "mol/s": ["0 mol/s", "100 mol/s"],
  "1": ["0 %", "100 %"],
  "rad/s": ["0 rpm", "3000 rpm"],
};

/** A range to begin with, for a quantity in this SI unit. */
export function rangeOf(unit: string): readonly [string, string] {
  return RANGES[unit] ?? [`0 ${unit}`, `100 ${unit}`];
}
