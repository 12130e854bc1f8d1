/** One alarm after ISA-18.2, as the exchange lists it and as the stream tells of each change. */

import type { AlarmLimit } from "./plant";
import type {
  AlarmBasis,
  AlarmChange,
  AlarmPriority,
  AlarmState,
  Origin,
} from "./contracts/vocabulary";

export type { AlarmPriority, AlarmState };

export interface AlarmEvent {
  /** `<tag>.<limit>`. */
  alarm: string;
  tag: string;
  limit: AlarmLimit;
  state: AlarmState;
  change: AlarmChange;
  priority: AlarmPriority;
  description: string;
  area: string;
  /** The value at the change, and the limit it passed. */
  value: number | null;
  setting: number;
  unit: string;
  /** Grows by one each time the alarm is raised. */
  occurrence: number;
  raised: string | null;
  time: string;
  /** Who made the change, and why; empty if the plant did. */
  user: string;
  reason: string;
  /** When shelving ends. */
  until: string | null;
  /** What happens if nobody acts; empty if nothing follows. */
  consequence: string;
  /** Interlock that tripped first, if it was raised after it in the same upset; else empty. */
  follows: string;
  origin: Origin;
  /** Whether a measured value is beyond the limit, its residual is, or the model sees it there soon. */
  basis: AlarmBasis;
}

export const PRIORITIES: readonly AlarmPriority[] = ["high", "medium", "low"];

/** True if it is out of sight: shelved, suppressed by design, or out of service. */
export function isHidden({ state }: AlarmEvent): boolean {
  return state === "shelved" || state === "suppressed" || state === "out_of_service";
}

/** True as long as nobody has seen it: active, or already back to normal. */
export function awaitsAcknowledgement({ state }: AlarmEvent): boolean {
  return state === "unacknowledged" || state === "returned";
}

/** When it was raised, in Unix milliseconds; of one never raised, its last change. */
export function raisedAt({ raised, time }: AlarmEvent): number {
  return Date.parse(raised ?? time);
}

/** Order of urgency: what is active and not acknowledged, then by priority, then the newest. */
export function byUrgency(a: AlarmEvent, b: AlarmEvent): number {
  return (
    Number(a.state !== "unacknowledged") - Number(b.state !== "unacknowledged") ||
    PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) ||
    raisedAt(b) - raisedAt(a) ||
    a.alarm.localeCompare(b.alarm)
  );
}

/** True if `event` tells of something before `known`: an earlier occurrence, or an earlier time. */
export function isOlder(event: AlarmEvent, known: AlarmEvent): boolean {
  if (event.occurrence !== known.occurrence) return event.occurrence < known.occurrence;
  return Date.parse(event.time) < Date.parse(known.time);
}
