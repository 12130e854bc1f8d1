/** Which alarm limit a reported value violates, and the words for limits. */

import type { AlarmLimit, Tag } from "./plant";

export interface Alarm {
  limit: AlarmLimit;
  /** The word shown next to the value, so that colour never stands alone. */
  word: "LL" | "LO" | "HI" | "HH";
  severe: boolean;
}

const ALARMS: Record<AlarmLimit, Alarm> = {
  high_high: { limit: "high_high", word: "HH", severe: true },
  low_low: { limit: "low_low", word: "LL", severe: true },
  high: { limit: "high", word: "HI", severe: false },
  low: { limit: "low", word: "LO", severe: false },
};

/** The word for a limit: LL, LO, HI or HH. */
export function limitWord(limit: AlarmLimit): Alarm["word"] {
  return ALARMS[limit].word;
}

/** The most severe limit which `value` has passed, or null. */
export function alarmOf(value: number | null, limits: Tag["alarms"]): Alarm | null {
  if (value === null) return null;
  const passed = (limit: AlarmLimit): boolean => {
    const at = limits[limit];
    if (at === undefined) return false;
    return limit.startsWith("high") ? value >= at : value <= at;
  };
  const order: AlarmLimit[] = ["high_high", "low_low", "high", "low"];
  const found = order.find(passed);
  return found === undefined ? null : ALARMS[found];
}
