/** How an interlock stands: how far the value of its tag is from the limit. */

import type { Interlock, Permissive, Tag } from "./plant";

export type Standing = "tripped" | "beyond" | "near" | "inside" | "unknown";

/** This part of a tag's range before the limit is near it. */
const NEAR = 0.05;

/** Distance to the limit in the unit of the tag; negative beyond it. */
export function marginOf({ side, limit }: Interlock, value: number): number {
  return side === "high" ? limit - value : value - limit;
}

/** A trip is told by the plant; all else follows from the value, null if it can not be believed. */
export function standingOf(
  interlock: Interlock,
  { low, high }: Tag,
  value: number | null,
  isTripped: boolean,
): Standing {
  if (isTripped) return "tripped";
  if (value === null) return "unknown";
  const margin = marginOf(interlock, value);
  if (margin < 0) return "beyond";
  return margin < NEAR * (high - low) ? "near" : "inside";
}

/** What has to hold before an interlock can be reset: its cause is gone. */
export function backInside({ side, limit }: Interlock, value: number): boolean {
  return side === "high" ? value <= limit : value >= limit;
}

export function holds({ above, below }: Permissive, value: number): boolean {
  if (above !== null) return value > above;
  return below === null || value < below;
}
