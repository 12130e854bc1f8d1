/** Age and staleness: decided by the tag's contract rate, never by a socket being open. */

import type { Sample } from "./value";

/** How many contract periods may pass before a value counts as stale. */
export const STALE_PERIODS = 3;

/** Age of a sample in seconds at `now` (monotonic milliseconds); null if it never had a time. */
export function ageAt(sample: Sample, now: number): number | null {
  if (sample.age_s === null) return null;
  const since = now - sample.receivedAt;
  return sample.age_s + (since > 0 ? since / 1000 : 0);
}

/** True if a value of this age breaks its contract rate; a value without age is always stale. */
export function isStale(age: number | null, rateS: number): boolean {
  return age === null || age > STALE_PERIODS * rateS;
}
