import {
  awaitsAcknowledgement,
  isHidden,
  PRIORITIES,
  type AlarmEvent,
  type AlarmPriority,
} from "../core/alarmEvent";

/** Alarms that are active, by priority, those of them nobody has seen, and all nobody has seen. */
export type AlarmCounts = Record<AlarmPriority | `new ${AlarmPriority}` | "unacknowledged", number>;

/** Also a latched one, which is an alarm until somebody resets it. */
function isActive(alarm: AlarmEvent): boolean {
  return !isHidden(alarm) && alarm.state !== "returned" && alarm.state !== "normal";
}

export function alarmCounts(alarms: readonly AlarmEvent[]): AlarmCounts {
  const counts: AlarmCounts = {
    ...{ high: 0, medium: 0, low: 0, unacknowledged: 0 },
    ...{ "new high": 0, "new medium": 0, "new low": 0 },
  };
  for (const alarm of alarms) {
    if (awaitsAcknowledgement(alarm)) counts.unacknowledged += 1;
    if (!isActive(alarm)) continue;
    counts[alarm.priority] += 1;
    if (alarm.state === "unacknowledged") counts[`new ${alarm.priority}`] += 1;
  }
  return counts;
}

/** How many are active, whatever their priority. */
export function activeOf(counts: AlarmCounts): number {
  return PRIORITIES.reduce((sum, priority) => sum + counts[priority], 0);
}
