/** What an operator must know of an area whose drawing is not open. */

import { conditionOf, type Trust } from "./condition";
import type { LiveValues } from "./liveValues";
import type { Tag } from "./plant";

export interface AreaState {
  /** Values beyond an alarm limit, and whether one of them is beyond a severe one. */
  alarms: number;
  severe: boolean;
  /** Values that are bad, stale or missing. */
  distrusted: number;
}

const DISTRUSTED: readonly Trust[] = ["bad", "stale", "missing"];

/** Judges all `tags` of an area at `now` (monotonic milliseconds). */
export function areaState(tags: readonly Tag[], values: LiveValues, now: number): AreaState {
  const state = { alarms: 0, severe: false, distrusted: 0 };
  for (const tag of tags) {
    const { alarm, trust } = conditionOf(values.get(tag.name), tag, now);
    if (DISTRUSTED.includes(trust)) state.distrusted += 1;
    if (alarm === null) continue;
    state.alarms += 1;
    state.severe ||= alarm.severe;
  }
  return state;
}
