/** What a reader must know before trusting a displayed value. */

import { alarmOf, type Alarm } from "./alarm";
import { ageAt, isStale, STALE_PERIODS } from "./freshness";
import type { Tag } from "./plant";
import type { Origin, Sample } from "./value";

export type Trust = "good" | "uncertain" | "bad" | "stale" | "missing";

export interface Condition {
  trust: Trust;
  /** Why the value is not good; empty when it is. */
  reason: string;
  age: number | null;
  alarm: Alarm | null;
  /** False for anything that is not a plant measurement: model, replay, operator, instructor. */
  live: boolean;
  origin: Origin | null;
}

const MISSING: Condition = {
  trust: "missing",
  reason: "no value received yet",
  age: null,
  alarm: null,
  live: false,
  origin: null,
};

function lateness(age: number | null, tag: Tag): string {
  if (age === null) return "the value has no source time";
  return `the value is older than ${STALE_PERIODS} × ${tag.rate_s} s`;
}

function trustOf(sample: Sample, age: number | null, tag: Tag): [Trust, string] {
  const reason = sample.reason || `${sample.quality} quality, no reason given`;
  if (sample.value === null) return ["missing", reason];
  if (sample.quality === "bad") return ["bad", reason];
  if (isStale(age, tag.rate_s)) return ["stale", lateness(age, tag)];
  return sample.quality === "good" ? ["good", ""] : ["uncertain", reason];
}

/** Judge a sample (undefined: none received) of `tag` at `now` (monotonic milliseconds). */
export function conditionOf(sample: Sample | undefined, tag: Tag, now: number): Condition {
  if (sample === undefined) return MISSING;
  const age = ageAt(sample, now);
  const [trust, reason] = trustOf(sample, age, tag);
  return {
    trust,
    reason,
    age,
    alarm: alarmOf(sample.value, tag.alarms),
    live: sample.origin === "plant",
    origin: sample.origin,
  };
}

/** The word that goes beside a value that is not good; empty for a good one. */
export const TRUST_BADGE: Record<Trust, string> = {
  good: "",
  uncertain: "UNCERT",
  bad: "BAD",
  stale: "STALE",
  missing: "NO DATA",
};

/** The short word for a value that does not come from the plant. */
export const ORIGIN_BADGE: Record<Origin, string> = {
  plant: "",
  model: "SIM",
  replay: "REPLAY",
  operator: "OPER",
  instructor: "TRAIN",
};

/** The same in full. */
export const TRUST_WORD: Record<Trust, string> = {
  good: "",
  uncertain: "UNCERTAIN",
  bad: "BAD",
  stale: "STALE",
  missing: "NO DATA",
};

/** Operators' own setpoints are part of normal life; everything else is not the plant. */
export function isUsual(origin: Origin): boolean {
  return origin === "plant" || origin === "operator";
}

/** The word that goes beside a value that does not come from the plant. */
export const ORIGIN_WORD: Record<Origin, string> = {
  plant: "",
  model: "SIMULATED",
  replay: "REPLAY",
  operator: "OPERATOR",
  instructor: "TRAINING",
};
