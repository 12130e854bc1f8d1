/** What is read off a curve: its value at a moment, and its mean and extremes over a time. */

import type { Window } from "./address";

type Column = readonly (number | null)[];

/** Place of the last time that is not after `time`; -1 if all are. */
function placeAt(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The value that held at a moment: the last one told until then; null in a gap, and before the first. */
export function valueAt(times: readonly number[], values: Column, time: number): number | null {
  return values[placeAt(times, time)] ?? null;
}

export interface Summary {
  least: number;
  mean: number;
  most: number;
}

/** Values that held within a time, and for how many seconds each did. */
function* heldWithin(
  times: readonly number[],
  values: Column,
  { from, to }: Window,
): Generator<{ value: number; length: number }> {
  for (let place = Math.max(0, placeAt(times, from)); place < times.length; place++) {
    const begin = Math.max(times[place] ?? to, from);
    if (begin > to) return;
    const value = values[place] ?? null;
    if (value !== null) yield { value, length: Math.min(times[place + 1] ?? to, to) - begin };
  }
}

/** Extremes and mean of what held within a time, each value for as long as it held; null if none did. */
export function summaryOf(
  times: readonly number[],
  values: Column,
  window: Window,
): Summary | null {
  let [least, most, sum, seconds] = [Infinity, -Infinity, 0, 0];
  for (const { value, length } of heldWithin(times, values, window)) {
    least = Math.min(least, value);
    most = Math.max(most, value);
    sum += value * length;
    seconds += length;
  }
  if (least > most) return null;
  return { least, mean: seconds > 0 ? sum / seconds : least, most };
}
