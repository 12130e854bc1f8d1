/** One displayed value: never naked, always with unit, quality, times and origin. */

import type { Origin, Quality } from "./contracts/vocabulary";

export type { Origin, Quality };

/** A value as the exchange sends it; `value` is the reported one, `age_s` its age at sending. */
export interface Value {
  tag: string;
  value: number | null;
  unit: string;
  quality: Quality;
  reason: string | null;
  age_s: number | null;
  source_time: string | null;
  server_time: string | null;
  ingest_time: string | null;
  origin: Origin;
  writable: boolean;
  desired: number | null;
  simulated: number | null;
  /** Time in the plant for which the model gives it. */
  simulated_time: string | null;
  /** Why it is to be doubted; empty if it is not. */
  simulated_reason: string;
  residual: number | null;
  /** How far the reading is off what the model expects, in standard deviations; null if unknown. */
  significance: number | null;
  /** Why plant and model can not be compared now; empty if they can. */
  residual_reason: string;
}

/** A value, or of one that was sent before only what has changed: with its tag and age always. */
export type ValueChange = Pick<Value, "tag" | "age_s"> & Partial<Value>;

/** As in the alarms on residuals: from here on the model can not explain a reading. */
const SIGNIFICANT = 4;

/** True if the model can not explain the reading. */
export function isSignificant({ significance }: Pick<Value, "significance">): boolean {
  return significance !== null && Math.abs(significance) >= SIGNIFICANT;
}

/**
 * A value with the moment (monotonic milliseconds) at which this client received it; infinite for
 * what is shown as it was, which does not age.
 */
export interface Sample extends Value {
  receivedAt: number;
}

/** What a value should be: its own desired value, or the setpoint of the loop that reads it. */
export function desiredOf(sample: Sample | undefined, setpoint: Sample | undefined): number | null {
  return sample?.desired ?? setpoint?.value ?? null;
}
