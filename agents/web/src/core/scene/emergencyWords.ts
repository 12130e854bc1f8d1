/** Emergencies in words, for labels, for the list, and for who does not see the picture. */

import type { Release } from "../release";

export interface Emergency {
  /** Id of the equipment or pipe. */
  place: string;
  /** A word or two, for a label. */
  words: string;
  /** All that is known. */
  told: string;
  /** Whether somebody has to do something about it. */
  severe: boolean;
}

const WORDS: Record<Release["kind"], string> = {
  hole: "LEAK",
  safety_valve: "RELIEF",
  tube_rupture: "TUBE",
  flare: "FLARE",
};
const FLAME = 0.3; // m; of a smaller one nobody speaks

function number(value: number): string {
  return value.toLocaleString("en-GB", { maximumSignificantDigits: 2, useGrouping: false });
}

function headOf(release: Release): string {
  const { kind, burning, entering, rate, phase } = release;
  const fire = burning && kind !== "flare" ? "FIRE " : "";
  if (kind === "tube_rupture") {
    const isIn = entering > rate;
    return isIn ? `WATER IN ${number(entering)} kg/s` : `GAS INTO WATER ${number(rate)} kg/s`;
  }
  return `${fire}${WORDS[kind]} ${number(rate)} kg/s ${phase}`;
}

function reaches(release: Release): string[] {
  const { burning, flame, pool, flammable_length: long, dangerous_length: far } = release;
  const parts: [string, number, string][] = [
    ["flame of", burning ? flame : 0, "m"],
    ["flammable to", burning ? 0 : long, "m"],
    ["dangerous to", burning ? 0 : far, "m"],
    ["pool of", pool, "kg"],
  ];
  return parts.filter(([, value]) => value >= 1).map(([a, v, b]) => `${a} ${number(v)} ${b}`);
}

/** What is told of a release; null for one that is over, or for a flare that hardly burns. */
export function emergencyOf(release: Release): Emergency | null {
  const { kind, place, rate, entering, pool, burning, flame } = release;
  const isFlare = kind === "flare";
  if (isFlare ? !burning || flame < FLAME : rate + entering + pool <= 0) return null;
  const words = headOf(release);
  return { place, words, told: [words, ...reaches(release)].join(", "), severe: !isFlare };
}

/** A valve that is known to be stuck, or that is seen not to follow. */
export function stuckEmergency(place: string, isKnown: boolean): Emergency {
  const words = isKnown ? "STUCK" : "NOT FOLLOWING";
  const told = isKnown
    ? "STUCK, for instructors: it does not move, whatever it is told"
    : "NOT FOLLOWING: its position is not what its controller orders";
  return { place, words, told, severe: isKnown };
}
