/** What an operator must know of a thing in the scene: its alarm, and what can not be trusted. */

import type { Alarm } from "../alarm";
import { conditionOf, TRUST_WORD, type Condition, type Trust } from "../condition";
import type { LiveValues } from "../liveValues";
import type { PlantIndex } from "../plant";
import type { Thing } from "./thing";

export interface ThingState {
  /** The most severe one of its tags. */
  alarm: Alarm | null;
  /** The worst that is wrong with one of its values; good if nothing is. */
  trust: Trust;
}

const WORST_FIRST: readonly Trust[] = ["missing", "bad", "stale", "uncertain", "good"];

function worse(a: Alarm | null, b: Alarm | null): Alarm | null {
  if (a === null || b === null) return a ?? b;
  return b.severe && !a.severe ? b : a;
}

/** Judges the tags of a thing at `now` (monotonic milliseconds); one without tags is good. */
export function stateOf(
  thing: Thing,
  plant: PlantIndex,
  values: LiveValues,
  now: number,
): ThingState {
  const found = thing.tags.flatMap((name): Condition[] => {
    const tag = plant.tags.get(name);
    return tag === undefined ? [] : [conditionOf(values.get(name), tag, now)];
  });
  const trusts = new Set(found.map(({ trust }) => trust));
  return {
    alarm: found.reduce<Alarm | null>((worst, { alarm }) => worse(worst, alarm), null),
    trust: WORST_FIRST.find((trust) => trusts.has(trust)) ?? "good",
  };
}

/** The words for a state, as elsewhere on the screen; empty if nothing is abnormal. */
export function wordsOf({ alarm, trust }: ThingState): string {
  return [alarm?.word ?? "", TRUST_WORD[trust]].filter(Boolean).join(" ");
}
