/** What-ifs and branches as the exchange tells them, and what of them comes up when. */

export interface Curves {
  unit: string;
  /** With what is written. */
  changed: number[];
  /** Without it. */
  unchanged: number[];
  /** What really was; null where nothing good is known. */
  history: (number | null)[];
}

export interface Move {
  tag: string;
  value: number;
  after_s: number;
  /** The tag that shows what the write does. */
  shows: string;
  settled_s: number | null;
}

type After = Record<string, number>;

/** Seconds until each comes up: only with the writes, with and without them, only without them. */
export interface Events {
  caused: After;
  anyway: After;
  averted: After;
}

export interface Answer {
  at: string;
  run_id: string;
  snapshot: string;
  /** Why the model may be off there; empty if nothing speaks against it. */
  doubt: string;
  for_s: number;
  set: Move[];
  /** Seconds after the moment. */
  times: number[];
  tags: Record<string, Curves>;
  alarms: Events;
  interlocks: Events;
  /** How many limits and interlocks are of tags that this user may not read. */
  left_out: number;
}

/** One that was asked for, and how far it is. */
export interface WhatIf {
  number: string;
  state: "running" | "done" | "failed" | "cancelled";
  stage: string;
  /** How much of the stage is done, 0 to 1; null where nobody knows. */
  share: number | null;
  failure: string;
  notes: string[];
  at: string;
  for_s: number;
  answer: Answer | null;
}

/** What is asked. */
export interface Question {
  at: string | null;
  /** What has a phase waits until what has a lower one is where it is to be. */
  set: { tag: string; value: number; after_s: number; phase?: number }[];
  minutes: number;
  tags: string[];
}

export interface BranchRow {
  name: string;
  at: string;
  for_s: number;
  /** What it writes, in one line. */
  written: string;
  /** How many limits and interlocks come up only with what it writes. */
  limits: number;
  author: string;
  created: string;
  digest: string;
}

export interface Branch extends BranchRow {
  version: string;
  /** The command that asks the same again. */
  question: string;
  /** What a setpoint set of it holds; null where it can be none, and `applies_not` says why. */
  applies: Record<string, number> | null;
  applies_not: string;
  answer: Answer;
}

export interface Difference {
  name: string;
  other: string;
  tags: {
    tag: string;
    end: number;
    other_end: number;
    difference: number;
    after_s: number;
    unit: string;
  }[];
  events: { event: string; name: string; after_s: number | null; other_after_s: number | null }[];
  doubts: string[];
}

export interface Happening {
  words: string;
  name: string;
  after_s: number;
  /** Whether it comes up with the writes. */
  comes: boolean;
}

const WORDS = {
  interlocks: { caused: "trips", anyway: "trips anyway", averted: "would trip without it" },
  alarms: { caused: "crosses", anyway: "crosses anyway", averted: "would cross without it" },
} as const;

/** Limits that are crossed and interlocks that trip, the first in front. */
export function happenings(answer: Answer): Happening[] {
  const found: Happening[] = [];
  for (const kind of ["interlocks", "alarms"] as const)
    for (const how of ["caused", "anyway", "averted"] as const)
      for (const [name, after_s] of Object.entries(answer[kind][how]))
        found.push({ words: WORDS[kind][how], name, after_s, comes: how !== "averted" });
  return found.sort((a, b) => a.after_s - b.after_s);
}

/** The tags that both show. */
export function commonTags(one: Answer, other: Answer): string[] {
  return Object.keys(one.tags).filter((tag) => tag in other.tags);
}
