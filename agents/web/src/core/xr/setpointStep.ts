/** Setpoints moved in steps, where nobody can type. */

import type { Tag } from "../plant";

const OF_RANGE = 0.01;

/** A hundredth of the range, rounded to 1, 2 or 5 times a power of ten; no more than one command may. */
export function stepOf({ low, high, max_step }: Tag): number {
  const wanted = (high - low) * OF_RANGE;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const round = [5, 2, 1].find((each) => each * power <= wanted * (1 + 1e-9)) ?? 1;
  return Math.min(round * power, max_step ?? Infinity);
}

/** `from` moved by a number of steps, as far as the range and one command from `current` allow. */
export function stepped(from: number, steps: number, tag: Tag, current: number): number {
  const reach = tag.max_step ?? Infinity;
  const low = Math.max(tag.low, current - reach);
  const high = Math.min(tag.high, current + reach);
  const wanted = Math.min(high, Math.max(low, from + steps * stepOf(tag)));
  // Steps of 0.1 must not add up to 0.30000000000000004.
  return Number(wanted.toPrecision(12));
}
