/** Where a value, and what belongs to it, stands on the range of its tag. */

import type { Tag } from "./plant";
import type { Sample } from "./value";

/** Places on a scale from 0 to `SCALE_WIDTH`; null for what is not known. */
export interface ScalePlaces {
  normal: [number, number];
  reported: number | null;
  simulated: number | null;
  desired: number | null;
}

export const SCALE_WIDTH = 100;

function normalBand({ alarms, low, high }: Tag): [number, number] {
  return [alarms.low ?? alarms.low_low ?? low, alarms.high ?? alarms.high_high ?? high];
}

/** The places on the scale of `tag`; on the model's screen nothing is reported. */
export function scalePlaces(
  tag: Tag,
  sample: Sample | undefined,
  desired: number | null,
): ScalePlaces {
  const span = tag.high - tag.low || 1;
  const at = (value: number): number =>
    Math.min(SCALE_WIDTH, Math.max(0, ((value - tag.low) / span) * SCALE_WIDTH));
  const placed = (value: number | null | undefined): number | null =>
    value == null ? null : at(value);
  const [low, high] = normalBand(tag);
  return {
    normal: [at(low), at(high)],
    reported: sample?.origin === "model" ? null : placed(sample?.value),
    simulated: placed(sample?.simulated),
    desired: placed(desired),
  };
}
