/** Where the values on a panel come from: the one mark that nobody may overlook. */

import { formatMoment } from "../format";
import type { Origin, Sample } from "../value";

export type ProvenanceKind = "live" | "past" | "replayed" | "simulated" | "training" | "silent";

export interface Provenance {
  kind: ProvenanceKind;
  words: string;
}

const STRANGERS: readonly [Origin, ProvenanceKind, string][] = [
  ["instructor", "training", "TRAINING: set by an instructor"],
  ["model", "simulated", "SIMULATED: not measured"],
  ["replay", "replayed", "REPLAYED: not now"],
];

/** How a screen stands to the plant. */
export interface Standing {
  /** The moment that is shown, in Unix milliseconds; null where it is now. */
  until: number | null;
  /** Whether the stream is open. */
  isHearing: boolean;
  isTraining: boolean;
}

/** @param samples what is shown */
export function provenanceOf(
  samples: readonly Sample[],
  { until, isHearing, isTraining }: Standing,
): Provenance {
  if (isTraining) return { kind: "training", words: "TRAINING: not the plant" };
  if (until !== null)
    return { kind: "past", words: `PAST: ${formatMoment(new Date(until).toISOString())}` };
  if (!isHearing) return { kind: "silent", words: "NO LINK: nothing here is live" };
  const origins = new Set(samples.map(({ origin }) => origin));
  const stranger = STRANGERS.find(([origin]) => origins.has(origin));
  if (stranger === undefined) return { kind: "live", words: "LIVE from the plant" };
  return { kind: stranger[1], words: stranger[2] };
}
